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

export type SpareNumber = SimulatedNumber & {
  /** Not subscribed until somebody connects it. */
  isSubscribed: boolean
  hasHelloWorld: boolean
  account: { isRegistered: boolean }
}

/** How many numbers of the simulator wait for somebody to try the wizard. */
const spares = 3

/**
 * Numbers at the simulator that nobody uses yet, so that connecting one can be tried without an account at the provider. They
 * are the same after every start: everything about them is derived from the organization.
 */
export async function spareNumbers(ctx: Ctx): Promise<SpareNumber[]> {
  const { isDemo, name } = await identity.organization(ctx)
  if (!isDemo) return []
  const used = new Set((await store.list(ctx)).map(({ phoneNumberId }) => phoneNumberId))
  const numbers: SpareNumber[] = []
  for (let place = 1; numbers.length < spares && place <= 50; place++) {
    const digits = (label: string, length: number): string =>
      BigInt(`0x${ctx.crypto.mac('spare number', `${ctx.org} ${place} ${label}`).toString('hex')}`)
        .toString()
        .slice(0, length)
    const secret = (label: string): string => ctx.crypto.mac('spare number', `${ctx.org} ${place} ${label}`).toString('base64url')
    const phoneNumberId = `1${digits('number', 14)}`
    if (used.has(phoneNumberId)) continue
    numbers.push({
      phoneNumberId,
      wabaId: `2${digits('account', 14)}`,
      displayPhone: `+54 9 11 5000-09${String(place).padStart(2, '0')}`,
      verifiedName: name,
      token: `EAA${secret('token')}`,
      appSecret: ctx.crypto.mac('spare number', `${ctx.org} ${place} secret`).toString('hex').slice(0, 32),
      verifyToken: secret('verification'),
      isSubscribed: false,
      hasHelloWorld: true,
      account: { isRegistered: false },
    })
  }
  return numbers
}

/** What the simulator has to be told at every start: the numbers of a demo business with their secrets. Empty for any other. */
export async function simulatedNumbers(ctx: Ctx): Promise<SimulatedNumber[]> {
  const { isDemo } = await identity.organization(ctx)
  if (!isDemo) return []
  const numbers: SimulatedNumber[] = []
  for (const row of await store.list(ctx)) {
    if (!row.isSimulator || row.kind !== 'whatsapp') continue
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
