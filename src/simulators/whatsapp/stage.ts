import { manualClock } from './clock-and-random.ts'
import type { SimResponse } from './exchange.ts'
import type { Outgoing, OutgoingRequest } from './outgoing-http.ts'
import { createWhatsAppSimulator } from './simulator.ts'
import type { NumberSpec, SimulatorOptions, WhatsAppSimulator } from './simulator.ts'

/** A receiver in the same process: keeps what it gets and answers what it is told to. */
export type Receiver = {
  outgoing: Outgoing
  posts: { url: string; body: string; signature: string | undefined }[]
  handshakes: URL[]
  /** Status of the next answers, in order; 200 when there is none left. */
  answers: (number | 'cut')[]
  items(list: 'messages' | 'statuses'): Record<string, unknown>[]
}

export function receiver(verifyToken: string): Receiver {
  const posts: Receiver['posts'] = []
  const handshakes: URL[] = []
  const answers: Receiver['answers'] = []
  const reply = (status: number, text = '') => ({ status, headers: {}, body: Buffer.from(text) })
  return {
    posts,
    handshakes,
    answers,
    async outgoing(request: OutgoingRequest) {
      const url = new URL(request.url)
      if (request.method === 'GET') {
        if (!url.searchParams.has('hub.mode'))
          return { ...reply(url.pathname.endsWith('.jpg') ? 200 : 404, 'bytes'), headers: { 'content-type': 'image/jpeg' } }
        handshakes.push(url)
        return url.searchParams.get('hub.verify_token') === verifyToken
          ? reply(200, url.searchParams.get('hub.challenge') ?? '')
          : reply(403)
      }
      posts.push({
        url: request.url,
        body: Buffer.from(request.body ?? []).toString('utf8'),
        signature: request.headers['x-hub-signature-256'],
      })
      const answer = answers.shift() ?? 200
      if (answer === 'cut') throw new Error('socket hang up')
      return reply(answer)
    },
    items: (list) =>
      posts.flatMap(({ body }) =>
        (JSON.parse(body) as { entry: { changes: { value: Record<string, unknown> }[] }[] }).entry.flatMap((entry) =>
          entry.changes.flatMap((change) => (change.value[list] ?? []) as Record<string, unknown>[]),
        ),
      ),
  }
}

export const START = Date.UTC(2026, 10, 20, 15, 0, 0)
export const ANA = '5491155550101'

export const EL_GALLO: NumberSpec = {
  phoneNumberId: 'PN_1',
  wabaId: 'WABA_1',
  displayPhone: '+54 9 11 5000-0001',
  token: 'token-1',
  webhookUrl: 'http://receiver.test/hook',
}

export type Stage = {
  simulator: WhatsAppSimulator
  receiver: Receiver
  call(method: string, path: string, body?: unknown): Promise<Answer>
}
export type Answer = { status: number; headers: SimResponse['headers']; json: Record<string, unknown>; response: SimResponse }

/** A simulator with a clock that stands still, one number and a receiver in the same process: for tests without sockets. */
export function stage(options: Partial<SimulatorOptions> = {}): Stage {
  const guest = receiver('verify-me')
  const simulator = createWhatsAppSimulator({
    seed: 'stage',
    appSecret: 'app-secret-1',
    verifyToken: 'verify-me',
    clock: manualClock(START),
    outgoing: guest.outgoing,
    ...options,
  })
  simulator.register(EL_GALLO)
  return {
    simulator,
    receiver: guest,
    async call(method, path, body) {
      const url = new URL(path, 'http://x')
      const response = await simulator.handle({
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' },
        body: body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body)),
      })
      const text = Buffer.from(response.body).toString('utf8')
      const isJson = response.headers['content-type']?.startsWith('application/json')
      return {
        status: response.status,
        headers: response.headers,
        json: isJson && response.cut === undefined ? (JSON.parse(text) as Record<string, unknown>) : {},
        response,
      }
    },
  }
}

export const errorCode = (answer: Answer): unknown => (answer.json.error as { code?: unknown } | undefined)?.code
export const wamidOf = (answer: Answer): string => (answer.json.messages as { id: string }[])[0]?.id ?? ''
export const textTo = (to: string, body: string, more: Record<string, unknown> = {}) => ({
  messaging_product: 'whatsapp',
  to,
  type: 'text',
  text: { body },
  ...more,
})
