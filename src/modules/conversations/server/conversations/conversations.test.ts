import assert from 'node:assert/strict'
import { test } from 'node:test'
import { urgencyOf } from '#conversations/contract/urgency.ts'
import { canAssign, canReadAll, canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import * as tenants from '#identity/server/tenants.ts'

const ana = '5491155550101'
const beto = '5493515550142'
const agentRights = [canReadOwn, canReadAll, canReply]
const open = async (shop: Shop, from = ana) => {
  await shop.hear({ from })
  const found = (await shop.list()).find(({ contactAddress }) => contactAddress.replace(/\D/g, '') === from)
  assert.ok(found)
  return found
}

test('a customer who comes back within seventy-two hours goes on in the same conversation, later in a new one', async (t) => {
  const shop = await aShop(t)
  const first = await open(shop)
  await shop.http.post(`/conversations/${first.id}/take`)
  await shop.http.put(`/conversations/${first.id}/state`, { state: 'resolved' })
  shop.clock.advance({ hours: 72, ms: -1 })
  await shop.hear({ from: ana, text: 'me olvidé de algo' })
  const back = only(await shop.list())
  assert.deepEqual([back.id, back.assigneeName, back.unreadCount], [first.id, 'Julia Lucero', 1])

  await shop.http.put(`/conversations/${first.id}/state`, { state: 'resolved' })
  shop.clock.advance({ hours: 72 })
  await shop.hear({ from: ana, text: 'otra cosa' })
  const next = only(await shop.list())
  assert.notEqual(next.id, first.id)
  assert.deepEqual([next.contactId, next.assigneeId], [first.contactId, null])
  const mine = (await shop.http.get(`/contacts/${first.contactId}/conversations`)).body.items
  assert.deepEqual(
    mine.map(({ id }: { id: string }) => id),
    [next.id, first.id],
  )
})

test('a snoozed conversation wakes when its time comes, and at once when the customer writes', async (t) => {
  const shop = await aShop(t)
  const card = await open(shop)
  const until = new Date(shop.clock.now().getTime() + 2 * 3_600_000).toISOString()
  const snoozed = await shop.http.put(`/conversations/${card.id}/state`, { state: 'snoozed', snoozedUntil: until })
  assert.deepEqual([snoozed.body.state, snoozed.body.snoozedUntil, snoozed.body.urgency], ['snoozed', until, null])
  shop.clock.advance({ minutes: 119 })
  await shop.settle()
  assert.equal((await shop.list()).length, 0)
  shop.clock.advance({ minutes: 1 })
  await shop.settle()
  assert.equal(only(await shop.list()).state, 'open')

  await shop.http.put(`/conversations/${card.id}/state`, { state: 'snoozed', snoozedUntil: null })
  await shop.hear({ from: ana })
  assert.equal(only(await shop.list()).state, 'open')
  const past = await shop.http.put(`/conversations/${card.id}/state`, { state: 'snoozed', snoozedUntil: '2020-01-01T00:00:00Z' })
  assert.equal(past.body.code, 'conversations.snooze_in_the_past')
})

test('whose window is about to close is found while it is open: within two hours of its end, and not after it', async (t) => {
  const shop = await aShop(t)
  const card = await open(shop)
  assert.equal(card.windowExpiresAt, new Date(Date.parse(card.lastMessage?.at ?? '') + 24 * 3_600_000).toISOString())
  const closing = async () => (await shop.http.get('/conversations?scope=all&closing=true')).body.items.map(({ id }: { id: string }) => id)
  shop.clock.advance({ hours: 21, minutes: 59 })
  assert.deepEqual(await closing(), [])
  shop.clock.advance({ minutes: 1 })
  assert.deepEqual(await closing(), [card.id])
  shop.clock.advance({ hours: 2 })
  assert.deepEqual(await closing(), [])
  await shop.hear({ from: ana })
  assert.deepEqual(await closing(), [])
})

test('a snooze that was changed meanwhile does not wake by the old alarm', async (t) => {
  const shop = await aShop(t)
  const card = await open(shop)
  const inHours = (hours: number): string => new Date(shop.clock.now().getTime() + hours * 3_600_000).toISOString()
  await shop.http.put(`/conversations/${card.id}/state`, { state: 'snoozed', snoozedUntil: inHours(1) })
  await shop.http.put(`/conversations/${card.id}/state`, { state: 'snoozed', snoozedUntil: inHours(5) })
  shop.clock.advance({ hours: 2 })
  await shop.settle()
  assert.equal((await shop.list('snoozed')).length, 1)
})

test('of sixty-four who take a conversation at once one gets it, and the others learn who', async (t) => {
  const shop = await aShop(t)
  const card = await open(shop)
  const agents = Array.from({ length: 64 }, (_, i) => shop.as({ name: `Agente ${i}`, permissions: agentRights }))
  const answers = await Promise.all(agents.map((agent) => agent.http.post(`/conversations/${card.id}/take`)))
  const won = answers.filter(({ status }) => status === 200)
  assert.equal(won.length, 1)
  const winner = won[0]?.body.assigneeName
  for (const { status, body } of answers) {
    if (status === 200) continue
    assert.deepEqual([status, body.code, body.details.assigneeName], [409, 'conversations.taken', winner])
  }
  const assigned = (await shop.events()).filter(({ type }) => type === 'conversations.conversation.assigned')
  assert.equal(assigned.length, 1)
})

test('taking over what another has needs the right to assign', async (t) => {
  const shop = await aShop(t)
  const card = await open(shop)
  await shop.http.post(`/conversations/${card.id}/take`)
  const [agent, lead] = [
    shop.as({ name: 'Paula', permissions: agentRights }),
    shop.as({ name: 'Marta', permissions: [...agentRights, canAssign] }),
  ]
  assert.equal((await agent.http.post(`/conversations/${card.id}/take`, { takeOver: true })).status, 403)
  assert.equal((await lead.http.post(`/conversations/${card.id}/take`, { takeOver: true })).body.assigneeName, 'Marta')
  assert.equal((await agent.http.delete(`/conversations/${card.id}/assignment`)).body.code, 'conversations.not_yours')
  assert.equal((await lead.http.delete(`/conversations/${card.id}/assignment`)).body.assigneeId, null)
})

test('conversations go to colleagues and teams that exist, and to nobody else', async (t) => {
  const shop = await aShop(t)
  const card = await open(shop)
  const { team, personId } = await shop.run(async (ctx) => {
    const team = await tenants.createTeam(ctx, { name: 'Delivery', memberIds: [] })
    const { personId } = await tenants.createPerson(ctx, {
      name: 'Lautaro Medina',
      email: `l${ctx.newId()}@example.com`,
      password: 'pollos-con-papas',
      preset: 'team-agent',
      teamIds: [team.id],
    })
    return { team, personId }
  })
  const assigned = await shop.http.put(`/conversations/${card.id}/assignment`, { assigneeId: personId, teamId: team.id })
  assert.deepEqual([assigned.body.assigneeName, assigned.body.teamId], ['Lautaro Medina', team.id])
  for (const [body, code] of [
    [{ assigneeId: card.id }, 'conversations.assignee_unknown'],
    [{ teamId: card.id }, 'conversations.team_unknown'],
  ] as const)
    assert.equal((await shop.http.put(`/conversations/${card.id}/assignment`, body)).body.code, code)

  // Who leaves leaves their work behind; a team that goes lets go of its conversations.
  assert.equal((await shop.http.delete(`/members/${personId}`)).status, 200)
  await shop.settle()
  assert.equal(only(await shop.list()).assigneeId, null)
  assert.equal((await shop.http.delete(`/teams/${team.id}`)).status, 200)
  await shop.settle()
  assert.equal(only(await shop.list()).teamId, null)
})

test('a glance of somebody else does not hide what the one in charge has to answer', async (t) => {
  const shop = await aShop(t)
  const card = await open(shop)
  const paula = shop.as({ name: 'Paula', permissions: agentRights })
  await paula.http.post(`/conversations/${card.id}/take`)
  await shop.hear({ from: ana, text: '¿hola?' })
  assert.deepEqual((await shop.http.put(`/conversations/${card.id}/reading`)).body, { readSeq: 3, unreadCount: 2 })
  assert.equal(only(await shop.list()).unreadCount, 2)
  assert.equal((await paula.http.put(`/conversations/${card.id}/reading`)).body.unreadCount, 0)
  assert.deepEqual([only(await shop.list()).unreadCount, only(await shop.list()).urgency], [0, 'ongoing'])
  assert.deepEqual((await paula.http.delete(`/conversations/${card.id}/reading`)).body, { readSeq: 2, unreadCount: 1 })
})

test('the segments of the list are those that the screens compute', async (t) => {
  const shop = await aShop(t)
  const people = Array.from({ length: 8 }, (_, i) => `54911555502${String(i).padStart(2, '0')}`)
  for (const [i, from] of people.entries()) {
    await shop.hear({ from, at: new Date(shop.clock.now().getTime() - i * 4 * 60_000) })
    const card = (await shop.list()).find(({ contactAddress }) => contactAddress.endsWith(String(i).padStart(2, '0')))
    if (i % 2) await shop.http.put(`/conversations/${card?.id}/reading`)
    if (i % 3 === 0) await shop.http.put(`/conversations/${card?.id}/priority`, { priority: 'urgent' })
    if (i === 5 || i === 6) await shop.http.post(`/conversations/${card?.id}/messages`, { content: { kind: 'text', text: 'ya va' } })
  }
  const all = await shop.list()
  assert.equal(all.length, 8)
  const counts = (await shop.http.get('/conversation-counts')).body.all
  for (const urgency of ['now', 'ongoing', 'customer'] as const) {
    const listed = (await shop.http.get(`/conversations?scope=all&urgency=${urgency}`)).body.items as typeof all
    const computed = all.filter((card) => urgencyOf(card, shop.clock.now()) === urgency)
    assert.deepEqual(listed.map(({ id }) => id).toSorted(), computed.map(({ id }) => id).toSorted(), urgency)
    assert.equal(counts[urgency], computed.length)
    assert.ok(computed.length > 0, `nothing is ${urgency}`)
  }
})

test('a long inbox is read page by page without repeating or missing anybody while it moves', async (t) => {
  const shop = await aShop(t)
  for (let i = 0; i < 25; i++)
    await shop.hear({ from: `5491155551${String(i).padStart(3, '0')}`, at: new Date(shop.clock.now().getTime() - i * 1000) })
  for (const query of ['urgency=now', 'state=open']) {
    const seen: string[] = []
    let cursor = ''
    do {
      const page = (await shop.http.get(`/conversations?scope=all&limit=7&${query}${cursor && `&cursor=${cursor}`}`)).body
      seen.push(...page.items.map(({ id }: { id: string }) => id))
      cursor = page.next ?? ''
    } while (cursor)
    assert.equal(new Set(seen).size, 25, query)
    assert.equal(seen.length, 25)
  }
  assert.equal((await shop.http.get('/conversations?scope=all&cursor=bogus')).status, 422)
})

test('a conversation is found by name, by number and by any word ever said, accents and endings aside', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: ana, name: 'Martína Muñoz', text: 'Quería encargar camiones de bomberos para el cumpleaños' })
  await shop.hear({ from: beto, name: 'Ezequiel', text: 'El pedido llegó frío' })
  const find = async (words: string) =>
    (
      (await shop.http.get(`/conversations?scope=all&search=${encodeURIComponent(words)}`)).body.items as {
        contactName: string
        match: unknown
      }[]
    ).map(({ contactName }) => contactName)
  for (const words of ['munoz', 'Martina', '5555-0101', '1155550101', 'camión bombero', 'CUMPLEAÑOS', 'cumpl'])
    assert.deepEqual(await find(words), ['Martína Muñoz'], words)
  assert.deepEqual(await find('pedido frio'), ['Ezequiel'])
  for (const words of ['%', '_', "'); drop", 'nada de esto', '&|!:*', '\\']) assert.deepEqual(await find(words), [], words)
})

test('a new name of the contact is the name in the inbox', async (t) => {
  const shop = await aShop(t)
  const card = await open(shop)
  const contact = (await shop.http.get(`/contacts/${card.contactId}`)).body
  await shop.http.patch(`/contacts/${card.contactId}`, { name: 'Panadería La Espiga' }, { headers: { 'if-match': `"${contact.version}"` } })
  assert.equal(only(await shop.list()).contactName, 'Panadería La Espiga')
  assert.equal((await shop.http.get('/conversations?scope=all&search=espiga')).body.items.length, 1)
})

test('a brand with channels cannot be removed, and labels stay within bounds', async (t) => {
  const shop = await aShop(t)
  const card = await open(shop)
  const labelled = await shop.http.patch(`/conversations/${card.id}/labels`, { add: ['Mayorista', 'Colegio', 'Mayorista'] })
  assert.deepEqual(labelled.body.labels, ['Mayorista', 'Colegio'])
  assert.equal((await shop.http.get('/conversations?scope=all&label=Colegio')).body.items.length, 1)
  assert.deepEqual((await shop.http.get('/conversation-labels')).body.items.length, 2)
  const many = Array.from({ length: 20 }, (_, i) => `etiqueta ${i}`)
  await shop.http.patch(`/conversations/${card.id}/labels`, { add: many })
  assert.equal(
    (await shop.http.patch(`/conversations/${card.id}/labels`, { add: many.map((label) => `${label}b`) })).body.code,
    'conversations.too_many_labels',
  )
})
