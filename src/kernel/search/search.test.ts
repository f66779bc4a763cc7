import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canReadContacts, canWriteContacts } from '#crm/contract/permissions.ts'
import { anOrg } from '#kernel/testing/org.ts'

test('the palette finds what the caller may read, whatever the accents, and nothing of others', async (t) => {
  const [shop, other] = await Promise.all([anOrg(t), anOrg(t)])
  await shop.http.post('/contacts', { kind: 'person', name: 'Martína Quiroga', identities: [] })
  const titles = async (who: Pick<typeof shop, 'http'>, text: string): Promise<string[]> => {
    const { status, body } = await who.http.get(`/search?text=${encodeURIComponent(text)}`)
    assert.equal(status, 200)
    return (body.items as { title: string }[]).map(({ title }) => title)
  }
  assert.deepEqual(await titles(shop, 'martina qui'), ['Martína Quiroga'])
  assert.deepEqual(await titles(shop.as({ permissions: [canReadContacts] }), 'QUIROGA'), ['Martína Quiroga'])
  assert.deepEqual(await titles(shop.as({ permissions: [canWriteContacts] }), 'QUIROGA'), [])
  assert.deepEqual(await titles(other, 'quiroga'), [])
  assert.equal((await shop.http.get('/search?text=q')).status, 422)
})
