import * as identity from '#identity/server/public.ts'
import type { z } from 'zod'
import type { Channel, ChannelName, ChannelTest, CreateChannel, TestChannel, UpdateChannel } from '#conversations/contract/channel.ts'
import { channelCreated, channelResumed, channelStopped, channelUpdated } from '#conversations/contract/events.ts'
import { brandUnknown, channelNotFound, channelRefused, numberInUse, teamUnknown } from '#conversations/server/problems.ts'
import { releaseWaiting } from '#conversations/server/messages/delivery.job.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { adapterOf, capabilitiesOf } from './adapters.ts'
import type { CheckResult, OpenChannel } from './channel-adapter.ts'
import * as store from './channels.store.ts'
import { worriesByChannel } from './health-list.ts'
import * as secrets from './secrets.ts'

/** The same for every channel of the installation: deliveries name their number. */
const webhookPath = '/api/v1/webhooks/whatsapp'

export async function list(ctx: Ctx): Promise<{ items: Channel[] }> {
  const [rows, failures] = [await store.list(ctx), await failuresToday(ctx)]
  const standing = await worriesByChannel(ctx, rows)
  return { items: await Promise.all(rows.map((row) => shown(ctx, row, failures, standing))) }
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Channel> {
  const row = await found(ctx, id)
  return shown(ctx, row, await failuresToday(ctx), await worriesByChannel(ctx, [row]))
}

export async function names(ctx: Ctx): Promise<{ items: ChannelName[] }> {
  const rows = await store.list(ctx)
  const items = rows.map(({ id, kind, name, brandId, displayPhone, isSimulator, state }) => ({
    id,
    kind,
    capabilities: capabilitiesOf(kind),
    name,
    brandId,
    displayPhone,
    isSimulator,
    state,
  }))
  return { items }
}

/** Asks the provider; keeps nothing. */
export async function test(ctx: Ctx, input: z.output<typeof TestChannel>): Promise<ChannelTest> {
  const { isDemo } = await identity.organization(ctx)
  return tested(await adapterOf('whatsapp').check(aroundOf(ctx), { ...input, kind: 'whatsapp', isSimulator: isDemo, isDemo }))
}

export async function create(ctx: Ctx, input: z.output<typeof CreateChannel>): Promise<Channel> {
  const { isDemo } = await identity.organization(ctx)
  const { name, brandId, defaultTeamId, reopenHours, phoneNumberId, wabaId, token, appSecret } = input
  await checkBelongings(ctx, { brandId, defaultTeamId })
  const check = await adapterOf('whatsapp').check(aroundOf(ctx), {
    kind: 'whatsapp',
    phoneNumberId,
    wabaId,
    token,
    isSimulator: isDemo,
    isDemo,
  })
  if (check.failure) throw channelRefused(check.failure)
  const id = ctx.newId()
  const verifyToken = secrets.newVerifyToken()
  const row: store.ChannelRow = {
    id,
    kind: 'whatsapp',
    name,
    brandId,
    defaultTeamId,
    reopenHours,
    phoneNumberId,
    wabaId,
    displayPhone: check.displayPhone ?? phoneNumberId,
    isSimulator: isDemo,
    state: 'ok',
    stopReason: null,
    stoppedAt: null,
    verifiedName: check.verifiedName,
    quality: check.quality,
    tier: check.tier,
    checkedAt: ctx.now.toISOString(),
    token: await secrets.seal(ctx, 'token', id, token),
    appSecret: await secrets.seal(ctx, 'app_secret', id, appSecret),
    verifyToken: await secrets.seal(ctx, 'verify_token', id, verifyToken),
    version: 1,
  }
  if (!(await store.insert(ctx, { ...row, verifyTokenHash: secrets.hashOf(verifyToken) }))) throw numberInUse()
  ctx.audit({
    action: 'conversations.channel.created',
    subject: { kind: 'channel', id, name },
    after: { name, brandId, phoneNumberId, wabaId },
  })
  await ctx.emit(channelCreated, { channelId: id, brandId, name })
  return shown(ctx, row, new Map(), new Map())
}

export async function update(ctx: Ctx, { id, ...change }: z.output<typeof UpdateChannel>): Promise<Channel> {
  const row = await store.lock(ctx, id)
  if (!row) throw channelNotFound()
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  await checkBelongings(ctx, change)
  if (change.token !== undefined) {
    const failure = (await ask(ctx, row, change.token)).failure
    if (failure) throw channelRefused(failure)
  }
  const { token, appSecret, ...plain } = change
  const after: store.ChannelRow = {
    ...row,
    ...plain,
    ...(token !== undefined && { token: await secrets.seal(ctx, 'token', id, token) }),
    ...(appSecret !== undefined && { appSecret: await secrets.seal(ctx, 'app_secret', id, appSecret) }),
  }
  await store.update(ctx, id, row.version, after)
  const changed = Object.keys(plain) as (keyof typeof plain)[]
  const fields = (of: store.ChannelRow) => Object.fromEntries(changed.map((field) => [field, of[field]]))
  // That a secret was replaced is worth a line; the secret is not.
  const replaced = { ...(token !== undefined && { token: '•••' }), ...(appSecret !== undefined && { appSecret: '•••' }) }
  ctx.audit({
    action: 'conversations.channel.updated',
    subject: { kind: 'channel', id, name: after.name },
    before: fields(row),
    after: { ...fields(after), ...replaced },
  })
  await ctx.emit(channelUpdated, { channelId: id, brandId: after.brandId, name: after.name })
  return get(ctx, { id })
}

/** With the stored token; what the provider says of the number is kept. */
export async function check(ctx: Ctx, { id }: { id: string }): Promise<ChannelTest> {
  const row = await found(ctx, id)
  const result = await ask(ctx, row, await secrets.open(ctx, 'token', id, row.token))
  if (!result.failure) await store.setHealth(ctx, id, result)
  return tested(result)
}

export async function stop(ctx: Ctx, { id }: { id: string }): Promise<Channel> {
  await found(ctx, id)
  await stopFor(ctx, id, 'by-hand')
  return get(ctx, { id })
}

/** `reason`: `by-hand`, or what the provider refused, a key of `conversations.failures`. */
export async function stopFor(ctx: Ctx, id: string, reason: string): Promise<void> {
  const row = await store.setStopped(ctx, id, reason)
  if (!row) return
  ctx.audit({
    action: 'conversations.channel.stopped',
    subject: { kind: 'channel', id, name: row.name },
    before: { state: 'ok' },
    after: { state: 'stopped', reason },
  })
  await ctx.emit(channelStopped, { channelId: id, brandId: row.brandId, name: row.name, reason })
}

export async function resume(ctx: Ctx, { id }: { id: string }): Promise<Channel> {
  const row = await found(ctx, id)
  const result = await ask(ctx, row, await secrets.open(ctx, 'token', id, row.token))
  if (result.failure) throw channelRefused(result.failure)
  await store.setHealth(ctx, id, result)
  if (await store.setStopped(ctx, id, null)) {
    ctx.audit({
      action: 'conversations.channel.resumed',
      subject: { kind: 'channel', id, name: row.name },
      before: { state: 'stopped', reason: row.stopReason },
      after: { state: 'ok' },
    })
    await ctx.emit(channelResumed, { channelId: id, brandId: row.brandId, name: row.name })
    await releaseWaiting(ctx, id)
  }
  return get(ctx, { id })
}

async function found(ctx: Ctx, id: string): Promise<store.ChannelRow> {
  const row = await store.find(ctx, id)
  if (!row) throw channelNotFound()
  return row
}

const aroundOf = (ctx: Ctx) => ({ ...ctx, signal: undefined })

async function ask(ctx: Ctx, row: store.ChannelRow, token: string): Promise<CheckResult> {
  const { isDemo } = await identity.organization(ctx)
  const { kind, phoneNumberId, wabaId, isSimulator } = row
  return adapterOf(kind).check(aroundOf(ctx), { kind, phoneNumberId, wabaId, token, isSimulator, isDemo })
}

const tested = ({ failure, displayPhone, verifiedName, quality }: CheckResult): ChannelTest => ({
  isOk: failure === null,
  failure,
  displayPhone,
  verifiedName,
  quality,
})

export async function checkBelongings(
  ctx: Ctx,
  { brandId, defaultTeamId }: { brandId?: string | undefined; defaultTeamId?: string | null | undefined },
): Promise<void> {
  if (brandId && !(await identity.brands(ctx)).some((brand) => brand.id === brandId)) throw brandUnknown()
  if (defaultTeamId && !(await identity.teams(ctx)).some((team) => team.id === defaultTeamId)) throw teamUnknown()
}

async function failuresToday(ctx: Ctx): Promise<Map<string, number>> {
  const since = new Date(ctx.now.getTime() - 24 * 3_600_000).toISOString()
  return new Map((await store.failuresSince(ctx, since)).map(({ channelId, count }) => [channelId, count]))
}

async function shown(
  ctx: Ctx,
  row: store.ChannelRow,
  failures: ReadonlyMap<string, number>,
  standing: Awaited<ReturnType<typeof worriesByChannel>>,
): Promise<Channel> {
  const { token: _token, appSecret: _appSecret, verifiedName, quality, tier, checkedAt, verifyToken, ...rest } = row
  return {
    ...rest,
    capabilities: capabilitiesOf(row.kind),
    health: {
      verifiedName,
      quality,
      tier,
      checkedAt,
      failuresToday: failures.get(row.id) ?? 0,
      worries: standing.get(row.id)?.worries ?? [],
    },
    isSettingUp: standing.get(row.id)?.isSettingUp ?? false,
    // Those of a connector are secrets, shown only to who asks for them by name.
    webhookPath: row.kind === 'whatsapp' ? webhookPath : '',
    verifyToken: row.kind === 'whatsapp' ? await secrets.open(ctx, 'verify_token', row.id, verifyToken) : '',
  }
}

/** Opened for a call to the provider. */
export async function openForCall(ctx: Ctx, row: store.ChannelRow, isDemo: boolean): Promise<OpenChannel> {
  const { id, kind, phoneNumberId, wabaId, isSimulator } = row
  return { id, kind, phoneNumberId, wabaId, token: await secrets.open(ctx, 'token', id, row.token), isSimulator, isDemo }
}
