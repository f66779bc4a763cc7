import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canAssign, canReadOwn, canReadTeam, canReply } from '#conversations/contract/permissions.ts'
import { aCrew } from '#conversations/server/testing/crew.ts'

const settings = { defaultCapacity: 8, awayAfterMinutes: 5, reassignAfterMinutes: 15, rateLimit: null }

test('a transfer carries its note, leaves a line, and tells whoever gets it', async (t) => {
  const crew = await aCrew(t)
  const [ana, beto] = [await crew.agent('Ana', [crew.counter]), await crew.agent('Beto', [crew.counter])]
  await crew.write('Marta')
  const { id } = await crew.cardOf('Marta')
  await ana.http.post(`/conversations/${id}/take`)
  const answer = await ana.http.post(`/conversations/${id}/transfers`, { to: { kind: 'person', id: beto.id }, note: 'Quiere factura A' })
  assert.deepEqual([answer.status, answer.body.assigneeName], [200, 'Beto'])
  const [line, note] = await crew.shop.messages(id)
  assert.deepEqual(
    [line?.content.kind === 'activity' && line.content.what, note?.content],
    ['transferred', { kind: 'note', text: 'Quiere factura A' }],
  )
  const told = (await beto.http.get('/notices')).body.items
  assert.deepEqual(
    told.map(({ words, values, href }: { words: string; values: object; href: string }) => [words, values, href]),
    [['conversations.notices.transferred', { actor: 'Ana', contact: 'Marta', team: '', note: 'Quiere factura A' }, `/bandeja/${id}`]],
  )
  assert.equal((await beto.http.get('/notice-counts')).body.unread, 1)
  assert.equal((await ana.http.get('/notice-counts')).body.unread, 0)
  // Another person's notice does not exist.
  assert.equal((await ana.http.put('/notices/reading', { id: told[0].id })).status, 404)
  assert.deepEqual((await beto.http.put('/notices/reading', {})).body, { unread: 0 })
})

test('to a team: everybody of it is told, and nobody else', async (t) => {
  const crew = await aCrew(t)
  const [ana, dora, beto] = [
    await crew.agent('Ana', [crew.counter]),
    await crew.agent('Dora', [crew.delivery]),
    await crew.agent('Beto', [crew.counter]),
  ]
  await crew.write('Marta')
  const { id } = await crew.cardOf('Marta')
  await ana.http.post(`/conversations/${id}/take`)
  const { body } = await ana.http.post(`/conversations/${id}/transfers`, { to: { kind: 'team', id: crew.delivery }, note: 'Va con envío' })
  assert.deepEqual([body.assigneeId, body.teamId], [null, crew.delivery])
  const unread = async (who: typeof ana) => (await who.http.get('/notice-counts')).body.unread
  assert.deepEqual([await unread(dora), await unread(beto)], [1, 0])
})

test('where a note is asked for, nothing that somebody works on is handed on without one', async (t) => {
  const crew = await aCrew(t)
  const [ana, beto] = [await crew.agent('Ana', [crew.counter]), await crew.agent('Beto', [crew.counter])]
  await crew.shop.http.put('/routing-settings', { ...settings, transferNoteRequired: true }, { headers: { 'if-match': '"0"' } })
  await crew.write('Marta')
  const { id } = await crew.cardOf('Marta')
  // Nobody works on it yet: there is nothing to tell.
  assert.equal((await ana.http.put(`/conversations/${id}/assignment`, { assigneeId: ana.id })).status, 200)
  const to = { kind: 'person', id: beto.id }
  for (const refused of [
    await ana.http.post(`/conversations/${id}/transfers`, { to, note: '  ' }),
    await ana.http.put(`/conversations/${id}/assignment`, { assigneeId: beto.id }),
  ])
    assert.deepEqual([refused.status, refused.body.code], [422, 'conversations.note_required'])
  assert.equal(await crew.holder('Marta'), 'Ana')
  assert.equal((await ana.http.post(`/conversations/${id}/transfers`, { to, note: 'Seguila vos' })).status, 200)
  assert.equal(await crew.holder('Marta'), 'Beto')
})

test('a mention tells who is named, finds the conversation again, and reaches only who may see it', async (t) => {
  const crew = await aCrew(t)
  const [ana, beto, dora] = [
    await crew.agent('Ana', [crew.counter]),
    await crew.agent('Beto', [crew.counter]),
    await crew.agent('Dora', [crew.delivery]),
  ]
  await crew.write('Marta', 'Sara')
  const { id } = await crew.cardOf('Marta')
  await crew.shop.http.put(`/conversations/${id}/assignment`, { teamId: crew.counter })
  const named = (await ana.http.get(`/conversations/${id}/mentionable`)).body.items.map(({ name }: { name: string }) => name)
  assert.deepEqual(named, ['Beto'])
  const noteId = crypto.randomUUID()
  const write = () => ana.http.post(`/conversations/${id}/notes`, { noteId, text: '@Beto ¿la seguís vos?', mentionIds: [beto.id] })
  assert.deepEqual((await write()).body.content.mentions, [{ id: beto.id, name: 'Beto' }])
  await write()
  const told = (await beto.http.get('/notices')).body.items
  assert.deepEqual([told.length, told[0].href], [1, `/bandeja/${id}?mensaje=${noteId}`])
  const mentioned = async (who: typeof ana) =>
    (await who.http.get('/conversations?scope=all&mentioned=true')).body.items.map(
      ({ contactName }: { contactName: string }) => contactName,
    )
  assert.deepEqual([await mentioned(beto), await mentioned(ana)], [['Marta'], []])
  const refused = await ana.http.post(`/conversations/${id}/notes`, { text: '@Dora mirá', mentionIds: [dora.id] })
  assert.deepEqual([refused.status, refused.body.code], [422, 'conversations.cannot_mention'])
  // Chosen in the menu and then deleted from the text: nobody is told.
  await ana.http.post(`/conversations/${id}/notes`, { text: 'nada', mentionIds: [beto.id] })
  assert.equal((await beto.http.get('/notice-counts')).body.unread, 1)
  // What is taken out of their sight is no longer found by having been mentioned.
  await crew.shop.http.put(`/conversations/${id}/assignment`, { teamId: crew.delivery })
  assert.deepEqual(await mentioned(beto), [])
  assert.equal((await beto.http.get(`/conversations/${id}/mentionable`)).status, 404)
})

test('handing on needs the right to assign, and sight', async (t) => {
  const crew = await aCrew(t)
  const dora = await crew.agent('Dora', [crew.delivery])
  await crew.write('Marta')
  const { id } = await crew.cardOf('Marta')
  const to = { kind: 'person', id: dora.id }
  const as = (...permissions: { code: string }[]) => crew.shop.as({ permissions, teamIds: [crew.delivery] })
  assert.equal((await as(canReadOwn, canReadTeam, canReply).http.post(`/conversations/${id}/transfers`, { to })).status, 403)
  assert.equal((await as(canReadOwn, canReply, canAssign).http.post(`/conversations/${id}/transfers`, { to })).status, 404)
  const nobody = { kind: 'person', id: crypto.randomUUID() }
  assert.equal(
    (await as(canReadOwn, canReadTeam, canReply, canAssign).http.post(`/conversations/${id}/transfers`, { to: nobody })).status,
    422,
  )
})
