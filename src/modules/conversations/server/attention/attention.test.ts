import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttentionItem } from '#crm/contract/attention.ts'
import { canReadAll, canReadOwn, canReadTeam, canReply } from '#conversations/contract/permissions.ts'
import { aCrew } from '#conversations/server/testing/crew.ts'
import { aShop, type Shop } from '#conversations/server/testing/stage.ts'
import type { TestPerson } from '#kernel/testing/org.ts'

const rights = ['crm.read-attention', 'crm.attend']
const names = async (who: TestPerson): Promise<(string | null)[]> =>
  (await who.http.get('/attention-items')).body.items.map(({ contactName }: AttentionItem) => contactName)
const only = async (who: TestPerson): Promise<AttentionItem> => (await who.http.get('/attention-items')).body.items[0]
const openId = async (shop: Shop): Promise<string> => (await shop.list())[0]?.id ?? ''

test('a conversation waits in the queue from the first message without an answer until it is answered', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: '5491155550001', name: 'Marta' })
  const first = await only(shop)
  assert.deepEqual([first.contactName, first.kind, first.promise?.startedAt], ['Marta', 'conversation', first.waitingSince])
  shop.clock.advance({ minutes: 3 })
  await shop.hear({ from: '5491155550001', name: 'Marta' })
  assert.equal((await only(shop)).waitingSince, first.waitingSince, 'the second message waits since the first')
  shop.clock.advance({ hours: 5 })
  assert.equal((await only(shop)).before, 'late')
  const id = await openId(shop)
  await shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text: '¡Hola!' }, replyToId: null })
  assert.deepEqual(await names(shop), [])
  await shop.hear({ from: '5491155550001', name: 'Marta' })
  assert.deepEqual(await names(shop), ['Marta'])
})

test('what is put off, resolved or of another priority is so in the queue at once', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: '5491155550001', name: 'Marta' })
  const id = await openId(shop)
  const until = new Date(shop.clock.now().getTime() + 3_600_000).toISOString()
  await shop.http.put(`/conversations/${id}/priority`, { priority: 'urgent' })
  assert.equal((await only(shop)).before, 'emergency')
  await shop.http.put(`/conversations/${id}/state`, { state: 'snoozed', snoozedUntil: until })
  assert.deepEqual(await names(shop), [])
  shop.clock.advance({ hours: 1, minutes: 1 })
  await shop.settle()
  assert.deepEqual(await names(shop), ['Marta'])
  await shop.http.put(`/conversations/${id}/state`, { state: 'resolved' })
  assert.deepEqual(await names(shop), [])
})

test('whoever sees only their own or their team’s conversations sees no others in the queue, and is given none', async (t) => {
  const crew = await aCrew(t)
  await crew.write('De nadie', 'De Envíos', 'De Cami')
  const idOf = async (name: string): Promise<string> => (await crew.cardOf(name)).id
  await crew.shop.http.put(`/conversations/${await idOf('De Envíos')}/assignment`, { teamId: crew.delivery })
  const cami = await crew.agent('Cami', [])
  await crew.shop.http.put(`/conversations/${await idOf('De Cami')}/assignment`, { assigneeId: cami.id })
  const as = (more: { code: string }[], teamIds: string[] = []) =>
    crew.shop.as({ name: 'Alguien', permissions: [...rights, canReply, ...more], teamIds })
  const own = as([canReadOwn])
  assert.deepEqual(await names(crew.shop.as({ id: cami.id, permissions: [...rights, canReadOwn] })), ['De Cami'])
  const counter = as([canReadOwn, canReadTeam], [crew.counter])
  const delivery = as([canReadOwn, canReadTeam], [crew.delivery])
  assert.deepEqual(await names(own), [])
  assert.deepEqual(await names(counter), ['De nadie'])
  assert.deepEqual((await names(delivery)).toSorted(), ['De Envíos', 'De nadie'])
  assert.equal((await names(as([canReadOwn, canReadAll]))).length, 3)
  assert.deepEqual(await names(crew.shop.as({ permissions: rights })), [])
  assert.equal((await own.http.post('/attention-claims', {})).body.item, null)
  const hidden = `/attention-items/conversation/${await idOf('De Envíos')}/claim`
  assert.equal((await counter.http.put(hidden, {})).status, 404)
  assert.equal((await counter.http.delete(hidden)).status, 404)
})

test('who claims a conversation has it; what another one works on is not handed over', async (t) => {
  const crew = await aCrew(t)
  const [ana, beto] = await Promise.all(
    ['Ana', 'Beto'].map(async (name) => {
      const one = await crew.agent(name, [crew.counter])
      return crew.shop.as({ id: one.actor.id, name, permissions: [...rights, canReadOwn, canReadAll, canReply] })
    }),
  )
  if (!ana || !beto) throw new Error('nobody is there')
  await crew.write('Uno', 'Dos')
  const got = (await ana.http.post('/attention-claims', {})).body.item
  assert.deepEqual([got.contactName, got.assigneeName], ['Uno', 'Ana'])
  assert.equal((await crew.cardOf('Uno')).assigneeId, ana.actor.id)
  assert.equal((await beto.http.post('/attention-claims', {})).body.item.contactName, 'Dos')
  assert.equal((await beto.http.put(`/attention-items/conversation/${got.subjectId}/claim`, {})).status, 409)
  crew.shop.clock.advance({ minutes: 11 })
  // The lease is over, the conversation is still hers.
  assert.equal((await beto.http.put(`/attention-items/conversation/${got.subjectId}/claim`, {})).status, 409)
  assert.equal((await ana.http.put(`/attention-items/conversation/${got.subjectId}/claim`, {})).status, 200)
})
