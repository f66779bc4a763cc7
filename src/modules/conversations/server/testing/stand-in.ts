import type { TestContext } from 'node:test'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import { listen } from '#simulators/whatsapp/server.ts'
import { createWhatsAppSimulator, type WhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'
import { openEgress } from '#kernel/egress/egress.ts'
import { aShop, type Shop } from './stage.ts'

export type WiredShop = Shop & {
  simulator: WhatsAppSimulator
  /** Both clocks, with what falls due at the provider on the way, and then the jobs. */
  pass(ms: number): Promise<void>
}

/** A shop whose provider is the stand-in, over real sockets one way and the real webhook the other. One clock for both. */
export async function aShopWithProvider(t: TestContext): Promise<WiredShop> {
  const shop = await aShop(t)
  const { number, kernel } = shop
  const simulator = createWhatsAppSimulator({
    seed: t.name,
    appSecret: number.appSecret,
    verifyToken: number.verifyToken,
    clock: manualClock(shop.clock.now().getTime()),
    outgoing: async ({ method, url, headers, body }) => {
      const { search } = new URL(url)
      const answer =
        method === 'GET'
          ? await shop.http.get(`/webhooks/whatsapp${search}`)
          : await shop.post(Buffer.from(body ?? []).toString(), headers['x-hub-signature-256'])
      return { status: answer.status, headers: {}, body: Buffer.from(typeof answer.body === 'string' ? answer.body : '') }
    },
  })
  const door = await listen(simulator)
  const before = { egress: kernel.egress, config: kernel.config }
  const egress = openEgress({ allow: [], simulators: () => [door.url] })
  Object.assign(kernel, { egress, config: { ...kernel.config, simulatorUrl: door.url } })
  t.after(async () => {
    Object.assign(kernel, before)
    egress.close()
    await door.close()
  })
  simulator.register({ ...number, webhookUrl: 'http://shop.test/webhooks/whatsapp' })
  return {
    ...shop,
    simulator,
    async pass(ms) {
      shop.clock.advance({ ms })
      await simulator.advance(ms)
      await shop.settle()
    },
  }
}
