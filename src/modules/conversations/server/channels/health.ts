import { perDayOf } from '#conversations/contract/channel-limits.ts'
import * as identity from '#identity/server/public.ts'
import type { ChannelReport, ChannelSetup, Worry } from '#conversations/contract/channel-health.ts'
import type { ChannelTest } from '#conversations/contract/channel.ts'
import { channelAlerted, channelHealthChanged } from '#conversations/contract/events.ts'
import { channelNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as channels from './channels.ts'
import * as channelStore from './channels.store.ts'
import * as store from './health.store.ts'
import { hoursByBrand } from './health-list.ts'
import { usualHours, worriesOf } from './health-worries.ts'
import { coexistingThroughput, standardThroughput } from './limits.ts'
import * as leaving from './leaving.ts'
import * as secrets from './secrets.ts'
import { inspect, throughputOf, firstRefusal, type Inspection } from './whatsapp/account.ts'

const webhookPath = '/api/v1/webhooks/whatsapp'
const reportedDays = 7

export async function report(ctx: Ctx, { id }: { id: string }): Promise<ChannelReport> {
  const row = await found(ctx, id)
  const health = await store.find(ctx, id)
  const since = new Date(ctx.now.getTime() - reportedDays * 86_400_000).toISOString()
  const { approached, waiting } = await leaving.usage(ctx, health.portfolioId ?? row.wabaId)
  const failures = await store.failures(ctx, id, since)
  const sent = await store.countSent(ctx, id, since)
  const failed = failures.reduce((sum, { count }) => sum + count, 0)
  const standing = { ...row, health, approached, sentLately: sent, failedLately: failed }
  return {
    worries: worriesOf(standing, (await hoursByBrand(ctx, [row])).get(row.brandId) ?? usualHours(ctx.zone), ctx.now),
    nameStatus: health.nameStatus,
    isRegistered: health.isRegistered,
    isCoexisting: health.isCoexisting,
    throughputPerSecond: health.throughputPerSecond ?? (health.isCoexisting ? coexistingThroughput : standardThroughput),
    dailyLimit: health.dailyLimit,
    isUnlimited: perDayOf(row.tier) === null,
    approached,
    approachesWaiting: waiting,
    token: {
      state: health.tokenState,
      expiresAt: health.tokenExpiresAt,
      missing: health.missingPermissions,
      checkedAt: health.checkedAt,
    },
    restriction: health.restriction,
    heardAt: health.heardAt,
    silenceHours: health.silenceHours,
    failures,
    sent,
    notices: (await store.notices(ctx, id, 20)).map(({ detail, ...notice }) => ({ ...notice, detail: detail.text ?? null })),
    setup: await setupOf(ctx, row, health),
  }
}

export async function setupOf(ctx: Ctx, row: channelStore.ChannelRow, health: store.HealthRow): Promise<ChannelSetup> {
  const webhookUrl = `${ctx.config.publicUrl}${webhookPath}`
  return {
    isSettingUp: health.isSettingUp,
    webhookUrl,
    verifyToken: await secrets.open(ctx, 'verify_token', row.id, row.verifyToken),
    isReachable: row.isSimulator || isPublic(webhookUrl),
    handshakeAt: health.handshakeAt,
    subscribedAt: health.subscribedAt,
    heardAt: health.heardAt,
    isRegistered: health.isRegistered,
    test: health.testState && { state: health.testState, refusal: health.testFailure },
  }
}

/** The provider calls only https addresses with a name of the public internet. */
export function isPublic(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  if (protocol !== 'https:' || hostname.startsWith('[')) return false
  return !/^(localhost|.*\.local|.*\.internal|[^.]+|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*)$/i.test(hostname)
}

/** What an inspection found, kept; with the worries that it brings told once. */
export async function learn(ctx: Ctx, row: channelStore.ChannelRow, found: Inspection): Promise<store.HealthRow> {
  const before = await store.lock(ctx, row.id)
  const badToken = found.steps.find(({ what }) => what === 'token')?.isOk === false
  const wasAsked = !badToken || ['token-invalid', 'token-expired'].includes(firstRefusal(found)?.reason ?? '')
  const numberIsKnown = found.steps.find(({ what }) => what === 'number')?.isOk === true
  const limit = perDayOf(found.tier)
  const after: store.HealthRow = {
    ...before,
    // A provider that does not answer says nothing about the token.
    tokenState: badToken ? (wasAsked ? 'invalid' : before.tokenState) : 'valid',
    tokenExpiresAt: badToken ? before.tokenExpiresAt : found.tokenExpiresAt,
    missingPermissions: badToken ? before.missingPermissions : found.missingPermissions,
    ...(numberIsKnown && {
      nameStatus: found.nameStatus,
      isRegistered: found.isRegistered ?? before.isRegistered,
      isCoexisting: found.isCoexisting,
      throughputPerSecond: throughputOf(found) ?? before.throughputPerSecond,
      dailyLimit: limit === undefined ? before.dailyLimit : limit,
    }),
    portfolioId: found.portfolioId ?? before.portfolioId,
    checkedAt: ctx.now.toISOString(),
  }
  await store.write(ctx, after)
  if (numberIsKnown) await channelStore.setHealth(ctx, row.id, found)
  await limitChanged(ctx, row, before, after)
  await told(ctx, row, before, { ...after, quality: numberIsKnown ? found.quality : row.quality })
  return after
}

/** Whoever waits for room under a limit that grew gets an earlier place. */
export async function limitChanged(
  ctx: Ctx,
  row: Pick<channelStore.ChannelRow, 'wabaId'>,
  before: store.HealthRow,
  after: store.HealthRow,
): Promise<void> {
  const hasGrown = before.dailyLimit !== null && (after.dailyLimit === null || after.dailyLimit > before.dailyLimit)
  if (hasGrown) await leaving.rearrange(ctx, after.portfolioId ?? row.wabaId, after.dailyLimit)
}

type About = Pick<channelStore.ChannelRow, 'id' | 'brandId' | 'name' | 'quality'>

/** Open screens read it again, and whoever looks after the numbers is told what got bad. */
export async function told(
  ctx: Ctx,
  row: About,
  before: store.HealthRow,
  after: store.HealthRow & { quality: About['quality'] },
): Promise<void> {
  const about = { channelId: row.id, brandId: row.brandId, name: row.name }
  await ctx.emit(channelHealthChanged, about)
  if (after.isSettingUp) return
  const alerts: { what: Worry['what']; reason: string | null }[] = []
  if (after.quality === 'red' && row.quality !== 'red') alerts.push({ what: 'quality-red', reason: null })
  if (after.tokenState === 'invalid' && before.tokenState !== 'invalid') alerts.push({ what: 'token-invalid', reason: null })
  if (after.restriction !== null && before.restriction !== after.restriction) alerts.push({ what: 'restricted', reason: after.restriction })
  if (after.isRegistered === false && before.isRegistered !== false) alerts.push({ what: 'not-registered', reason: null })
  for (const alert of alerts) await ctx.emit(channelAlerted, { ...about, ...alert })
}

/** Asks the provider with the stored token. */
export async function refresh(ctx: Ctx, row: channelStore.ChannelRow): Promise<Inspection> {
  const { isDemo } = await identity.organization(ctx)
  const inspection = await inspect({ ...ctx, signal: undefined }, await channels.openForCall(ctx, row, isDemo), ctx.now)
  await learn(ctx, row, inspection)
  return inspection
}

/** With the stored token; everything that the provider says of the number is kept. */
export async function check(ctx: Ctx, { id }: { id: string }): Promise<ChannelTest> {
  const row = await channelStore.find(ctx, id)
  if (!row) throw channelNotFound()
  if (row.kind !== 'whatsapp') return channels.check(ctx, { id })
  const inspection = await refresh(ctx, row)
  const refusal = firstRefusal(inspection)
  const { displayPhone, verifiedName, quality } = inspection
  return { isOk: refusal === null, failure: refusal && { reason: refusal.reason, code: refusal.code }, displayPhone, verifiedName, quality }
}

export async function found(ctx: Ctx, id: string): Promise<channelStore.ChannelRow> {
  const row = await channelStore.find(ctx, id)
  // What follows is about the official interface only.
  if (!row || row.kind !== 'whatsapp') throw channelNotFound()
  return row
}

export async function setSilenceHours(ctx: Ctx, { id, hours }: { id: string; hours: number }): Promise<{ hours: number }> {
  const row = await found(ctx, id)
  const before = await store.lock(ctx, id)
  await store.write(ctx, { ...before, silenceHours: hours, silenceToldAt: null })
  ctx.audit({
    action: 'conversations.channel.updated',
    subject: { kind: 'channel', id, name: row.name },
    before: { silenceHours: before.silenceHours },
    after: { silenceHours: hours },
  })
  await ctx.emit(channelHealthChanged, { channelId: id, brandId: row.brandId, name: row.name })
  return { hours }
}
