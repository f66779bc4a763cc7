import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canReadAll, canReadOwn, canReadTeam, canReply, canSupervise } from '#conversations/contract/permissions.ts'
import conversations from '#conversations/server/module.ts'
import type { AgentLoad, Supervision, TeamQueue } from '#conversations/contract/supervision.ts'
import { aCrew } from '#conversations/server/testing/crew.ts'

const namesOf = ({ agents }: Supervision) => agents.map(({ name }: AgentLoad) => name)
const waitingOf = ({ waiting }: Supervision) => waiting.map(({ contactName }) => contactName)

test('a supervisor sees who waits and who is on what, in the order of the queue', async (t) => {
  const crew = await aCrew(t)
  // A Monday morning, with the shop open: what is due is due in minutes.
  crew.shop.clock.set('2026-11-23T14:00:00.000Z')
  const ana = await crew.agent('Ana', [crew.counter])
  await ana.online()
  await crew.write('Uno')
  crew.shop.clock.advance({ minutes: 1 })
  await crew.write('Dos')
  crew.shop.clock.advance({ minutes: 1 })
  await crew.write('Tres')
  const [uno, dos, tres] = [await crew.cardOf('Uno'), await crew.cardOf('Dos'), await crew.cardOf('Tres')]
  for (const { id } of [uno, dos, tres]) await crew.shop.http.put(`/conversations/${id}/assignment`, { teamId: crew.counter })
  await crew.shop.http.put(`/conversations/${tres.id}/priority`, { priority: 'urgent' })
  await ana.http.post(`/conversations/${uno.id}/take`)
  crew.shop.clock.set(uno.answerDueAt ?? '')
  const { body } = await crew.shop.http.get('/supervision')
  assert.deepEqual(waitingOf(body), ['Tres', 'Uno', 'Dos'])
  assert.equal(body.waitingCount, 3)
  const counter = (body.teams as TeamQueue[]).find(({ teamId }) => teamId === crew.counter)
  assert.deepEqual([counter?.unassigned, counter?.waiting, counter?.late, counter?.oldestWaitSince], [2, 3, 1, uno.waitingSince])
  const plate = (body.agents as AgentLoad[]).find(({ name }) => name === 'Ana')
  assert.deepEqual(
    [plate?.availability.status, plate?.open, plate?.waiting, plate?.late, plate?.load, plate?.capacity, plate?.oldestWaitSince],
    ['online', 1, 1, 1, 1, 8, uno.waitingSince],
  )
  await ana.http.post(`/conversations/${uno.id}/messages`, { content: { kind: 'text', text: 'Hola' } })
  assert.deepEqual(waitingOf((await crew.shop.http.get('/supervision')).body), ['Tres', 'Dos'])
})

test('supervision reaches as far as one’s sight: own, own teams, all', async (t) => {
  const crew = await aCrew(t)
  const [ana, dora] = [await crew.agent('Ana', [crew.counter]), await crew.agent('Dora', [crew.delivery])]
  await crew.write('Mostradora', 'Delivera', 'Nadie')
  await crew.shop.http.put(`/conversations/${(await crew.cardOf('Mostradora')).id}/assignment`, {
    teamId: crew.counter,
    assigneeId: ana.id,
  })
  await crew.shop.http.put(`/conversations/${(await crew.cardOf('Delivera')).id}/assignment`, {
    teamId: crew.delivery,
    assigneeId: dora.id,
  })
  const seen = async (rights: { code: string }[], who = ana, teamId = crew.counter) => {
    const { body } = await crew.shop
      .as({ id: who.id, permissions: [canSupervise, canReadOwn, canReply, ...rights], teamIds: [teamId] })
      .http.get('/supervision')
    return [waitingOf(body).toSorted(), namesOf(body).toSorted(), body.teams.map(({ teamName }: TeamQueue) => teamName)]
  }
  assert.deepEqual(await seen([canReadTeam, canReadAll]), [
    ['Delivera', 'Mostradora', 'Nadie'],
    ['Ana', 'Dora'],
    ['Delivery', 'Mostrador', ''],
  ])
  assert.deepEqual(await seen([canReadTeam]), [['Mostradora', 'Nadie'], ['Ana'], ['Mostrador', '']])
  assert.deepEqual((await seen([]))[0], ['Mostradora'])
  assert.deepEqual(await seen([canReadTeam], dora, crew.delivery), [['Delivera', 'Nadie'], ['Dora'], ['Delivery', '']])
  assert.equal((await crew.shop.as({ permissions: [canReadOwn, canReadAll, canReply] }).http.get('/supervision')).status, 403)
  const narrowed = await crew.shop.http.get(`/supervision?teamId=${crew.delivery}`)
  assert.deepEqual([waitingOf(narrowed.body), namesOf(narrowed.body)], [['Delivera'], ['Dora']])
})

test('what others are told of availability says nothing about conversations, and only to who uses the inbox', () => {
  const [live] = (conversations.live ?? []).filter(({ event }) => event.name === 'conversations.availability.changed')
  const data = { personId: 'x', status: 'away', isAutomatic: false, reason: 'Almuerzo', backAt: null, since: '2026-11-23T12:00:00.000Z' }
  const viewer = (...rights: { code: string }[]) => ({
    userId: 'y',
    orgId: '',
    permissions: new Set(rights.map(({ code }) => code)),
    teamIds: [],
  })
  assert.deepEqual(live?.show(viewer(canReadOwn), data as never), { availability: data })
  assert.equal(live?.show(viewer(canReply), data as never), null)
})
