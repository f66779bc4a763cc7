import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { canReadTasks, canWriteTasks } from '#crm/contract/permissions.ts'
import * as tasks from '#crm/server/tasks/tasks.ts'

const inHours = (shop: TestOrg, hours: number): string => new Date(shop.clock.now().getTime() + hours * 3_600_000).toISOString()
const titles = async (shop: TestOrg, query = ''): Promise<string[]> =>
  (await shop.http.get(`/tasks${query}`)).body.items.map(({ title }: { title: string }) => title)
const inQueue = async (shop: TestOrg): Promise<string[]> =>
  (await shop.http.get('/attention-items')).body.items.map(({ title }: { title: string }) => title)

test('tasks are listed by their moment, those without one last, in pages', async (t) => {
  const shop = await anOrg(t)
  for (const [title, hours] of [
    ['Sin fecha', null],
    ['Pasado mañana', 48],
    ['Hoy', 2],
  ] as const)
    await shop.http.post('/tasks', { title, ...(hours !== null && { dueAt: inHours(shop, hours) }) })
  assert.deepEqual(await titles(shop), ['Hoy', 'Pasado mañana', 'Sin fecha'])
  const page = (await shop.http.get('/tasks?limit=2')).body
  const rest = (await shop.http.get(`/tasks?limit=2&cursor=${encodeURIComponent(page.next)}`)).body
  assert.deepEqual([page.items.length, rest.items.length, rest.next], [2, 1, null])
})

test('a task is about a contact: it is on their record and in their timeline, made and done', async (t) => {
  const shop = await anOrg(t)
  const contactId = (await shop.http.post('/contacts', { kind: 'person', name: 'Marta' })).body.id
  const made = await shop.http.post('/tasks', { title: 'Llamar', contactId, reference: { href: '/bandeja/1', words: 'Marta' } })
  assert.deepEqual([made.status, made.body.contactName, made.body.reference.href], [200, 'Marta', '/bandeja/1'])
  shop.clock.advance({ hours: 1 })
  await shop.http.put(`/tasks/${made.body.id}/state`, { state: 'done' })
  const timeline = (await shop.http.get(`/contacts/${contactId}/timeline`)).body.items
  assert.deepEqual(
    timeline.slice(0, 2).map(({ kind, href }: { kind: string; href: string }) => [kind, href]),
    [
      ['crm.task-done', `/tareas/${made.body.id}`],
      ['crm.task-made', `/tareas/${made.body.id}`],
    ],
  )
  assert.deepEqual(await titles(shop, `?contactId=${contactId}&state=done`), ['Llamar'])
  assert.deepEqual(await titles(shop, `?contactId=${newId()}&state=done`), [])
})

test('a task waits in the queue from its reminder on until it is done, and is late after its moment', async (t) => {
  const shop = await anOrg(t)
  const { id } = (await shop.http.post('/tasks', { title: 'Llamar', dueAt: inHours(shop, 5), remindMinutes: 60 })).body
  assert.deepEqual(await inQueue(shop), [])
  shop.clock.advance({ hours: 4 })
  assert.deepEqual(await inQueue(shop), ['Llamar'])
  shop.clock.advance({ hours: 2 })
  assert.equal((await shop.http.get('/attention-items')).body.items[0].before, 'late')
  await shop.http.put(`/tasks/${id}/state`, { state: 'done' })
  assert.deepEqual(await inQueue(shop), [])
  await shop.http.put(`/tasks/${id}/state`, { state: 'open' })
  assert.deepEqual(await inQueue(shop), ['Llamar'])
  await shop.http.delete(`/tasks/${id}`)
  assert.deepEqual(await inQueue(shop), [])
})

test('whoever has a task is reminded at its moment, once, and not of what was moved or done', async (t) => {
  const shop = await anOrg(t)
  const ana = { id: shop.actor.id }
  const make = (title: string) => shop.http.post('/tasks', { title, dueAt: inHours(shop, 2), remindMinutes: 60 })
  const [stays, moves, ends] = [await make('Queda'), await make('Se mueve'), await make('Termina')]
  await shop.http.patch(`/tasks/${moves?.body.id}`, { dueAt: inHours(shop, 48) }, { headers: { 'if-match': '"1"' } })
  await shop.http.put(`/tasks/${ends?.body.id}/state`, { state: 'done' })
  shop.clock.advance({ hours: 1, minutes: 1 })
  await shop.settle()
  await shop.settle()
  const told = (await shop.http.get('/notices')).body.items
  assert.deepEqual(
    told.map(({ values, href }: { values: { title: string }; href: string }) => [values.title, href]),
    [['Queda', `/tareas/${stays?.body.id}`]],
  )
  assert.ok(ana.id)
})

test('what repeats is made anew when it is done, once, for its next moment', async (t) => {
  const shop = await anOrg(t)
  const { id } = (await shop.http.post('/tasks', { title: 'Pasar el pedido', dueAt: inHours(shop, -1), repeats: 'weekly' })).body
  for (const state of ['done', 'done', 'open', 'done']) await shop.http.put(`/tasks/${id}/state`, { state })
  const open = (await shop.http.get('/tasks')).body.items
  assert.deepEqual(
    open.map(({ dueAt, repeats }: { dueAt: string; repeats: string }) => [dueAt, repeats]),
    [[inHours(shop, 7 * 24 - 1), 'weekly']],
  )
})

test('what repeats each month comes back on its own day after a month that lacks it, and after one that was done early', async (t) => {
  const shop = await anOrg(t)
  const dueAt = '2027-01-31T13:00:00.000Z'
  const made = (await shop.http.post('/tasks', { title: 'Pagar el alquiler', dueAt, repeats: 'monthly' })).body
  const next = async (id: string) => {
    await shop.http.put(`/tasks/${id}/state`, { state: 'done' })
    return (await shop.http.get('/tasks')).body.items[0] as { id: string; dueAt: string; version: number }
  }
  const february = await next(made.id)
  assert.equal(february.dueAt, '2027-02-28T13:00:00.000Z')
  const march = await next(february.id)
  assert.equal(march.dueAt, '2027-03-31T13:00:00.000Z')
  const moved = { dueAt: '2027-03-30T13:00:00.000Z' }
  await shop.http.patch(`/tasks/${march.id}`, moved, { headers: { 'if-match': `"${march.version}"` } })
  assert.equal((await next((await next(march.id)).id)).dueAt, '2027-05-30T13:00:00.000Z', 'from the day that it was moved to')
})

test('what repeats in an hour that the clocks skip once comes back in that hour afterwards', async (t) => {
  const shop = await anOrg(t)
  // When the 4th of September ends, Santiago puts its clocks forward from midnight to one.
  const said = { title: 'Cerrar la caja', dueAt: '2027-09-04T04:30:00.000Z', zone: 'America/Santiago', repeats: 'daily' }
  const made = (await shop.http.post('/tasks', said)).body
  const next = async (id: string) => {
    await shop.http.put(`/tasks/${id}/state`, { state: 'done' })
    return (await shop.http.get('/tasks')).body.items[0] as { id: string; dueAt: string }
  }
  const skipped = await next(made.id)
  assert.equal(skipped.dueAt, '2027-09-05T04:30:00.000Z')
  assert.equal((await next(skipped.id)).dueAt, '2027-09-06T03:30:00.000Z')
})

test('of two who change a task at once the second is told, and nothing of the first is lost', async (t) => {
  const shop = await anOrg(t)
  const { id } = (await shop.http.post('/tasks', { title: 'Llamar' })).body
  assert.equal((await shop.http.patch(`/tasks/${id}`, { title: 'Llamar hoy' }, { headers: { 'if-match': '"1"' } })).status, 200)
  const late = await shop.http.patch(`/tasks/${id}`, { title: 'Escribir' }, { headers: { 'if-match': '"1"' } })
  assert.deepEqual([late.status, late.body.code], [409, 'kernel.changed_meanwhile'])
  assert.deepEqual(await titles(shop), ['Llamar hoy'])
})

test('bad input is refused in words and changes nothing', async (t) => {
  const shop = await anOrg(t)
  const other = await anOrg(t)
  const foreign = (await other.http.post('/contacts', { kind: 'person', name: 'Ajena' })).body.id
  const cases: [Record<string, unknown>, string][] = [
    [{ title: '  ' }, 'kernel.invalid_input'],
    [{ title: 'x', dueAt: '2026-13-40' }, 'kernel.invalid_input'],
    [{ title: 'x', zone: 'Marte/Norte' }, 'kernel.invalid_input'],
    [{ title: 'x', reference: { href: 'https://otro.example', words: 'x' } }, 'kernel.invalid_input'],
    [{ title: 'x', remindMinutes: 5 }, 'crm.task_due_missing'],
    [{ title: 'x', contactId: foreign }, 'crm.task_contact_unknown'],
    [{ title: 'x', assigneeId: newId() }, 'crm.task_assignee_unknown'],
  ]
  for (const [body, code] of cases) {
    const answer = await shop.http.post('/tasks', body)
    assert.deepEqual([answer.status, answer.body.code], [422, code], JSON.stringify(body))
  }
  assert.deepEqual(await titles(shop), [])
})

test('who may only read tasks changes none, and what somebody had who left is nobody’s', async (t) => {
  const shop = await anOrg(t)
  const { id } = (await shop.http.post('/tasks', { title: 'Llamar' })).body
  const reader = shop.as({ permissions: [canReadTasks] })
  assert.equal((await reader.http.put(`/tasks/${id}/state`, { state: 'done' })).status, 403)
  const ana = shop.as({ name: 'Ana', permissions: [canReadTasks, canWriteTasks, 'crm.attend', 'crm.read-attention'] })
  await ana.http.post('/attention-claims', {})
  assert.equal((await shop.http.get(`/tasks/${id}`)).body.assigneeId, ana.actor.id)
  await shop.run((ctx) => tasks.letGo(ctx, ana.actor.id))
  assert.equal((await shop.http.get(`/tasks/${id}`)).body.assigneeId, null)
})
