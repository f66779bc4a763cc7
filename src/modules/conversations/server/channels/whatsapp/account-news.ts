import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ChannelFacts } from '#conversations/server/channels/channels.store.ts'
import * as channelStore from '#conversations/server/channels/channels.store.ts'
import * as health from '#conversations/server/channels/health.ts'
import * as store from '#conversations/server/channels/health.store.ts'
import { perDayOf } from '#conversations/contract/channel-limits.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { own } from '#kernel/contract/own.ts'
import { optionalText } from './lenient.ts'
import type { AccountFact } from './webhook-facts.ts'

const text = optionalText(300)
const loose = <T extends z.ZodRawShape>(shape: T) => z.object(shape).nullish().catch(null)
const amount = z
  .union([z.string(), z.number()])
  .nullish()
  .catch(null)
  .transform((value) => (value == null ? null : String(value)))

const news = z.object({
  value: z.object({
    display_phone_number: text,
    phone_number: text,
    event: text,
    current_limit: text,
    max_daily_conversations_per_business: amount,
    max_daily_conversation_per_phone: amount,
    decision: text,
    requested_verified_name: text,
    rejection_reason: text,
    requester: text,
    alert_severity: text,
    alert_type: text,
    alert_description: text,
    ban_info: loose({ waba_ban_state: text }),
    violation_info: loose({ violation_type: text }),
    restriction_info: z.array(z.object({ restriction_type: text })).catch([]),
    disconnection_info: loose({ reason: text }),
  }),
})
type News = z.output<typeof news>['value']

type Change = {
  kind: string
  tone: 'ok' | 'info' | 'warn' | 'bad'
  text?: string | null
  health?: Partial<store.HealthRow>
  quality?: 'green' | 'yellow' | 'red'
  tier?: string | null
  verifiedName?: string | null
}

/** Everything that the provider announces of a number or of its account: applied, kept and, when it is bad, told. */
export async function hear(ctx: Ctx, channel: ChannelFacts, fact: AccountFact): Promise<void> {
  const read = news.safeParse(fact.raw)
  if (!read.success) return
  const { value } = read.data
  // These notices name the number in words only; an account may have several.
  const phone = value.display_phone_number ?? value.phone_number
  if (phone !== null && phone.replace(/\D/g, '') !== channel.displayPhone.replace(/\D/g, '')) return
  const change = changeOf(fact.field, value)
  if (!change) return
  const key = createHash('sha256').update(JSON.stringify(fact.raw)).digest('base64url')
  const { kind, tone, text: said = null } = change
  const isLatest = !(await store.hasNewer(ctx, channel.id, fact.field, fact.at))
  const notice = {
    channelId: channel.id,
    field: fact.field,
    key: `${key} ${fact.at.slice(0, 13)}`,
    kind,
    tone,
    detail: { text: said },
    at: fact.at,
  }
  // The same again changes nothing; what comes days late is kept, and was overtaken by what came since.
  if ((await store.remember(ctx, notice)) && isLatest) await apply(ctx, channel, change)
}

async function apply(ctx: Ctx, channel: ChannelFacts, { health: patch = {}, quality, tier, verifiedName }: Change): Promise<void> {
  const row = await channelStore.find(ctx, channel.id)
  if (!row) return
  const before = await store.lock(ctx, channel.id)
  const after = { ...before, ...patch }
  await store.write(ctx, after)
  if (quality !== undefined || tier !== undefined || verifiedName !== undefined)
    await channelStore.setHealth(ctx, channel.id, {
      displayPhone: null,
      verifiedName: verifiedName ?? null,
      quality: quality ?? null,
      tier: tier ?? null,
    })
  await health.limitChanged(ctx, row, before, after)
  await health.told(ctx, row, before, { ...after, quality: quality ?? row.quality })
}

function changeOf(field: string, value: News): Change | null {
  switch (field) {
    case 'phone_number_quality_update':
      return qualityChange(value)
    case 'business_capability_update':
      return limitChange(value.max_daily_conversations_per_business ?? value.max_daily_conversation_per_phone)
    case 'phone_number_name_update':
      return value.decision === 'APPROVED'
        ? {
            kind: 'name-approved',
            tone: 'ok',
            text: value.requested_verified_name,
            health: { nameStatus: 'APPROVED' },
            verifiedName: value.requested_verified_name,
          }
        : { kind: 'name-rejected', tone: 'warn', text: value.requested_verified_name, health: { nameStatus: value.decision ?? 'DECLINED' } }
    case 'security':
      return value.event === null ? null : { kind: own(securityKinds, value.event) ?? 'security', tone: 'warn', text: value.event }
    case 'account_alerts': {
      const tone = value.alert_severity === 'CRITICAL' ? 'bad' : value.alert_severity === 'WARNING' ? 'warn' : 'info'
      return { kind: 'alert', tone, text: value.alert_description ?? value.alert_type }
    }
    case 'account_review_update':
      return value.decision === 'APPROVED'
        ? { kind: 'review-approved', tone: 'ok' }
        : { kind: 'review-rejected', tone: 'bad', text: value.decision, health: { restriction: value.decision ?? 'REJECTED' } }
    case 'account_update':
      return accountChange(value)
    default:
      return null
  }
}

const securityKinds: Record<string, string> = {
  PIN_CHANGED: 'pin-changed',
  PIN_RESET_REQUEST: 'pin-reset-requested',
  PIN_RESET_SUCCESS: 'pin-reset',
}

function qualityChange({ event, current_limit: tier }: News): Change {
  const patch = { ...(limitChange(tier)?.health && { health: limitChange(tier)?.health ?? {} }), ...(tier !== null && { tier }) }
  if (event === 'FLAGGED') return { kind: 'quality-red', tone: 'bad', quality: 'red', ...patch }
  if (event === 'UNFLAGGED') return { kind: 'quality-green', tone: 'ok', quality: 'green', ...patch }
  if (event === 'DOWNGRADE') return { kind: 'limit-lower', tone: 'warn', text: tier, ...patch }
  if (event === 'UPGRADE') return { kind: 'limit-higher', tone: 'ok', text: tier, ...patch }
  return { kind: 'quality', tone: 'info', text: event, ...patch }
}

function limitChange(tier: string | null): Change | null {
  const limit = perDayOf(tier)
  if (tier === null || limit === undefined) return null
  return { kind: 'limit', tone: 'info', text: tier, tier: /^-?\d+$/.test(tier) ? tierOf(limit) : tier, health: { dailyLimit: limit } }
}

const tierOf = (limit: number | null): string =>
  limit === null ? 'TIER_UNLIMITED' : limit >= 1000 ? `TIER_${Math.floor(limit / 1000)}K` : `TIER_${limit}`

function accountChange(value: News): Change | null {
  const { event } = value
  switch (event) {
    case 'DISABLED_UPDATE': {
      const state = value.ban_info?.waba_ban_state ?? null
      if (state === 'REINSTATE') return { kind: 'account-reinstated', tone: 'ok', health: { restriction: null } }
      return { kind: 'account-disabled', tone: 'bad', text: state, health: { restriction: state ?? 'DISABLE' } }
    }
    case 'ACCOUNT_VIOLATION':
      return { kind: 'account-violation', tone: 'bad', text: value.violation_info?.violation_type ?? null }
    case 'ACCOUNT_RESTRICTION': {
      const kinds = value.restriction_info.flatMap(({ restriction_type: kind }) => kind ?? [])
      return { kind: 'account-restricted', tone: 'bad', text: kinds.join(', ') || null, health: { restriction: kinds[0] ?? 'RESTRICTED' } }
    }
    case 'PARTNER_REMOVED':
    case 'ACCOUNT_OFFBOARDED':
    case 'ACCOUNT_DELETED':
      return { kind: 'account-gone', tone: 'bad', text: value.disconnection_info?.reason ?? event, health: { restriction: event } }
    case 'ACCOUNT_RECONNECTED':
    case 'VERIFIED_ACCOUNT':
      return { kind: 'account-reinstated', tone: 'ok', ...(event === 'ACCOUNT_RECONNECTED' && { health: { restriction: null } }) }
    default:
      return event === null ? null : { kind: 'account', tone: 'info', text: event }
  }
}
