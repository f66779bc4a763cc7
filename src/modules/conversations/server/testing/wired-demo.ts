import type { TestContext } from 'node:test'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import { listen } from '#simulators/whatsapp/server.ts'
import { createWhatsAppSimulator, type WhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'
import { spareNumbers, type SpareNumber } from '#conversations/server/channels/demo-channel.ts'
import { sendOnlyTo } from '#kernel/testing/egress.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

export type WiredDemo = TestOrg & {
  simulator: WhatsAppSimulator
  /** A number at the provider that nobody has connected. */
  spare: SpareNumber
  /** Both clocks, and what falls due on the way. */
  pass(ms: number): Promise<void>
}

/** A demo business without any number, and the provider with one that waits: over real sockets one way, the real webhook the other. */
export async function aWiredDemo(t: TestContext): Promise<WiredDemo> {
  const org = await anOrg(t, { isDemo: true })
  const { kernel } = org
  const [spare] = await org.read(spareNumbers)
  if (!spare) throw new Error('a demo has numbers to try')
  const simulator = createWhatsAppSimulator({
    seed: t.name,
    appSecret: spare.appSecret,
    verifyToken: spare.verifyToken,
    clock: manualClock(org.clock.now().getTime()),
    outgoing: async ({ method, url, headers, body }) => {
      const answer =
        method === 'GET'
          ? await org.http.get(`/webhooks/whatsapp${new URL(url).search}`)
          : await org.http.post('/webhooks/whatsapp', Buffer.from(body ?? []).toString(), { headers })
      return { status: answer.status, headers: {}, body: Buffer.from(typeof answer.body === 'string' ? answer.body : '') }
    },
  })
  sendOnlyTo(t, kernel, await listen(simulator))
  simulator.register({ ...spare, webhookUrl: null })
  return {
    ...org,
    simulator,
    spare,
    async pass(ms) {
      org.clock.advance({ ms })
      await simulator.advance(ms)
    },
  }
}
