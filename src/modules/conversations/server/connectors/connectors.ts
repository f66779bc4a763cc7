import { createHash, randomBytes } from 'node:crypto'
import type { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import type { Channel } from '#conversations/contract/channel.ts'
import type { createConnector, setConnector } from '#conversations/contract/connector-api.ts'
import { connectorChanged } from '#conversations/contract/connector-events.ts'
import type { Connector, ConnectorTrouble } from '#conversations/contract/connector.ts'
import { channelCreated } from '#conversations/contract/events.ts'
import * as channelStore from '#conversations/server/channels/channels.store.ts'
import * as channels from '#conversations/server/channels/channels.ts'
import * as secrets from '#conversations/server/channels/secrets.ts'
import { bodyTemplate } from '#conversations/server/channels/watoolbox/body-template.ts'
import { channelNotFound, connectorAddress, connectorPhone, numberInUse } from '#conversations/server/problems.ts'
import { parsePhone } from '#kernel/contract/phone.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './connectors.store.ts'

/** The secret itself, out of the whole address or of its last part. */
function addressOf(typed: string): string {
  const last = typed
    .replace(/[?#].*$/, '')
    .split('/')
    .findLast((part) => part !== '')
  if (last === undefined || !/^[A-Za-z0-9_-]{6,200}$/.test(last)) throw connectorAddress()
  return last
}

/** What stands for the number in the key that spans the installation; it tells nothing of the secret. */
const idOf = (address: string): string => `watoolbox.${createHash('sha256').update(address).digest('base64url').slice(0, 24)}`

export async function create(ctx: Ctx, input: z.output<typeof createConnector.input>): Promise<Channel> {
  const { isDemo, country } = await identity.organization(ctx)
  const { name, brandId, defaultTeamId, reopenHours } = input
  await channels.checkBelongings(ctx, { brandId, defaultTeamId })
  const phone = parsePhone(input.phone, { country })
  if (!('e164' in phone)) throw connectorPhone()
  const address = addressOf(input.address)
  const id = ctx.newId()
  const [pathSecret, key] = [secrets.newVerifyToken(), randomBytes(18).toString('base64url')]
  const row: channelStore.ChannelRow = {
    id,
    kind: 'watoolbox',
    name,
    brandId,
    defaultTeamId,
    reopenHours,
    phoneNumberId: idOf(address),
    wabaId: '',
    displayPhone: shownPhone(phone.e164),
    isSimulator: isDemo,
    state: 'ok',
    stopReason: null,
    stoppedAt: null,
    verifiedName: null,
    quality: 'unknown',
    tier: null,
    checkedAt: null,
    token: await secrets.seal(ctx, 'token', id, address),
    appSecret: await secrets.seal(ctx, 'app_secret', id, key),
    verifyToken: await secrets.seal(ctx, 'verify_token', id, pathSecret),
    version: 1,
  }
  if (!(await channelStore.insert(ctx, { ...row, verifyTokenHash: secrets.hashOf(pathSecret) }))) throw numberInUse()
  await store.insert(ctx, id)
  ctx.audit({
    action: 'conversations.channel.created',
    subject: { kind: 'channel', id, name },
    after: { name, brandId, kind: 'watoolbox', phone: row.displayPhone },
  })
  await ctx.emit(channelCreated, { channelId: id, brandId, name })
  return channels.get(ctx, { id })
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Connector> {
  const [channel, row] = [await channelStore.find(ctx, id), await store.find(ctx, id)]
  if (!channel || !row) throw channelNotFound()
  const { heardAt, offlineSince, silenceHours } = row
  return {
    channelId: id,
    webhookPath: `/api/v1/webhooks/watoolbox/${await secrets.open(ctx, 'verify_token', id, channel.verifyToken)}`,
    template: bodyTemplate(await secrets.open(ctx, 'app_secret', id, channel.appSecret)),
    heardAt,
    offlineSince,
    silenceHours,
    trouble: troubleOf(row, ctx.now),
  }
}

export async function set(ctx: Ctx, { id, silenceHours, address }: z.output<typeof setConnector.input>): Promise<Connector> {
  const [channel, row] = [await channelStore.lock(ctx, id), await store.find(ctx, id)]
  if (!channel || !row) throw channelNotFound()
  if (silenceHours !== undefined) await store.setSilenceHours(ctx, id, silenceHours)
  if (address !== undefined) {
    const token = await secrets.seal(ctx, 'token', id, addressOf(address))
    await channelStore.update(ctx, id, channel.version, { ...channel, token })
  }
  ctx.audit({
    action: 'conversations.channel.updated',
    subject: { kind: 'channel', id, name: channel.name },
    before: { silenceHours: row.silenceHours },
    after: { ...(silenceHours !== undefined && { silenceHours }), ...(address !== undefined && { address: '•••' }) },
  })
  return get(ctx, { id })
}

/** Null: as far as anybody can tell, it works. */
export function troubleOf({ heardAt, offlineSince, silenceHours, createdAt }: store.ConnectorRow, now: Date): ConnectorTrouble | null {
  if (offlineSince !== null) return 'offline'
  return now.getTime() - Date.parse(heardAt ?? createdAt) >= silenceHours * 3_600_000 ? 'silent' : null
}

/** Something came in from it: whatever was wrong is over. */
export async function hear(ctx: Ctx, channel: Pick<channelStore.ChannelFacts, 'id' | 'brandId' | 'name'>): Promise<void> {
  const before = await store.hear(ctx, channel.id)
  if (before && troubleOf(before, ctx.now) !== null) await tell(ctx, channel, null)
}

/** What the answer to an order told of the connector. */
export async function learn(ctx: Ctx, channelId: string, isOffline: boolean): Promise<void> {
  if (!(await store.setOffline(ctx, channelId, isOffline))) return
  const channel = await channelStore.find(ctx, channelId)
  if (channel) await tell(ctx, channel, isOffline ? 'offline' : null)
}

export async function tell(
  ctx: Ctx,
  { id, brandId, name }: Pick<channelStore.ChannelFacts, 'id' | 'brandId' | 'name'>,
  trouble: ConnectorTrouble | null,
): Promise<void> {
  await ctx.emit(connectorChanged, { channelId: id, brandId, name, trouble })
}
