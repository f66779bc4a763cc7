import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import type { TestContext } from 'node:test'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import { listen } from '#simulators/whatsapp/server.ts'
import { createWhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'
import { client } from '#conversations/server/channels/whatsapp/client.ts'
import type { Failed, Result } from '#conversations/server/channels/whatsapp/client.ts'
import type { SendHttp } from '#conversations/server/channels/whatsapp/transport.ts'

export const ANA = '5491155550101'

/** One connection per request, a deadline, and no retry: what the kernel's way out does, without its rules. */
export const overLoopback: SendHttp = ({ method, url, headers, body, timeoutMs }) =>
  new Promise((resolve, reject) => {
    const call = httpRequest(url, { method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }))
      answer.on('error', reject)
    })
    const deadline = setTimeout(() => call.destroy(Object.assign(new Error('time out'), { code: 'ETIMEDOUT' })), timeoutMs)
    call.on('close', () => clearTimeout(deadline))
    call.on('error', reject)
    call.end(body)
  })

/** Our side of the interface and the stand-in on the other, over a real socket; Ana has just written. */
export async function running(t: TestContext) {
  const simulator = createWhatsAppSimulator({
    seed: 'client',
    appSecret: 's',
    verifyToken: 'v',
    clock: manualClock(Date.UTC(2026, 10, 20, 15)),
    outgoing: async () => ({ status: 200, headers: { 'content-type': 'image/jpeg' }, body: Buffer.from('x') }),
  })
  const server = await listen(simulator)
  t.after(() => server.close())
  simulator.register({ phoneNumberId: 'PN_1', wabaId: 'WABA_1', displayPhone: '+54 9 11 5000-0001', token: 'token-1' })
  simulator.receive({ phoneNumberId: 'PN_1', from: { waId: ANA, name: 'Ana' }, content: { type: 'text', text: 'Hola' } })
  const settings = { baseUrl: server.url, version: 'v26.0', phoneNumberId: 'PN_1', token: 'token-1', timeoutMs: 20_000 }
  return { simulator, settings, whatsapp: client(settings, overLoopback) }
}

export const to = { waId: ANA }
export const text = { to, content: { type: 'text', body: 'Hola' } as const, callbackData: 'outbox:1' }

/** A result that must be a failure. */
export function failed<T>(result: Result<T>): Failed {
  assert.equal(result.ok, false)
  return result as Failed
}
