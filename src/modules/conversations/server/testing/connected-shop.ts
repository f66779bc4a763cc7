import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import { sendOnlyTo } from '#kernel/testing/egress.ts'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import { listen } from '#simulators/watoolbox/server.ts'
import { createWAToolboxSimulator, type WAToolboxSimulator } from '#simulators/watoolbox/simulator.ts'

export const ana = '5491155550101'

type Wired = Shop & {
  simulator: WAToolboxSimulator
  address: string
  id: string
  /** Where the extension posts, and what; of this connector. */
  path: string
  key: string
  speak(body: Record<string, unknown>, path?: string): Promise<number>
  say(text: string, conversationId?: string): Promise<string>
  shown(messageId: string): Promise<{ state: string | null; failure: { reason: string } | null }>
}

let made = 0

/** A shop with a number behind the connector; its extension is the stand-in. One clock for both. */
export async function aConnectedShop(t: TestContext): Promise<Wired> {
  const shop = await aShop(t)
  const { kernel } = shop
  const address = `hook-${process.pid}-${++made}`
  const simulator = createWAToolboxSimulator({
    seed: t.name,
    clock: manualClock(shop.clock.now().getTime()),
    outgoing: async ({ url, body }) => {
      const answer = await shop.http.post(new URL(url).pathname.replace('/api/v1', ''), Buffer.from(body ?? []).toString(), {
        headers: { 'content-type': 'application/json' },
      })
      return { status: answer.status, headers: {}, body: Buffer.alloc(0) }
    },
  })
  sendOnlyTo(t, kernel, await listen(simulator))
  const input = {
    name: 'Mostrador',
    brandId: shop.brandId,
    phone: '+54 9 11 5000-0009',
    address: `https://api.watoolbox.com/webhooks/${address}`,
  }
  const channel = (await shop.http.post('/connectors', input)).body
  const connector = (await shop.http.get(`/connectors/${channel.id}`)).body
  simulator.connect({
    id: address,
    phone: '5491150000009',
    webhookUrl: `http://shop.test${connector.webhookPath}`,
    template: connector.template,
  })
  const key: string = JSON.parse(connector.template).APIKEY
  const path = connector.webhookPath.replace('/api/v1', '')
  const card = async () => only((await shop.list()).filter(({ channelId }) => channelId === channel.id))
  return {
    ...shop,
    simulator,
    address,
    id: channel.id,
    path,
    key,
    speak: async (body, to = path) =>
      (await shop.http.post(to, JSON.stringify(body), { headers: { 'content-type': 'application/json' } })).status,
    async say(text, conversationId) {
      const id = conversationId ?? (await card()).id
      const answer = await shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text } })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      return answer.body.id
    },
    async shown(messageId) {
      const message = (await shop.messages((await card()).id)).find(({ id }) => id === messageId)
      return { state: message?.state ?? null, failure: message?.failure ?? null }
    },
  }
}

export const hear = async (shop: Wired, text: string, phone = ana): Promise<void> => {
  shop.simulator.receive({ connector: shop.address, phone, name: 'Ana', type: 'chat', text })
  await shop.simulator.settle()
}
