import * as identity from '#identity/server/public.ts'
import type { z } from 'zod'
import type { connectChannel, inspectNumber } from '#conversations/contract/channel-health-api.ts'
import type { ChannelSetup, NumberInspection } from '#conversations/contract/channel-health.ts'
import { channelHealthChanged } from '#conversations/contract/events.ts'
import { channelInUse, channelRefused, noSpareNumber, phoneInvalid } from '#conversations/server/problems.ts'
import { parsePhone } from '#kernel/contract/phone.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as channels from './channels.ts'
import type { OpenChannel } from './channel-adapter.ts'
import * as channelStore from './channels.store.ts'
import * as health from './health.ts'
import * as store from './health.store.ts'
import { spareNumbers, type SpareNumber } from './demo-channel.ts'
import * as account from './whatsapp/account.ts'
import { knownAddress } from './channel-test.store.ts'

const aroundOf = (ctx: Ctx) => ({ ...ctx, signal: undefined })

/** Asks the provider about ids and token, step by step; keeps nothing. */
export async function inspect(ctx: Ctx, input: z.output<typeof inspectNumber.input>): Promise<NumberInspection> {
  const { isDemo } = await identity.organization(ctx)
  return shown(await account.inspect(aroundOf(ctx), { ...input, isSimulator: isDemo, isDemo }, ctx.now))
}

function shown(found: account.Inspection): NumberInspection {
  const { steps, displayPhone, verifiedName, quality, tier, nameStatus, isRegistered, isCoexisting, tokenExpiresAt } = found
  const refusal = account.firstRefusal(found)
  return {
    isOk: refusal === null,
    steps,
    displayPhone,
    verifiedName,
    quality,
    tier,
    nameStatus,
    isRegistered,
    isCoexisting,
    tokenExpiresAt,
  }
}

/** Keeps a number that the provider confirmed. From then on its wizard may be left and taken up again. */
export async function connect(ctx: Ctx, input: z.output<typeof connectChannel.input>): Promise<{ id: string }> {
  const { isDemo } = await identity.organization(ctx)
  const { phoneNumberId, wabaId, token } = input
  const inspection = await account.inspect(aroundOf(ctx), { phoneNumberId, wabaId, token, isSimulator: isDemo, isDemo }, ctx.now)
  const refusal = account.firstRefusal(inspection)
  if (refusal) throw channelRefused({ reason: refusal.reason, code: refusal.code })
  const name = input.name ?? inspection.verifiedName ?? inspection.displayPhone ?? phoneNumberId
  const { id } = await channels.create(ctx, { ...input, name: name.slice(0, 80) })
  await store.write(ctx, { ...(await store.lock(ctx, id)), isSettingUp: true })
  await health.learn(ctx, await health.found(ctx, id), inspection)
  return { id }
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<ChannelSetup> {
  return health.setupOf(ctx, await health.found(ctx, id), await store.find(ctx, id))
}

export async function subscribe(ctx: Ctx, { id, callback }: { id: string; callback: boolean }): Promise<ChannelSetup> {
  const { row, channel } = await opened(ctx, id)
  const { webhookUrl, verifyToken, isReachable } = await get(ctx, { id })
  if (callback && !isReachable) throw channelRefused({ reason: 'webhook-refused', code: null })
  const refusal = await account.subscribe(aroundOf(ctx), channel, callback ? { url: webhookUrl, verifyToken } : null)
  if (refusal) throw channelRefused({ reason: refusal.reason, code: refusal.code })
  return change(ctx, row, (before) => ({ ...before, subscribedAt: ctx.now.toISOString() }))
}

export async function register(ctx: Ctx, { id, pin }: { id: string; pin: string }): Promise<ChannelSetup> {
  const { row, channel } = await opened(ctx, id)
  const refusal = await account.register(aroundOf(ctx), channel, pin)
  if (refusal) throw channelRefused({ reason: refusal.reason, code: refusal.code })
  ctx.audit({ action: 'conversations.channel.registered', subject: { kind: 'channel', id, name: row.name } })
  return change(ctx, row, (before) => ({ ...before, isRegistered: true }))
}

/** The greeting goes out at once and outside of any thread: it is about the number, not about a customer. */
export async function sendTest(ctx: Ctx, { id, to }: { id: string; to: string }): Promise<ChannelSetup> {
  const { row, channel } = await opened(ctx, id)
  const phone = parsePhone(to, { country: 'AR' })
  if (!('e164' in phone)) throw phoneInvalid()
  const waId = phone.e164.slice(1)
  const known = await knownAddress(ctx, id, waId)
  const text = known?.isOpen ? ctx.t('conversations.channels.test_text', { name: row.name }) : null
  const answer = await account.greet(aroundOf(ctx), channel, { waId: known?.waId ?? waId, text })
  return change(ctx, row, (before) =>
    'providerId' in answer
      ? { ...before, testState: 'sent', testFailure: null }
      : { ...before, testState: 'failed', testFailure: answer.refusal },
  )
}

export async function finish(ctx: Ctx, { id }: { id: string }): Promise<ChannelSetup> {
  const row = await health.found(ctx, id)
  return change(ctx, row, (before) => ({ ...before, isSettingUp: false }))
}

export async function discard(ctx: Ctx, { id }: { id: string }): Promise<Record<never, never>> {
  const row = await health.found(ctx, id)
  const { isSettingUp } = await store.lock(ctx, id)
  if (!isSettingUp || (await store.wasUsed(ctx, id))) throw channelInUse({ name: row.name })
  await store.discard(ctx, id)
  ctx.audit({ action: 'conversations.channel.discarded', subject: { kind: 'channel', id, name: row.name } })
  await ctx.emit(channelHealthChanged, { channelId: id, brandId: row.brandId, name: row.name })
  return {}
}

export async function spare(ctx: Ctx): Promise<Pick<SpareNumber, 'phoneNumberId' | 'wabaId' | 'token' | 'appSecret'>> {
  const [first] = await spareNumbers(ctx)
  if (!first) throw noSpareNumber()
  const { phoneNumberId, wabaId, token, appSecret } = first
  return { phoneNumberId, wabaId, token, appSecret }
}

async function opened(ctx: Ctx, id: string): Promise<{ row: channelStore.ChannelRow; channel: OpenChannel }> {
  const row = await health.found(ctx, id)
  const { isDemo } = await identity.organization(ctx)
  return { row, channel: await channels.openForCall(ctx, row, isDemo) }
}

async function change(ctx: Ctx, row: channelStore.ChannelRow, to: (before: store.HealthRow) => store.HealthRow): Promise<ChannelSetup> {
  const before = await store.lock(ctx, row.id)
  const after = to(before)
  await store.write(ctx, after)
  await ctx.emit(channelHealthChanged, { channelId: row.id, brandId: row.brandId, name: row.name })
  return health.setupOf(ctx, row, after)
}
