import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inventedNumbers } from '#app/simulators/fictional-numbers.ts'
import * as telephone from '#app/simulators/telephone.ts'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import { createWhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'

const start = Date.parse('2026-11-21T12:00:00Z')
const [phoneNumberId, other] = ['1001', '1002']
const ana = '18095550101'

/** A provider without a receiver, whose clock stands until it is moved. */
function aProvider() {
  const simulator = createWhatsAppSimulator({ seed: 'telephone', appSecret: 's', verifyToken: 'v', clock: manualClock(start) })
  for (const [i, id] of [phoneNumberId, other].entries())
    simulator.register({ phoneNumberId: id, wabaId: 'waba', displayPhone: `+1 809 555 019${i}`, token: 'token' })
  const send = async (body: Record<string, unknown>) => {
    const answer = await simulator.handle({
      method: 'POST',
      path: `/v26.0/${phoneNumberId}/messages`,
      query: new URLSearchParams(),
      headers: { authorization: 'Bearer token' },
      body: Buffer.from(JSON.stringify({ messaging_product: 'whatsapp', to: ana, ...body })),
    })
    const { messages } = JSON.parse(Buffer.from(answer.body).toString()) as { messages?: { id: string }[] }
    return messages?.[0]?.id ?? ''
  }
  const say = (text: string, waId = ana, name = 'Ana Gómez') =>
    telephone.write(simulator, { phoneNumberId, waId, name, content: { type: 'text', text } })
  const screen = () => telephone.messages(simulator, { phoneNumberId, waId: ana })?.items ?? []
  return { simulator, send, say, screen }
}

test('what the business sends is on the telephone when it arrives, not before and not when it was refused', async () => {
  const { simulator, send, say, screen } = aProvider()
  say('Hola')
  await send({ type: 'text', text: { body: 'Buenas' } })
  assert.deepEqual(
    screen().map(({ text }) => text),
    ['Hola'],
  )
  const [chat] = telephone.chats(simulator, { phoneNumberId, search: '' })
  assert.equal(chat?.last?.text, 'Hola')
  assert.equal(chat?.unread, 0)
  await simulator.advance(2_000)
  assert.equal(telephone.chats(simulator, { phoneNumberId, search: '' })[0]?.unread, 1)
  await simulator.advance(25 * 3_600_000)
  await send({ type: 'text', text: { body: 'Pasó el día' } })
  await simulator.advance(2_000)
  assert.deepEqual(
    screen().map(({ text }) => text),
    ['Hola', 'Buenas'],
  )
  simulator.reset()
})

test('a reaction is on its message and is no message, and does not count as unread', async () => {
  const { simulator, send, say, screen } = aProvider()
  const said = say('Riquísimo')
  await send({ type: 'reaction', reaction: { message_id: said?.id, emoji: '❤️' } })
  await simulator.advance(2_000)
  assert.deepEqual(
    screen().map(({ text, reactions }) => [text, reactions.business]),
    [['Riquísimo', '❤️']],
  )
  const [chat] = telephone.chats(simulator, { phoneNumberId, search: '' })
  assert.deepEqual([chat?.unread, chat?.last?.text], [0, 'Riquísimo'])
  simulator.reset()
})

test('only one’s own messages can be corrected or taken back, and only once', async () => {
  const { simulator, send, say, screen } = aProvider()
  const mine = say('Ola')?.id ?? ''
  const theirs = await send({ type: 'text', text: { body: 'Buenas' } })
  await simulator.advance(2_000)
  const write = (content: Parameters<typeof telephone.write>[1]['content']) =>
    telephone.write(simulator, { phoneNumberId, waId: ana, content }) !== undefined
  assert.equal(write({ type: 'edit', messageId: theirs, text: 'Otra cosa' }), false)
  assert.equal(write({ type: 'revoke', messageId: theirs }), false)
  assert.equal(write({ type: 'reaction', messageId: 'nothing', emoji: '👍' }), false)
  assert.equal(write({ type: 'edit', messageId: mine, text: 'Hola' }), true)
  assert.equal(write({ type: 'revoke', messageId: mine }), true)
  assert.equal(write({ type: 'revoke', messageId: mine }), false)
  assert.deepEqual(
    screen().map(({ text, isEdited, isRevoked }) => [text, isEdited, isRevoked]),
    [
      [null, true, true],
      ['Buenas', false, false],
    ],
  )
  simulator.reset()
})

test('chats are found by words of the name, without accents, or by part of the number', () => {
  const { simulator, say } = aProvider()
  say('Hola', ana, 'Ana Gómez')
  say('Hola', '18295550142', 'Tomás Ana Núñez')
  const found = (search: string) => telephone.chats(simulator, { phoneNumberId, search }).map(({ name }) => name)
  assert.deepEqual(found('gomez'), ['Ana Gómez'])
  assert.deepEqual(found('nunez tomas'), ['Tomás Ana Núñez'])
  assert.deepEqual(found('555-0142'), ['Tomás Ana Núñez'])
  assert.deepEqual(found('ana').length, 2)
  assert.deepEqual(found('nadie'), [])
  simulator.reset()
})

test('somebody new gets a number that nobody has on any telephone, and stands on top until they speak', () => {
  const { simulator, say } = aProvider()
  say('Hola')
  const first = telephone.addCustomer(simulator, { phoneNumberId, name: 'Luz Paz' })
  const second = telephone.addCustomer(simulator, { phoneNumberId: other, name: 'Ciro Paz' })
  assert.notEqual(first?.waId, second?.waId)
  assert.deepEqual(
    telephone.chats(simulator, { phoneNumberId, search: '' }).map(({ name }) => name),
    ['Luz Paz', 'Ana Gómez'],
  )
  for (let i = 2; i < inventedNumbers.length; i++) telephone.addCustomer(simulator, { phoneNumberId, name: `Número ${i}` })
  assert.equal(telephone.addCustomer(simulator, { phoneNumberId, name: 'Nadie más' }), undefined)
  simulator.reset()
})

test('looking at a chat reads it; a number without a chat cannot be looked at', async () => {
  const { simulator, send, say } = aProvider()
  say('Hola')
  await send({ type: 'text', text: { body: 'Buenas' } })
  await simulator.advance(2_000)
  const place = { phoneNumberId, waId: ana }
  assert.deepEqual(telephone.look(simulator, { ...place, isLooking: true }), { isLooking: true })
  assert.equal(telephone.messages(simulator, place)?.unread, 0)
  assert.equal(telephone.look(simulator, { ...place, waId: '18095550102', isLooking: true }), undefined)
  assert.equal(telephone.chats(simulator, { phoneNumberId, search: '' }).length, 1)
  simulator.reset()
})
