import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/** What the provider answered with: a key of `conversations.failures`, its own code, and its own words for support. */
export const Refusal = z.object({ reason: z.string(), code: z.int().nullable(), detail: z.string().nullable() })
export type Refusal = z.infer<typeof Refusal>

/** One question to the provider while a number is connected. `isOk` null: not asked, because an earlier answer makes it pointless. */
export const ChannelStep = z.object({
  what: z.enum(['token', 'permissions', 'number', 'account']),
  isOk: z.boolean().nullable(),
  refusal: Refusal.nullable(),
})
export type ChannelStep = z.infer<typeof ChannelStep>

/** What the provider says of a number before anything is kept. */
export const NumberInspection = z.object({
  isOk: z.boolean(),
  steps: z.array(ChannelStep),
  displayPhone: z.string().nullable(),
  verifiedName: z.string().nullable(),
  quality: z.enum(['green', 'yellow', 'red', 'unknown']),
  tier: z.string().nullable(),
  nameStatus: z.string().nullable(),
  isRegistered: z.boolean().nullable(),
  isCoexisting: z.boolean(),
  tokenExpiresAt: Instant.nullable(),
})
export type NumberInspection = z.infer<typeof NumberInspection>

/** Why somebody should look at a number. */
export const ChannelWorry = z.enum([
  'stopped',
  'quality-red',
  'quality-yellow',
  'token-invalid',
  'token-expires',
  'permissions',
  'not-registered',
  'restricted',
  'name-rejected',
  'limit-near',
  'silent',
  'no-webhook',
  'failing',
])
export type ChannelWorry = z.infer<typeof ChannelWorry>

/** What a worry needs to be said: the amounts that belong to its sentence. */
export const Worry = z.object({
  what: ChannelWorry,
  tone: z.enum(['warn', 'bad']),
  /** Of `stopped`: `by-hand` or a key of `conversations.failures`; of `restricted`: the provider's word. */
  reason: z.string().nullable(),
  since: Instant.nullable(),
})
export type Worry = z.infer<typeof Worry>

export const ChannelNotice = z.object({
  id: Id,
  /** Key of `conversations.channels.notices`. */
  kind: z.string(),
  tone: z.enum(['ok', 'info', 'warn', 'bad']),
  /** Words of the provider that belong to it, such as the name that was refused; null when there are none. */
  detail: z.string().nullable(),
  at: Instant,
})
export type ChannelNotice = z.infer<typeof ChannelNotice>

/** How far the connection of a number got. */
export const ChannelSetup = z.object({
  isSettingUp: z.boolean(),
  /** The whole address to be pasted, and what has to be pasted beside it. */
  webhookUrl: z.string(),
  verifyToken: z.string(),
  /** Whether the provider can reach that address at all: https and not of a private network. */
  isReachable: z.boolean(),
  handshakeAt: Instant.nullable(),
  subscribedAt: Instant.nullable(),
  heardAt: Instant.nullable(),
  isRegistered: z.boolean().nullable(),
  test: z.object({ state: z.enum(['sent', 'delivered', 'read', 'failed']), refusal: Refusal.nullable() }).nullable(),
})
export type ChannelSetup = z.infer<typeof ChannelSetup>

export const ChannelReport = z.object({
  worries: z.array(Worry),
  nameStatus: z.string().nullable(),
  isRegistered: z.boolean().nullable(),
  isCoexisting: z.boolean(),
  /** Messages a second, in and out together. */
  throughputPerSecond: z.int(),
  /** People that may be written to first in 24 hours. Null: no limit, or not told. */
  dailyLimit: z.int().nullable(),
  isUnlimited: z.boolean(),
  /** Of these, by all numbers of the same business, in the last 24 hours; and how many wait for room. */
  approached: z.int(),
  approachesWaiting: z.int(),
  token: z.object({
    state: z.enum(['valid', 'invalid', 'unknown']),
    expiresAt: Instant.nullable(),
    missing: z.array(z.string()),
    checkedAt: Instant.nullable(),
  }),
  restriction: z.string().nullable(),
  heardAt: Instant.nullable(),
  silenceHours: z.int(),
  /** Of the last seven days, the most frequent first; `reason` is a key of `conversations.failures`. */
  failures: z.array(z.object({ reason: z.string(), code: z.int().nullable(), count: z.int(), lastAt: Instant })),
  sent: z.int(),
  notices: z.array(ChannelNotice),
  setup: ChannelSetup,
})
export type ChannelReport = z.infer<typeof ChannelReport>
