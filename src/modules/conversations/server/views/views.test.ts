import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { canAssign, canReadOwn } from '#conversations/contract/permissions.ts'
import { aShop } from '#conversations/server/testing/stage.ts'

const complaints = { name: 'Reclamos', query: { vista: 'todas', etiqueta: 'Reclamo' } }

test('a view of the inbox is kept for its author, once, and under another name when they want', async (t) => {
  const shop = await aShop(t)
  const paula = shop.as({ name: 'Paula', permissions: [canReadOwn] })
  const headers = { 'idempotency-key': newId() }
  for (let i = 0; i < 2; i++) assert.equal((await paula.http.post('/inbox-views', complaints, { headers })).status, 200)
  const [view, ...others] = (await paula.http.get('/inbox-views')).body.items
  assert.deepEqual([view.name, view.query, view.isMine, others.length], ['Reclamos', complaints.query, true, 0])
  const renamed = await paula.http.patch(`/inbox-views/${view.id}`, { name: 'Quejas' }, { headers: { 'if-match': '1' } })
  assert.deepEqual([renamed.status, renamed.body.name, renamed.body.query], [200, 'Quejas', complaints.query])
  assert.equal((await paula.http.patch(`/inbox-views/${view.id}`, { name: 'Otra' }, { headers: { 'if-match': '1' } })).status, 409)
  assert.equal((await paula.http.delete(`/inbox-views/${view.id}`)).status, 200)
  assert.deepEqual((await paula.http.get('/inbox-views')).body.items, [])
})

test('a private view does not exist for others; a shared one is everybody’s to use and not to change', async (t) => {
  const shop = await aShop(t)
  const boss = shop.as({ name: 'Julia', permissions: [canReadOwn, canAssign] })
  const agent = shop.as({ name: 'Paula', permissions: [canReadOwn] })
  const own = (await boss.http.post('/inbox-views', complaints)).body
  assert.deepEqual((await agent.http.get('/inbox-views')).body.items, [])
  assert.equal((await agent.http.delete(`/inbox-views/${own.id}`)).status, 404)
  await boss.http.patch(`/inbox-views/${own.id}`, { isShared: true }, { headers: { 'if-match': '1' } })
  const [seen] = (await agent.http.get('/inbox-views')).body.items
  assert.deepEqual([seen.id, seen.isMine], [own.id, false])
  assert.equal((await agent.http.delete(`/inbox-views/${own.id}`)).body.code, 'conversations.view_not_yours')
  assert.equal((await agent.http.post('/inbox-views', { ...complaints, isShared: true })).status, 403)
})

test('a view that is no address is refused', async (t) => {
  const shop = await aShop(t)
  for (const query of [{ vista: 'x'.repeat(300) }, { __proto__x: 'a', 'A B': 'c' }, [], 'vista=todas', { vista: 3 }])
    assert.equal((await shop.http.post('/inbox-views', { name: 'Rara', query })).status, 422, JSON.stringify(query))
})
