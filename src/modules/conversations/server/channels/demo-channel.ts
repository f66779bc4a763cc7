import * as identity from '#identity/server/public.ts'
import { randomBytes } from 'node:crypto'
import { channelCreated } from '#conversations/contract/events.ts'
import { channelRefused, numberInUse } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './channels.store.ts'
import * as secrets from './secrets.ts'
import * as simulatedChats from './simulated-chats.store.ts'

export type DemoChannel = {
  name: string
  brandId: string
  teamId: string | null
  phoneNumberId: string
  wabaId: string
  displayPhone: string
}

/**
 * A channel of a demo business, which has no provider to ask: it and its secrets are our own invention, and the
 * simulator is told of them (`simulatedNumbers`). Refused in any other organization.
 */
export async function createForDemo(ctx: Ctx, input: DemoChannel): Promise<store.ChannelFacts> {
  const { isDemo } = await identity.organization(ctx)
  if (!isDemo) throw channelRefused({ reason: 'blocked', code: null })
  const id = ctx.newId()
  const [token, appSecret, verifyToken] = [randomBytes(24).toString('base64url'), randomBytes(16).toString('hex'), secrets.newVerifyToken()]
  const { name, brandId, teamId, phoneNumberId, wabaId, displayPhone } = input
  const row: store.ChannelRow = {
    id,
    kind: 'whatsapp',
    name,
    brandId,
    defaultTeamId: teamId,
    answerTargetMinutes: 30,
    reopenHours: 72,
    phoneNumberId,
    wabaId,
    displayPhone,
    isSimulator: true,
    state: 'ok',
    stopReason: null,
    stoppedAt: null,
    verifiedName: name,
    quality: 'green',
    tier: 'TIER_1K',
    checkedAt: null,
    token: await secrets.seal(ctx, 'token', id, token),
    appSecret: await secrets.seal(ctx, 'app_secret', id, appSecret),
    verifyToken: await secrets.seal(ctx, 'verify_token', id, verifyToken),
    version: 1,
  }
  if (!(await store.insert(ctx, { ...row, verifyTokenHash: secrets.hashOf(verifyToken) }))) throw numberInUse()
  await ctx.emit(channelCreated, { channelId: id, brandId, name })
  return row
}

/** A file of a chat that the simulator lost at a restart: our own copy of it. Undefined when there is none. */
export async function simulatedFile(ctx: Ctx, fileId: string): Promise<{ mimeType: string; content: Buffer } | undefined> {
  if (!(await simulatedChats.hasFile(ctx, fileId))) return undefined
  const file = await ctx.files.find(ctx, fileId)
  return file && { mimeType: file.mime, content: await ctx.files.read(ctx, fileId) }
}

export type SimulatedNumber = {
  phoneNumberId: string
  wabaId: string
  displayPhone: string
  verifiedName: string
  token: string
  appSecret: string
  verifyToken: string
}

/** What the simulator has to be told at every start: the numbers of a demo business with their secrets. Empty for any other. */
export async function simulatedNumbers(ctx: Ctx): Promise<SimulatedNumber[]> {
  const { isDemo } = await identity.organization(ctx)
  if (!isDemo) return []
  const numbers: SimulatedNumber[] = []
  for (const row of await store.list(ctx)) {
    if (!row.isSimulator) continue
    numbers.push({
      phoneNumberId: row.phoneNumberId,
      wabaId: row.wabaId,
      displayPhone: row.displayPhone,
      verifiedName: row.verifiedName ?? row.name,
      token: await secrets.open(ctx, 'token', row.id, row.token),
      appSecret: await secrets.open(ctx, 'app_secret', row.id, row.appSecret),
      verifyToken: await secrets.open(ctx, 'verify_token', row.id, row.verifyToken),
    })
  }
  return numbers
}
