import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import type { Alike, Duplicate } from '#crm/contract/duplicate.ts'
import { create } from '#crm/server/contacts/contacts.ts'
import * as scans from '#crm/server/duplicates/scan.store.ts'

type Given = { name: string; phone?: string; email?: string; city?: string }

const make = async (shop: TestOrg, { name, phone, email, city }: Given): Promise<string> => {
  const identities = [...(phone ? [{ kind: 'phone', value: phone }] : []), ...(email ? [{ kind: 'email', value: email }] : [])]
  const made = await shop.http.post('/contacts', { name, identities, ...(city && { fields: { ciudad: city } }) })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return made.body.id as string
}
async function aShop(t: Parameters<typeof anOrg>[0]): Promise<TestOrg> {
  const shop = await anOrg(t)
  await shop.http.post('/contact-fields', { label: 'Ciudad', key: 'ciudad', type: 'text' })
  return shop
}
/** Until everybody who was noted has been looked at. */
async function looked(shop: TestOrg): Promise<void> {
  shop.clock.advance({ minutes: 1 })
  await shop.settle()
}
const pairs = async (shop: TestOrg): Promise<Duplicate[]> => {
  await looked(shop)
  return (await shop.http.get('/contact-duplicates')).body.items as Duplicate[]
}
const names = (found: readonly Duplicate[]): string[][] => found.map(({ first, second }) => [first.name, second.name].toSorted())

/** TV1.6, as it is measured on `name_key`: lower case and without accents. */
const likeness: [string, string, number][] = [
  ['Juan Perez', 'Juan Pérez', 1],
  ['Juan Perez', 'Perez Juan', 1],
  ['Maria Gonzalez', 'Maria Gonzales', 0.764706],
  ['Juan Perez', 'Juan Lopez', 0.375],
  ['Jose', 'Josefina', 0.4],
  ['Distribuidora El Sol SRL', 'El Sol Distribuidora', 0.875],
]

test('names are as alike as the reference says, and only those of 0.6 and more with something else in common are proposed', async (t) => {
  const shop = await aShop(t)
  for (const [i, [one, other]] of likeness.entries()) {
    await make(shop, { name: one, city: `Ciudad ${i}` })
    await make(shop, { name: other, city: `CIUDAD  ${i}` })
  }
  await make(shop, { name: 'Juan Perez', city: 'Otra' })
  const found = await pairs(shop)
  const bySimilarity = new Map(found.map(({ first, second, similarity }) => [[first.name, second.name].toSorted().join(' / '), similarity]))
  for (const [one, other, expected] of likeness) {
    const similarity = bySimilarity.get([one, other].toSorted().join(' / '))
    if (expected < 0.6) assert.equal(similarity, undefined, `${one} / ${other}`)
    else assert.ok(Math.abs((similarity ?? 0) - expected) < 0.00001, `${one} / ${other}: ${similarity}`)
  }
  assert.equal(found.length, likeness.filter(([, , similarity]) => similarity >= 0.6).length, 'a name alone is not enough')
  assert.deepEqual(found[0]?.reasons, [{ kind: 'field', field: 'ciudad' }])
  // The raw value of the vector, before accents are taken off.
  const [raw] = await shop.read((ctx) => ctx.sql<{ s: number }>`select similarity('Juan Perez', 'Juan Pérez') as s`)
  assert.ok(Math.abs((raw?.s ?? 0) - 0.571429) < 0.00001)
})

test('the same line in another spelling is proposed whatever the names, and first', async (t) => {
  const shop = await aShop(t)
  await make(shop, { name: 'Ana Ruiz', phone: '+54 9 11 5123-4567' })
  await make(shop, { name: 'Pollería', phone: '+54 11 5123-4567' })
  await make(shop, { name: 'Bruno Díaz', email: 'bruno@taller.example' })
  await make(shop, { name: 'Bruno Diaz', email: 'bdiaz@taller.example' })
  assert.deepEqual(names(await pairs(shop)), [
    ['Ana Ruiz', 'Pollería'],
    ['Bruno Diaz', 'Bruno Díaz'],
  ])
  assert.deepEqual((await shop.http.get('/contact-duplicate-counts')).body, { count: 2, isMore: false })
})

test('while somebody is typed, whoever may be the same is told, and a contact never itself', async (t) => {
  const shop = await aShop(t)
  const ana = await make(shop, { name: 'María González', phone: '+54 351 555-0101', city: 'Córdoba' })
  await looked(shop)
  const ask = async (query: string): Promise<Alike[]> => (await shop.http.get(`/contacts-alike?${query}`)).body.items as Alike[]
  assert.deepEqual(
    (await ask('name=maria%20gonzales&fields=ciudad:cordoba')).map(({ id }) => id),
    [ana],
  )
  const bruno = await shop.http.post('/contacts', {
    name: 'Bruno Díaz',
    addresses: [{ street: 'Colón', number: '12', city: 'Río Cuarto' }],
  })
  await looked(shop)
  assert.deepEqual(
    (await ask('name=bruno%20diaz&city=rio%20cuarto')).map(({ id, reasons }) => [id, reasons]),
    [[bruno.body.id, [{ kind: 'city', field: null }]]],
  )
  assert.deepEqual(await ask('name=maria%20gonzales'), [], 'a name alone is not enough')
  assert.deepEqual(await ask('name=maria%20gonzales&fields=ciudad:Rosario'), [])
  assert.deepEqual(
    (await ask('name=maria%20gonzales&phone=555-0101')).map(({ reasons }) => reasons),
    [[{ kind: 'tail', field: null }]],
  )
  assert.deepEqual(await ask(`name=maria%20gonzales&fields=ciudad:cordoba&exceptId=${ana}`), [])
  assert.deepEqual(await ask('name=maria%20gonzales&phone=%2B54%20351%20555-0101'), [], 'whoever has that very number is told beside it')
})

test('two of whom somebody said that they are two are not proposed again, until that is taken back', async (t) => {
  const shop = await aShop(t)
  const one = await make(shop, { name: 'Juan Pérez', city: 'Salta' })
  await make(shop, { name: 'Juan Perez', city: 'Salta' })
  const [pair] = await pairs(shop)
  assert.ok(pair)
  await shop.http.put(`/contact-duplicates/${pair.id}/dismissal`, {})
  await shop.http.patch(`/contacts/${one}`, { name: 'Juan  Pérez' }, { headers: { 'if-match': '"1"' } } as never)
  await shop.http.put('/contact-duplicate-scan', {})
  assert.deepEqual(await pairs(shop), [])
  assert.deepEqual((await shop.http.get(`/contacts-alike?name=juan%20perez&fields=ciudad:salta&exceptId=${one}`)).body.items, [])
  await shop.http.delete(`/contact-duplicates/${pair.id}/dismissal`)
  assert.equal((await pairs(shop)).length, 1)
})

test('a pair goes when what they had in common goes, and with whoever is archived', async (t) => {
  const shop = await aShop(t)
  const one = await make(shop, { name: 'Juan Pérez', city: 'Salta' })
  const other = await make(shop, { name: 'Juan Perez', city: 'Salta' })
  assert.equal((await pairs(shop)).length, 1)
  await shop.http.delete(`/contacts/${other}`)
  assert.deepEqual(await pairs(shop), [])
  await shop.http.post('/contact-changes', { ids: [other], change: { kind: 'restore' } })
  assert.equal((await pairs(shop)).length, 1)
  await shop.http.patch(`/contacts/${one}`, { fields: { ciudad: 'Jujuy' } }, { headers: { 'if-match': '"1"' } } as never)
  assert.deepEqual(await pairs(shop), [])
})

test('the walk finds what was there before anybody looked, and stays within its organization', async (t) => {
  const [shop, other] = [await aShop(t), await aShop(t)]
  await make(other, { name: 'Juan Pérez', city: 'Salta' })
  await shop.run(async (ctx) => {
    for (let i = 0; i < 103; i++) {
      const [name, ciudad] = i < 101 ? [`Vecino ${i}`, `C${i}`] : ['Juan Perez', 'Salta']
      await create(ctx, CreateContact.parse({ name, fields: { ciudad } }))
    }
  })
  await looked(shop)
  await shop.run((ctx) => ctx.sql`delete from crm.duplicate`)
  await shop.run((ctx) => ctx.sql`delete from crm.contact_clue`)
  const begun = await shop.http.put('/contact-duplicate-scan', {})
  assert.equal(begun.body.finishedAt, null)
  assert.deepEqual(names(await pairs(shop)), [['Juan Perez', 'Juan Perez']])
  const done = (await shop.http.get('/contact-duplicate-scan')).body
  assert.equal(done.checked, 103)
  assert.ok(done.finishedAt)
  assert.deepEqual(await pairs(other), [])
})

test('whoever changes a contact while it is being looked at does not wait for that, and it is looked at once more', async (t) => {
  const shop = await aShop(t)
  const id = await make(shop, { name: 'Juan Pérez', city: 'Salta' })
  const waiting = () => shop.read((ctx) => ctx.sql<{ id: string }>`select p.contact_id as id from crm.duplicate_pending p`)
  shop.clock.advance({ minutes: 1 })
  await shop.run(async (ctx) => {
    const due = await scans.due(ctx, 10)
    assert.deepEqual(
      due.map(({ contactId }) => contactId),
      [id],
    )
    const changed = await shop.http.patch(`/contacts/${id}`, { name: 'Juan Pérez Gil' }, { headers: { 'if-match': '"1"' } } as never)
    assert.equal(changed.status, 200)
    await scans.done(ctx, due)
  })
  assert.deepEqual(await waiting(), [{ id }], 'noted again meanwhile')
  await looked(shop)
  assert.deepEqual(await waiting(), [])
})
