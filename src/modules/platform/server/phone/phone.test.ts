import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aTown, until, type Town } from '#app/simulators/testing/town.ts'
import type { PhoneContent, PhoneMessage } from '#platform/contract/phone.ts'

const jpeg =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=='

async function aCustomer({ http, phoneNumberId }: Town, name = 'Martina Quiroga') {
  const { body } = await http.post(`/phone/${phoneNumberId}/customers`, { name })
  const waId: string = body.waId
  const path = `/phone/${phoneNumberId}/chats/${waId}`
  return {
    waId,
    path,
    write: (content: PhoneContent, replyTo?: string) => http.post(`${path}/messages`, { content, ...(replyTo && { replyTo }) }),
    say: async (text: string): Promise<string> => (await http.post(`${path}/messages`, { content: { type: 'text', text } })).body.id,
    look: (isLooking: boolean) => http.put(`${path}/look`, { isLooking }),
    screen: async (): Promise<PhoneMessage[]> => (await http.get(`${path}/messages`)).body.items,
  }
}

/** The newest conversation of the shop, once it is there. */
const conversationOf = (town: Town, name: string) =>
  until(`a conversation with ${name}`, async () =>
    (await town.http.get('/conversations?scope=all')).body.items.find((item: { contactName: string }) => item.contactName === name),
  )

const threadOf = async (town: Town, id: string) => (await town.http.get(`/conversations/${id}/messages`)).body.items

test('what a customer writes on the simulated phone arrives in the inbox, and the answer on the phone, with its ticks', async (t) => {
  const town = await aTown(t)
  const martina = await aCustomer(town)
  await martina.say('Hola, ¿tienen balde de 12?')
  const conversation = await conversationOf(town, 'Martina Quiroga')
  const [heard] = await threadOf(town, conversation.id)
  assert.equal(heard.content.text, 'Hola, ¿tienen balde de 12?')

  const sent = await town.http.post(`/conversations/${conversation.id}/messages`, { content: { kind: 'text', text: 'Sí, recién hecho' } })
  const answer = await until('the answer on the phone', async () => (await martina.screen()).find(({ direction }) => direction === 'out'))
  assert.equal(answer.text, 'Sí, recién hecho')
  const stateOf = async () => (await threadOf(town, conversation.id)).find(({ id }: { id: string }) => id === sent.body.id).state
  await until('two ticks', async () => (await stateOf()) === 'delivered')
  assert.equal((await town.http.get(`/phone/${town.phoneNumberId}/chats`)).body.items[0].unread, 1)
  await martina.look(true)
  await until('blue ticks', async () => (await stateOf()) === 'read')
  assert.equal((await town.http.get(`/phone/${town.phoneNumberId}/chats`)).body.items[0].unread, 0)
})

test('the ticks of the customer turn blue when the business reads, and the customer sees that somebody writes', async (t) => {
  const town = await aTown(t)
  const bruno = await aCustomer(town, 'Bruno Sosa')
  const id = await bruno.say('¿Abren hoy?')
  const conversation = await conversationOf(town, 'Bruno Sosa')
  const isRead = async () => (await bruno.screen()).find((message) => message.id === id)?.isReadByBusiness
  assert.equal(await isRead(), false)
  await town.http.put(`/conversations/${conversation.id}/reading`, {})
  await until('blue ticks on the phone', isRead)

  assert.equal((await town.http.put(`/conversations/${conversation.id}/typing`, {})).status, 200)
  await until('typing', async () => (await town.http.get(`${bruno.path}/messages`)).body.isBusinessTyping)
})

test('pictures, places, answers to a message, reactions, corrections and deletions arrive as what they are', async (t) => {
  const town = await aTown(t)
  const abril = await aCustomer(town, 'Abril Luna')
  const first = await abril.say('Mirá como llego')
  const conversation = await conversationOf(town, 'Abril Luna')
  // One after the other: the provider tells of several at once in any order.
  const arrived = (count: number) =>
    until(`message ${count}`, async () => {
      const said = (await threadOf(town, conversation.id)).filter(({ direction }: { direction: string }) => direction === 'in').toReversed()
      return said.length === count && said
    })
  const place = { latitude: -31.4, longitude: -64.18, name: 'Plaza San Martín', address: 'Centro' }
  assert.equal((await abril.write({ type: 'image', mimeType: 'image/jpeg', bytes: jpeg, caption: 'Frío' })).status, 200)
  await arrived(2)
  assert.equal((await abril.write({ type: 'location', ...place })).status, 200)
  await arrived(3)
  assert.equal((await abril.write({ type: 'text', text: 'Esto' }, first)).status, 200)
  await arrived(4)
  const thread = await until('the picture', async () => {
    const said = await arrived(4)
    return said[1].content.media?.state === 'ready' && said
  })
  assert.deepEqual(
    thread.map(({ kind }: { kind: string }) => kind),
    ['text', 'image', 'location', 'text'],
  )
  assert.equal(thread[1].content.caption, 'Frío')
  assert.equal(thread[2].content.name, 'Plaza San Martín')
  assert.equal(thread[3].replyTo.id, thread[0].id)

  await abril.write({ type: 'edit', messageId: first, text: 'Mirá cómo llegó' })
  const [, picture] = await abril.screen()
  await abril.write({ type: 'revoke', messageId: picture?.id ?? '' })
  const sent = await town.http.post(`/conversations/${conversation.id}/messages`, { content: { kind: 'text', text: 'Perdón, Abril' } })
  const answer = await until('the answer', async () => (await abril.screen()).find(({ direction }) => direction === 'out'))
  await abril.write({ type: 'reaction', messageId: answer.id, emoji: '👍' })
  await until('all three changes in the inbox', async () => {
    const items = await threadOf(town, conversation.id)
    const by = (id: string) => items.find((item: { id: string }) => item.id === id)
    return (
      by(thread[0].id).content.text === 'Mirá cómo llegó' &&
      by(thread[1].id).revokedAt !== null &&
      by(sent.body.id).reactions.some(({ emoji }: { emoji: string }) => emoji === '👍')
    )
  })
  const screen = await abril.screen()
  assert.deepEqual([screen[0]?.text, screen[0]?.isEdited, screen[1]?.isRevoked], ['Mirá cómo llegó', true, true])
  assert.equal(screen.length, 5)
})

test('the phone shows the pictures of its own business and no other file', async (t) => {
  const town = await aTown(t)
  const rosa = await aCustomer(town, 'Rosa Vega')
  const { body } = await rosa.write({ type: 'image', mimeType: 'image/jpeg', bytes: jpeg })
  const file = await town.http.get(`/phone/files/${body.file.mediaId}`)
  assert.deepEqual(file.body, { mimeType: 'image/jpeg', bytes: jpeg })
  assert.deepEqual(pick(await town.http.get('/phone/files/1')), [404, 'platform.no_such_file'])
})

test('only a demo has the phone: everywhere else each of its endpoints is 404', async (t) => {
  const town = await aTown(t)
  const martina = await aCustomer(town)
  const { http } = await town.neighbour({ isDemo: false })
  const number = `/phone/${town.phoneNumberId}`
  const chat = `${number}/chats/${martina.waId}`
  const answers = [
    await http.get('/phone'),
    await http.get(`${number}/chats`),
    await http.get(`${chat}/messages`),
    await http.post(`${number}/customers`, { name: 'Nadie' }),
    await http.post(`${chat}/messages`, { content: { type: 'text', text: 'Hola' } }),
    await http.put(`${chat}/look`, { isLooking: true }),
    await http.put(`${chat}/played`, { messageId: 'x' }),
    await http.get('/phone/files/1'),
    await http.put('/phone/live-customers', { isOn: true }),
  ]
  for (const answer of answers) assert.deepEqual(pick(answer), [404, 'platform.only_in_demos'])
})

test('the number, the chats and the files of another demo do not exist', async (t) => {
  const town = await aTown(t)
  const { http, phoneNumberId } = await town.neighbour({ isDemo: true })
  const martina = await aCustomer(town)
  const { body } = await martina.write({ type: 'image', mimeType: 'image/jpeg', bytes: jpeg })
  const number = `/phone/${town.phoneNumberId}`
  const chat = `${number}/chats/${martina.waId}`
  const answers = [
    await http.get(`${number}/chats`),
    await http.get(`${chat}/messages`),
    await http.post(`${number}/customers`, { name: 'Nadie' }),
    await http.post(`${chat}/messages`, { content: { type: 'text', text: 'Hola' } }),
    await http.put(`${chat}/look`, { isLooking: true }),
    await http.put(`${chat}/played`, { messageId: 'x' }),
  ]
  for (const answer of answers) assert.deepEqual(pick(answer), [404, 'platform.no_such_chat'])
  assert.deepEqual(pick(await http.get(`/phone/files/${body.file.mediaId}`)), [404, 'platform.no_such_file'])
  assert.equal((await martina.screen()).length, 1)

  const { body: phone } = await http.get('/phone')
  assert.deepEqual(
    phone.numbers.map((one: { phoneNumberId: string }) => one.phoneNumberId),
    [phoneNumberId],
  )
  // The same invented person on two telephones would be renamed by the second business.
  const other = await http.post(`/phone/${phoneNumberId}/customers`, { name: 'Otra persona' })
  assert.notEqual(other.body.waId, martina.waId)
})

test('a chat or a message that is not on the phone cannot be written to', async (t) => {
  const { http, phoneNumberId } = await aTown(t)
  const nobody = `/phone/${phoneNumberId}/chats/18095550101`
  assert.deepEqual(pick(await http.get(`${nobody}/messages`)), [404, 'platform.no_such_chat'])
  assert.deepEqual(pick(await http.post(`${nobody}/messages`, { content: { type: 'text', text: 'Hola' } })), [404, 'platform.no_such_chat'])
  assert.deepEqual(pick(await http.put(`${nobody}/look`, { isLooking: true })), [404, 'platform.no_such_chat'])
  const begun = await http.post(`${nobody}/messages`, { name: 'Lucas Paz', content: { type: 'text', text: 'Hola' } })
  assert.equal(begun.status, 200)
  const strange = await http.post(`${nobody}/messages`, { content: { type: 'revoke', messageId: 'wamid.unknown' } })
  assert.deepEqual(pick(strange), [404, 'platform.no_such_chat'])
  assert.equal((await http.post(`${nobody}/messages`, { content: { type: 'text', text: '   ' } })).status, 422)
  assert.equal((await http.get('/phone/../../etc/chats')).status, 404)
})

const pick = ({ status, body }: { status: number; body: { code: string } }): [number, string] => [status, body.code]
