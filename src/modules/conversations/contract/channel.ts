import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { Worry } from '#conversations/contract/channel-health.ts'
import { Capabilities, ChannelKind } from '#conversations/contract/capabilities.ts'

const Name = z.string().trim().min(1).max(80)
/** Digits as Meta writes its ids. */
const MetaId = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_]{3,40}$/)
const Secret = z.string().trim().min(8).max(1000)

/** How the provider sees the number; refreshed by the test and by its notices. */
export const ChannelHealth = z.object({
  verifiedName: z.string().nullable(),
  quality: z.enum(['green', 'yellow', 'red', 'unknown']),
  /** The provider's messaging limit, as it names it: `TIER_1K`. */
  tier: z.string().nullable(),
  checkedAt: Instant.nullable(),
  failuresToday: z.int().nonnegative(),
  /** The worst first; those that need a count are only in the report. */
  worries: z.array(Worry),
})

export const Channel = z.object({
  id: Id,
  kind: ChannelKind,
  capabilities: Capabilities,
  name: z.string(),
  brandId: Id,
  phoneNumberId: z.string(),
  wabaId: z.string(),
  /** `+54 9 11 5000-0001` */
  displayPhone: z.string(),
  /** Talks to the local stand-in of the provider, never to the real one. */
  isSimulator: z.boolean(),
  state: z.enum(['ok', 'stopped']),
  /** `by-hand` or a key of `conversations.failures`. */
  stopReason: z.string().nullable(),
  stoppedAt: Instant.nullable(),
  /** New conversations go to this team. */
  defaultTeamId: Id.nullable(),
  reopenHours: z.int(),
  health: ChannelHealth,
  /** To be pasted into the provider's console together with the address of the webhook. */
  webhookPath: z.string(),
  verifyToken: z.string(),
  /** Its wizard was begun and not finished. */
  isSettingUp: z.boolean(),
  version: z.int(),
})
export type Channel = z.infer<typeof Channel>

/** What everybody in the inbox needs to know of a channel. */
export const ChannelName = Channel.pick({
  id: true,
  kind: true,
  capabilities: true,
  name: true,
  brandId: true,
  displayPhone: true,
  isSimulator: true,
  state: true,
})
export type ChannelName = z.infer<typeof ChannelName>

const Credentials = z.object({ phoneNumberId: MetaId, wabaId: MetaId, token: Secret, appSecret: Secret })

export const TestChannel = Credentials.omit({ appSecret: true })
/** `ok`, or the key of `conversations.failures` that says what the provider answered. */
export const ChannelTest = z.object({
  isOk: z.boolean(),
  failure: z.object({ reason: z.string(), code: z.int().nullable() }).nullable(),
  displayPhone: z.string().nullable(),
  verifiedName: z.string().nullable(),
  quality: ChannelHealth.shape.quality,
})
export type ChannelTest = z.infer<typeof ChannelTest>

const Settings = {
  name: Name,
  brandId: Id,
  defaultTeamId: Id.nullable().default(null),
  /** A message within so many hours of the resolution reopens the conversation, a later one starts a new one. */
  reopenHours: z.int().min(0).max(720).default(72),
}

export const CreateChannel = Credentials.extend(Settings)
export const UpdateChannel = z.object({
  id: Id,
  name: Name.optional(),
  brandId: Id.optional(),
  defaultTeamId: Id.nullable().optional(),
  reopenHours: Settings.reopenHours.unwrap().optional(),
  token: Secret.optional(),
  appSecret: Secret.optional(),
})
