import { z } from 'zod'
import type { SimRequest, SimResponse } from './exchange.ts'
import { json } from './exchange.ts'
import type { FaultSpec } from './faults.ts'
import type { ChatHistory } from './history.ts'
import type { InboundSpec } from './inbound.ts'
import type { WhatsAppSimulator } from './simulator.ts'

const waId = z.string().regex(/^\d{5,20}$/)
const number = z.string().min(1).max(60)
const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
const media = { bytes, mimeType: z.string().min(3).max(200) }

const person = z.object({
  name: z.string().max(200).optional(),
  username: z.string().max(200).nullish(),
  hidesPhone: z.boolean().optional(),
  hasWhatsApp: z.boolean().optional(),
  isOnline: z.boolean().optional(),
  sendsReceipts: z.boolean().optional(),
  stoppedMarketing: z.boolean().optional(),
  userId: z.string().max(160).nullish(),
  onlySpelling: waId.nullish(),
})

const content = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.enum(['image', 'video']), caption: z.string().optional(), ...media }),
  z.object({ type: z.literal('audio'), voice: z.boolean().optional(), ...media }),
  z.object({ type: z.literal('document'), caption: z.string().optional(), fileName: z.string().optional(), ...media }),
  z.object({ type: z.literal('sticker'), animated: z.boolean().optional(), ...media }),
  z.object({
    type: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
    url: z.string().optional(),
  }),
  z.object({
    type: z.literal('contacts'),
    contacts: z.array(
      z.object({
        name: z.string(),
        organization: z.string().optional(),
        phones: z.array(z.object({ phone: z.string(), waId: waId.optional() })),
      }),
    ),
  }),
  z.object({ type: z.literal('reaction'), messageId: z.string(), emoji: z.string().optional() }),
  z.object({ type: z.literal('button'), text: z.string(), payload: z.string() }),
  z.object({ type: z.literal('button_reply'), id: z.string(), title: z.string() }),
  z.object({ type: z.literal('list_reply'), id: z.string(), title: z.string(), description: z.string().optional() }),
  z.object({ type: z.literal('flow_reply'), answers: z.record(z.string(), z.unknown()), body: z.string().optional() }),
  z.object({
    type: z.literal('order'),
    catalogId: z.string(),
    text: z.string().optional(),
    items: z.array(z.object({ retailerId: z.string(), quantity: z.number(), price: z.number(), currency: z.string() })),
  }),
  z.object({ type: z.literal('user_changed_number'), newWaId: waId }),
  z.object({ type: z.literal('user_changed_user_id'), newUserId: z.string() }),
  z.object({ type: z.literal('edit'), messageId: z.string(), text: z.string() }),
  z.object({ type: z.literal('revoke'), messageId: z.string() }),
  z.object({ type: z.literal('unsupported'), kind: z.string().optional() }),
  z.object({ type: z.literal('raw'), message: z.looseObject({ type: z.string() }) }),
])

const inbound = z.object({
  phoneNumberId: number,
  from: person.extend({ waId }),
  content,
  replyTo: z.string().optional(),
  forwarded: z.enum(['once', 'many']).optional(),
  referral: z.record(z.string(), z.unknown()).optional(),
  product: z.object({ catalogId: z.string(), retailerId: z.string() }).optional(),
})

const registration = z.object({
  phoneNumberId: number,
  wabaId: number,
  displayPhone: z.string().min(5).max(40),
  verifiedName: z.string().optional(),
  webhookUrl: z.url().nullish(),
  token: z.string().min(1),
  appSecret: z.string().optional(),
  verifyToken: z.string().optional(),
  isSubscribed: z.boolean().optional(),
  throughput: z.number().positive().optional(),
  allowList: z.array(waId).optional(),
})

const places = [
  'request',
  'send',
  'receipt',
  'upload',
  'media-info',
  'media-download',
  'media-delete',
  'template',
  'account',
  'outcome',
  'status',
  'webhook',
] as const
const code = z.int()
const effect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('error'), code, details: z.string().optional(), retryAfterSeconds: z.number().optional() }),
  z.object({ kind: z.literal('gateway'), status: z.int().min(500).max(599), isAccepted: z.boolean().optional() }),
  z.object({ kind: z.literal('latency'), ms: z.number().nonnegative() }),
  z.object({ kind: z.literal('silence'), isAccepted: z.boolean() }),
  z.object({ kind: z.literal('reset'), when: z.enum(['before', 'after', 'mid-body']) }),
  z.object({ kind: z.literal('garbled') }),
  z.object({ kind: z.literal('skip'), status: z.enum(['sent', 'delivered', 'read']) }),
  z.object({ kind: z.literal('fail'), code, details: z.string().optional() }),
  z.object({ kind: z.literal('delay'), ms: z.number().nonnegative() }),
  z.object({ kind: z.literal('duplicate'), copies: z.int().positive().max(100) }),
  z.object({ kind: z.literal('shuffle'), withinMs: z.int().nonnegative() }),
  z.object({ kind: z.literal('batch'), size: z.int().positive().max(1_000), withinMs: z.number().positive().optional() }),
  z.object({ kind: z.literal('lose') }),
  z.object({ kind: z.literal('bad-signature') }),
  z.object({ kind: z.literal('unsigned') }),
])
const fault = z.object({
  at: z.enum(places),
  effect,
  times: z.int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
  phoneNumberId: z.string().optional(),
  customer: z.string().optional(),
})

const history = z.object({
  phoneNumberId: number,
  person: person.extend({ waId }),
  messages: z.array(
    z.object({
      id: z.string(),
      direction: z.enum(['in', 'out']),
      at: z.iso.datetime(),
      type: z.string().optional(),
      payload: z.unknown().optional(),
      text: z.string().optional(),
      ticks: z.enum(['pending', 'sent', 'delivered', 'read', 'played', 'failed']).optional(),
      replyTo: z.string().nullish(),
      reactions: z.object({ customer: z.string().nullable(), business: z.string().nullable() }).optional(),
      isReadByBusiness: z.boolean().optional(),
    }),
  ),
})
const place = z.object({ phoneNumberId: number, customer: waId })
const raw = z.object({ phoneNumberId: number, body: bytes, signature: z.string().nullish() })

type Door = (input: unknown) => unknown

/** The control door: the same hands as in-process, as JSON over HTTP under `/control`. Bytes travel as base64. */
function doors(simulator: WhatsAppSimulator): Record<string, Door> {
  const at = (input: unknown) => place.parse(input)
  return {
    'GET /numbers': () => simulator.numbers(),
    'POST /numbers': async (input) => {
      const { verify, ...spec } = registration.extend({ verify: z.boolean().default(false) }).parse(input)
      const view = simulator.register(spec)
      return verify ? { ...view, handshake: await simulator.verifyWebhook(spec.phoneNumberId) } : view
    },
    'POST /numbers/verify': (input) => simulator.verifyWebhook(z.object({ phoneNumberId: number }).parse(input).phoneNumberId),
    'POST /tokens': (input) => {
      const { token, wabaId, isRevoked } = z
        .object({ token: z.string().min(1), wabaId: z.string().nullish(), isRevoked: z.boolean().default(false) })
        .parse(input)
      if (isRevoked) simulator.revokeToken(token)
      else simulator.addToken(token, wabaId ?? null)
      return { done: true }
    },
    'POST /account-news': (input) => {
      const { phoneNumberId, field, value } = z
        .object({ phoneNumberId: number, field: z.string().min(1).max(80), value: z.record(z.string(), z.unknown()) })
        .parse(input)
      simulator.announce(phoneNumberId, field, value)
      return { done: true }
    },
    'POST /numbers/quality': (input) => {
      const { phoneNumberId, quality } = z.object({ phoneNumberId: number, quality: z.enum(['GREEN', 'YELLOW', 'RED']) }).parse(input)
      simulator.changeQuality(phoneNumberId, quality)
      return { done: true }
    },
    'POST /inbound': (input) => simulator.receive(inbound.parse(input) as InboundSpec),
    'POST /echoes': (input) => {
      const { phoneNumberId, customer, text } = place.extend({ text: z.string() }).parse(input)
      return simulator.echo(phoneNumberId, customer, text)
    },
    'POST /raw-webhooks': (input) => {
      const { phoneNumberId, body, signature } = raw.parse(input)
      return simulator.postRaw(phoneNumberId, body, signature)
    },
    'POST /people': (input) => {
      const { waId: id, ...facts } = person.extend({ waId }).parse(input)
      return simulator.setPerson(id, facts as Parameters<WhatsAppSimulator['setPerson']>[1])
    },
    'POST /user-ids': (input) => {
      const { phoneNumberId, customer, userId } = place.extend({ userId: z.string() }).parse(input)
      simulator.changeUserId(phoneNumberId, customer, userId)
      return { done: true }
    },
    'POST /marketing': (input) => {
      const { phoneNumberId, customer, value } = place.extend({ value: z.enum(['stop', 'resume']) }).parse(input)
      simulator.changeMarketing(phoneNumberId, customer, value)
      return { done: true }
    },
    'GET /chats': (input) => simulator.chats(z.object({ phoneNumberId: number }).parse(input).phoneNumberId),
    'GET /messages': (input) => simulator.messages(at(input).phoneNumberId, at(input).customer),
    'POST /chats/restore': (input) => simulator.restoreChat(history.parse(input) as ChatHistory),
    'POST /chats/open': (input) => simulator.openChat(at(input).phoneNumberId, at(input).customer),
    'POST /chats/close': (input) => {
      simulator.closeChat(at(input).phoneNumberId, at(input).customer)
      return { done: true }
    },
    'POST /chats/play': (input) => {
      const { phoneNumberId, customer, messageId } = place.extend({ messageId: z.string() }).parse(input)
      simulator.play(phoneNumberId, customer, messageId)
      return { done: true }
    },
    'GET /faults': () => simulator.faults(),
    'POST /faults': (input) => simulator.setFault(fault.parse(input) as FaultSpec),
    'DELETE /faults': (input) => {
      simulator.clearFaults(z.object({ id: z.string().optional() }).parse(input).id)
      return { done: true }
    },
    'GET /clock': () => ({ now: simulator.now() }),
    'POST /clock': async (input) => {
      await simulator.advance(
        z
          .object({
            advanceMs: z
              .number()
              .nonnegative()
              .max(400 * 86_400_000),
          })
          .parse(input).advanceMs,
      )
      return { now: simulator.now() }
    },
    'GET /templates': () => simulator.templates(),
    'POST /templates/decisions': (input) => {
      const { id, status, reason } = z.object({ id: z.string(), status: z.string(), reason: z.string().default('NONE') }).parse(input)
      simulator.decideTemplate(id, status, reason)
      return { done: true }
    },
    'GET /sent': (input) => simulator.sent(z.object({ phoneNumberId: z.string().optional() }).parse(input).phoneNumberId),
    'GET /lost': () => simulator.lost(),
    'GET /deliveries': () => simulator.deliveries(),
    'POST /settle': async () => {
      await simulator.settle()
      return { done: true }
    },
    'POST /reset': () => {
      simulator.reset()
      return { done: true }
    },
  }
}

/** Answers a request under `/control`. Pages of a browser are kept out: it is a tool for tests, not an interface for the web. */
export function controlOf(simulator: WhatsAppSimulator): (request: SimRequest) => Promise<SimResponse> {
  const table = doors(simulator)
  return async (request) => {
    if (request.headers.origin !== undefined) return json(403, { error: 'The control door does not open for web pages.' })
    const path = request.path.replace(/^\/control/, '')
    const door = Object.hasOwn(table, `${request.method} ${path}`) ? table[`${request.method} ${path}`] : undefined
    if (!door) return json(404, { error: `No such door: ${request.method} ${path}` })
    try {
      const text = Buffer.from(request.body).toString('utf8')
      const input: unknown = text === '' ? Object.fromEntries(request.query) : JSON.parse(text)
      return json(200, await door(input))
    } catch (error) {
      if (error instanceof z.ZodError) return json(400, { error: z.prettifyError(error) })
      return json(400, { error: error instanceof Error ? error.message : String(error) })
    }
  }
}
