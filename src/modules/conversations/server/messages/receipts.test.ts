import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { only } from '#conversations/server/testing/stage.ts'
import { aWiredShop } from '#conversations/server/testing/wired-shop.ts'

const ana = '5491155550101'

/** Ana wrote, and looks at what her telephone shows of us. */
async function aThread(t: TestContext) {
  const shop = await aWiredShop(t)
  await shop.customer(ana)
  const { id } = only(await shop.list())
  const { phoneNumberId } = shop.number
  return {
    shop,
    put: async (what: 'reading' | 'typing') => {
      assert.equal((await shop.http.put(`/conversations/${id}/${what}`, {})).status, 200)
    },
    isRead: () => shop.simulator.messages(phoneNumberId, ana)[0]?.isReadByBusiness,
    isTyping: () => shop.simulator.chats(phoneNumberId)[0]?.isBusinessTyping,
  }
}

test('who opens a thread turns the ticks of the customer blue, and who writes an answer is seen writing, while they may answer', async (t) => {
  const { shop, put, isRead, isTyping } = await aThread(t)
  assert.deepEqual([isRead(), isTyping()], [false, false])
  await put('reading')
  await shop.settle()
  assert.deepEqual([isRead(), isTyping()], [true, false])
  await put('typing')
  await shop.settle()
  assert.equal(isTyping(), true)
  await shop.say(ana, 'Sí, decime')
  await shop.settle()
  assert.equal(isTyping(), false, 'until the answer is there')
  await shop.pass(25 * 3_600_000)
  await put('typing')
  await shop.settle()
  assert.equal(isTyping(), false, 'nobody is shown writing what could not be sent')
})

test('that somebody writes an answer is told within fifteen seconds or not at all', async (t) => {
  const { shop, put, isTyping } = await aThread(t)
  await put('typing')
  shop.clock.advance({ seconds: 15 })
  await shop.settle()
  assert.equal(isTyping(), false, 'by now it may be a lie')
  await put('typing')
  shop.clock.advance({ seconds: 14 })
  await shop.settle()
  assert.equal(isTyping(), true)
})
