import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSeller, make, put, contact } from '#sales/server/testing/seller.ts'

test('deals follow their contact: a new name, a merge and its undoing', async (t) => {
  const { shop } = await aSeller(t)
  const [ana, anita] = [await contact(shop, 'Ana'), await contact(shop, 'Anita')]
  const [kept, moved] = [await make(shop, { title: 'De Ana', contactId: ana }), await make(shop, { title: 'De Anita', contactId: anita })]
  await shop.http.patch(`/contacts/${ana}`, { name: 'Ana Ruiz' }, { headers: { 'if-match': '"1"' } })
  const nameOf = async (id: string) => (await shop.http.get(`/deals/${id}`)).body.contactName
  assert.equal(await nameOf(kept.id), 'Ana Ruiz')
  await shop.http.post(`/contacts/${ana}/merges`, { otherId: anita })
  assert.deepEqual([await nameOf(kept.id), await nameOf(moved.id)], ['Ana Ruiz', 'Ana Ruiz'])
  const since = await make(shop, { title: 'Nueva', contactId: anita })
  assert.equal((await shop.http.get(`/deals?contactId=${ana}`)).body.items.length, 3)
  const [{ id }] = (await shop.http.get(`/contacts/${ana}/merges`)).body.items
  assert.equal((await shop.http.put(`/contact-merges/${id}/undo`, {})).status, 200)
  assert.deepEqual([await nameOf(kept.id), await nameOf(moved.id), await nameOf(since.id)], ['Ana Ruiz', 'Anita', 'Ana Ruiz'])
})

test('who works on the open deal is in charge of the one that two contacts become, and of nobody more when it is undone', async (t) => {
  const { shop, lost } = await aSeller(t)
  const paula = shop.as({ name: 'Paula Gómez', permissions: ['sales.read-deals', 'sales.write-deals', 'crm.read-contacts'] })
  const [ana, anita] = [await contact(shop, 'Ana'), await contact(shop, 'Anita')]
  const over = await make(shop, { title: 'Ya perdida', contactId: ana })
  const reason = (await shop.http.get('/lost-reasons')).body.items[0]
  assert.equal((await put(shop, over.id, lost.id, { lostReasonId: reason.id })).status, 200)
  assert.equal((await paula.http.post('/deals', { title: 'En curso', contactId: anita })).status, 200)
  const ownerOf = async (id: string) => (await shop.http.get(`/contacts/${id}`)).body.ownerId
  const proposal = (await shop.http.get(`/contacts/${ana}/merge-proposals/${anita}?survivorId=${ana}`)).body
  assert.deepEqual([proposal.survivor.ownerId, proposal.loser.ownerId], [null, paula.actor.id])
  assert.ok(proposal.choices.some(({ path, choice }: { path: string; choice: string }) => path === 'ownerId' && choice === 'loser'))
  const merged = await shop.http.post(`/contacts/${ana}/merges`, { otherId: anita })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.equal(await ownerOf(ana), paula.actor.id)
  assert.equal((await shop.http.put(`/contact-merges/${merged.body.id}/undo`, {})).status, 200)
  assert.deepEqual([await ownerOf(ana), await ownerOf(anita)], [null, null])
})
