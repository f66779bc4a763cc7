import type { TestContext } from 'node:test'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import { listen } from '#simulators/whatsapp/server.ts'
import { createWhatsAppSimulator, type NumberSpec, type WhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'
import type { InboundContent } from '#simulators/whatsapp/inbound.ts'
import type { Message } from '#conversations/contract/message.ts'
import { aShop, type Shop } from '#conversations/server/testing/stage.ts'
import { openEgress } from '#kernel/egress/egress.ts'

export type WiredShop = Shop & {
  simulator: WhatsAppSimulator
  edge: Edge
  /** Both clocks together; then the jobs that fell due, and the webhooks that they caused. */
  pass(ms: number): Promise<void>
  /** The customer writes on the telephone, and the provider delivers. */
  customer(waId: string, content?: InboundContent): Promise<void>
  conversationOf(waId: string): Promise<string>
  /** Somebody answers in the thread. The id of the message. */
  say(waId: string, content: string | Record<string, unknown>): Promise<string>
  message(waId: string, id: string): Promise<Message>
  /** What reached the telephone, oldest first. */
  onThePhone(waId: string): { type: string; text: string | null }[]
}

/** What goes wrong between the two, beyond what the provider itself can be told to spoil. */
export type Edge = {
  /** Nobody listens at the provider's address. */
  isProviderDown: boolean
  /** How many deliveries are answered with this status instead of reaching us. */
  refusals: { status: number; times: number }
  /** How many deliveries reach us whose answer is lost on its way back. */
  lostAnswers: number
  /** Milliseconds after which we give up on the provider; as configured when absent. */
  patienceMs?: number
}

/** A shop whose provider is the stand-in, over real sockets one way and the real webhook the other. One clock for both. */
export async function aWiredShop(t: TestContext, spec: Partial<NumberSpec> = {}): Promise<WiredShop> {
  const shop = await aShop(t)
  const { number, kernel } = shop
  const edge: Edge = { isProviderDown: false, refusals: { status: 500, times: 0 }, lostAnswers: 0 }
  const simulator = createWhatsAppSimulator({
    seed: t.name,
    appSecret: number.appSecret,
    verifyToken: number.verifyToken,
    clock: manualClock(shop.clock.now().getTime()),
    outgoing: async ({ method, url, headers, body }) => {
      if (method === 'POST' && edge.refusals.times > 0) {
        edge.refusals.times--
        return { status: edge.refusals.status, headers: {}, body: Buffer.alloc(0) }
      }
      const answer =
        method === 'GET'
          ? await shop.http.get(`/webhooks/whatsapp${new URL(url).search}`)
          : await shop.post(Buffer.from(body ?? []).toString(), headers['x-hub-signature-256'] ?? 'none')
      if (method === 'POST' && edge.lostAnswers > 0) {
        edge.lostAnswers--
        throw new Error('socket hang up')
      }
      return { status: answer.status, headers: {}, body: Buffer.from(typeof answer.body === 'string' ? answer.body : '') }
    },
  })
  const door = await listen(simulator)
  const before = { egress: kernel.egress, config: kernel.config }
  const egress = openEgress({ allow: [], simulators: () => [door.url, closedAddress] })
  Object.assign(kernel, {
    egress: {
      ...egress,
      fetch: (request: Parameters<typeof egress.fetch>[0]) =>
        egress.fetch({ ...request, timeoutMs: Math.min(request.timeoutMs ?? 15_000, edge.patienceMs ?? Number.POSITIVE_INFINITY) }),
    },
    config: Object.defineProperty({ ...kernel.config }, 'simulatorUrl', { get: () => (edge.isProviderDown ? closedAddress : door.url) }),
  })
  t.after(async () => {
    Object.assign(kernel, before)
    egress.close()
    await door.close()
  })
  simulator.register({ ...number, webhookUrl: 'http://shop.test/webhooks/whatsapp', ...spec })
  const { phoneNumberId } = number
  const conversationOf = async (waId: string): Promise<string> => {
    const found = (await shop.list()).find(({ contactAddress }) => contactAddress.replaceAll(/\D/g, '').endsWith(waId.slice(-8)))
    if (!found) throw new Error(`${waId} has no conversation`)
    return found.id
  }
  return {
    ...shop,
    simulator,
    edge,
    conversationOf,
    async pass(ms) {
      shop.clock.advance({ ms })
      await simulator.advance(ms)
      await shop.settle()
      await simulator.settle()
    },
    async customer(waId, content = { type: 'text', text: 'Hola' }) {
      simulator.receive({ phoneNumberId, from: { waId, name: `Cliente ${waId.slice(-3)}` }, content })
      await simulator.settle()
    },
    async say(waId, content) {
      const body = { content: typeof content === 'string' ? { kind: 'text', text: content } : content }
      const answer = await shop.http.post(`/conversations/${await conversationOf(waId)}/messages`, body)
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body.id
    },
    async message(waId, id) {
      const found = (await shop.messages(await conversationOf(waId))).find((one) => one.id === id)
      if (!found) throw new Error('the message is not in the thread')
      return found
    },
    onThePhone: (waId) =>
      simulator.chats(phoneNumberId).some(({ customer }) => customer.waId === waId)
        ? simulator
            .messages(phoneNumberId, waId)
            .filter(({ direction }) => direction === 'out')
            .map(({ type, text }) => ({ type, text }))
        : [],
  }
}

/** An address of this machine at which nobody listens, nor ever will. */
const closedAddress = 'http://127.0.0.1:1'
