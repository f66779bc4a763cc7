import assert from 'node:assert/strict'
import { test } from 'node:test'
import identityModule from '#identity/server/module.ts'
import * as identity from '#identity/server/public.ts'
import { anOrg, type TestPerson } from '#kernel/testing/org.ts'

const told = (key: string, personIds: readonly string[]) => ({
  personIds,
  words: 'conversations.notices.assigned',
  values: { actor: 'Julia Lucero', contact: 'Marta' },
  href: '/bandeja/1',
  key,
})
const unread = async (who: TestPerson): Promise<number> => (await who.http.get('/notice-counts')).body.unread

test('a notice reaches whom it is for, once, and not who causes it', async (t) => {
  const shop = await anOrg(t)
  const [ana, beto] = [shop.as({ name: 'Ana' }), shop.as({ name: 'Beto' })]
  for (let i = 0; i < 3; i++) await shop.run((ctx) => identity.notify(ctx, told('a', [ana.actor.id, ana.actor.id, shop.actor.id])))
  assert.deepEqual([await unread(ana), await unread(beto), await unread(shop)], [1, 0, 0])
  const { items } = (await ana.http.get('/notices')).body
  assert.deepEqual([items.length, items[0].href, items[0].readAt], [1, '/bandeja/1', null])
})

test('what one person read stays unread for the others, and another person’s notice does not exist', async (t) => {
  const shop = await anOrg(t)
  const [ana, beto] = [shop.as({ name: 'Ana' }), shop.as({ name: 'Beto' })]
  await shop.run((ctx) => identity.notify(ctx, told('a', [ana.actor.id, beto.actor.id])))
  const [own] = (await ana.http.get('/notices')).body.items
  assert.equal((await beto.http.put('/notices/reading', { id: own.id })).status, 404)
  assert.deepEqual((await ana.http.put('/notices/reading', { id: own.id })).body, { unread: 0 })
  assert.equal(await unread(beto), 1)
  const other = await anOrg(t)
  assert.equal((await other.http.put('/notices/reading', { id: own.id })).status, 404)
})

test('notices come in pages, newest first', async (t) => {
  const shop = await anOrg(t)
  const ana = shop.as({ name: 'Ana' })
  for (let i = 0; i < 5; i++) {
    shop.clock.advance({ minutes: 1 })
    await shop.run((ctx) => identity.notify(ctx, { ...told(`n${i}`, [ana.actor.id]), href: `/${i}` }))
  }
  const first = (await ana.http.get('/notices?limit=3')).body
  const second = (await ana.http.get(`/notices?limit=3&cursor=${encodeURIComponent(first.next)}`)).body
  const hrefs = [...first.items, ...second.items].map(({ href }: { href: string }) => href)
  assert.deepEqual([hrefs, second.next], [['/4', '/3', '/2', '/1', '/0'], null])
  assert.equal((await ana.http.get('/notices?cursor=nada')).body.code, 'kernel.invalid_cursor')
})

test('on live screens everybody sees their own notices and nobody else’s', () => {
  const [live] = (identityModule.live ?? []).filter(({ event }) => event.name === 'identity.person.notified')
  const viewer = (userId: string) => ({ userId, orgId: '', permissions: new Set<string>(), teamIds: [] })
  const data = { personId: 'ana', notice: { id: '1' } } as never
  assert.deepEqual([live?.show(viewer('ana'), data), live?.show(viewer('beto'), data)], [{ notice: { id: '1' } }, null])
})
