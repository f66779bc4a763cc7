import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { only } from '#conversations/server/testing/stage.ts'
import { aWiredShop, type WiredShop } from '#conversations/server/testing/wired-shop.ts'

const ana = '5491155550101'

/** Ana asks for chicken, and we react to her question. */
async function aQuestion(t: TestContext) {
  const shop = await aWiredShop(t)
  await shop.customer(ana)
  const card = only(await shop.list())
  const [question] = await shop.messages(card.id)
  return {
    shop,
    react: async (emoji: string) => {
      await shop.http.put(`/messages/${question?.id}/reaction`, { emoji })
      await shop.settle()
    },
    reactions: async () => (await shop.messages(card.id))[0]?.reactions,
  }
}
const onThePhone = ({ simulator, number }: WiredShop): string => JSON.stringify(simulator.messages(number.phoneNumberId, ana))

test('a reaction of ours reaches the telephone; one that cannot is taken off the screen', async (t) => {
  const { shop, react, reactions } = await aQuestion(t)
  await react('🍗')
  assert.match(onThePhone(shop), /🍗/)
  await shop.pass(1_000)
  shop.simulator.setFault({ at: 'send', effect: { kind: 'error', code: 131009 } })
  await react('👎')
  assert.deepEqual(await reactions(), [])
})

test('a reaction that the provider does not take now goes a while later', async (t) => {
  const { shop, react } = await aQuestion(t)
  shop.simulator.setFault({ at: 'send', effect: { kind: 'error', code: 130429 }, times: 1 })
  await react('🍗')
  assert.doesNotMatch(onThePhone(shop), /🍗/)
  await shop.pass(60_000)
  assert.match(onThePhone(shop), /🍗/)
})
