import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { noting } from '#kernel/testing/statements.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import type { Recognise } from '#crm/server/contacts/recognise.ts'
import * as crm from '#crm/server/public.ts'

const whatsapp = (waId: string, extra: { name?: string; bsuid?: string } = {}): Recognise => ({
  identities: [{ kind: 'wa_id', value: waId }, ...(extra.bsuid ? [{ kind: 'bsuid' as const, value: extra.bsuid }] : [])],
  ...(extra.name !== undefined && { name: extra.name }),
  source: 'whatsapp',
  country: 'AR',
})
const recognise = (shop: TestOrg, input: Recognise) => shop.run((ctx) => crm.findOrCreateByIdentity(ctx, input))
const everybody = (shop: TestOrg) => shop.read((ctx) => contacts.list(ctx, { show: 'active', filter: [], limit: 200 }))
const byHand = (shop: TestOrg, name: string, phone: string) =>
  shop.run((ctx) =>
    contacts.create(ctx, {
      kind: 'person',
      name,
      identities: [{ kind: 'phone', value: phone }],
      addresses: [],
      relations: [],
      tagIds: [],
      fields: {},
      notes: '',
      ownerId: null,
    }),
  )
const identitiesOf = async (shop: TestOrg, id: string) =>
  (await shop.read((ctx) => contacts.get(ctx, { id }))).identities.map(({ kind, value }) => `${kind} ${value}`).toSorted()

test('somebody unknown who writes becomes a contact with the name of their profile', async (t) => {
  const shop = await anOrg(t)
  const ana = await recognise(shop, whatsapp('5491151234567', { name: 'Ana 🌻' }))
  assert.deepEqual({ name: ana.name, isNew: ana.isNew }, { name: 'Ana 🌻', isNew: true })
  const contact = await shop.read((ctx) => contacts.get(ctx, { id: ana.id }))
  assert.equal(contact.phone, '+5491151234567')
  assert.equal(contact.source, 'whatsapp')
  assert.deepEqual(await identitiesOf(shop, ana.id), ['phone +5491151234567', 'wa_id 5491151234567'])
  const created = (await shop.events()).filter(({ type }) => type === 'crm.contact.created')
  assert.deepEqual(
    created.map(({ data }) => data.contactId),
    [ana.id],
  )
})

test('who gives no name is called by the number until the profile or a person says better', async (t) => {
  const shop = await anOrg(t)
  const unknown = await recognise(shop, whatsapp('5491151234567'))
  assert.equal(unknown.name, '+54 9 11 5123-4567')
  assert.equal((await recognise(shop, whatsapp('5491151234567', { name: '\u200b .' }))).name, '+54 9 11 5123-4567')
  assert.deepEqual(await recognise(shop, whatsapp('5491151234567', { name: 'Ana' })), { id: unknown.id, name: 'Ana', isNew: false })
  assert.equal((await recognise(shop, whatsapp('5491151234567', { name: 'Anita' }))).name, 'Ana')
  assert.equal((await shop.read((ctx) => contacts.list(ctx, { show: 'active', filter: [], limit: 10, search: 'ana' }))).items.length, 1)
})

test('64 webhooks of the same new person at once make one contact', async (t) => {
  const shop = await anOrg(t)
  const found = await Promise.all(
    Array.from({ length: 64 }, (_, i) =>
      recognise(shop, whatsapp('5491151234567', { name: 'Ana', ...(i % 2 === 0 && { bsuid: 'AR.900112233' }) })),
    ),
  )
  assert.equal(new Set(found.map(({ id }) => id)).size, 1)
  assert.equal(found.filter(({ isNew }) => isNew).length, 1)
  assert.equal((await everybody(shop)).items.length, 1)
  assert.equal((await shop.events()).filter(({ type }) => type === 'crm.contact.created').length, 1)
  assert.deepEqual(await identitiesOf(shop, found[0]?.id ?? ''), ['bsuid AR.900112233', 'phone +5491151234567', 'wa_id 5491151234567'])
})

test('64 webhooks of 8 new persons at once make 8 contacts', async (t) => {
  const shop = await anOrg(t)
  const found = await Promise.all(Array.from({ length: 64 }, (_, i) => recognise(shop, whatsapp(`549115123456${i % 8}`))))
  assert.equal(new Set(found.map(({ id }) => id)).size, 8)
  assert.equal((await everybody(shop)).items.length, 8)
})

test('somebody known costs one statement', async (t) => {
  const shop = await anOrg(t)
  await recognise(shop, whatsapp('5491151234567', { name: 'Ana' }))
  const statements = await shop.run(async (ctx) => {
    const noted = noting(ctx)
    await crm.findOrCreateByIdentity(noted.ctx, whatsapp('5491151234567', { name: 'Ana' }))
    return noted.statements
  })
  assert.equal(statements.length, 1)
})

test('a number typed by the shop and the same one on WhatsApp are one person', async (t) => {
  const shop = await anOrg(t)
  const typed = await byHand(shop, 'Ana Ruiz', '011 15-5123-4567')
  const found = await recognise(shop, whatsapp('5491151234567', { name: 'anita' }))
  assert.deepEqual(found, { id: typed.id, name: 'Ana Ruiz', isNew: false })
  assert.deepEqual(await identitiesOf(shop, typed.id), ['phone +5491151234567', 'wa_id 5491151234567'])
})

test('a number that may be a land line is proposed and never joined', async (t) => {
  const shop = await anOrg(t)
  const land = await byHand(shop, 'Familia Ruiz', '11 5123-4567')
  const found = await recognise(shop, whatsapp('5491151234567', { name: 'Ana' }))
  assert.notEqual(found.id, land.id)
  const { similar } = await import('#crm/server/contacts/check-identity.ts')
  const proposals = await shop.read((ctx) => similar(ctx, { id: found.id }))
  assert.deepEqual(proposals.items, [{ id: land.id, name: 'Familia Ruiz', value: '+541151234567' }])
})

test('the business-scoped id decides over the number, and nobody loses theirs', async (t) => {
  const shop = await anOrg(t)
  const ana = await recognise(shop, whatsapp('5491151234567', { name: 'Ana', bsuid: 'AR.1' }))
  const bea = await recognise(shop, whatsapp('5491151239999', { name: 'Bea', bsuid: 'AR.2' }))
  // Bea's account now reports Ana's number: a shared phone is no reason to join two persons.
  assert.equal((await recognise(shop, whatsapp('5491151234567', { bsuid: 'AR.2' }))).id, bea.id)
  assert.deepEqual(await identitiesOf(shop, ana.id), ['bsuid AR.1', 'phone +5491151234567', 'wa_id 5491151234567'])
  assert.deepEqual(await identitiesOf(shop, bea.id), ['bsuid AR.2', 'phone +5491151239999', 'wa_id 5491151239999'])
})

test('who was archived and writes again is back', async (t) => {
  const shop = await anOrg(t)
  const ana = await recognise(shop, whatsapp('5491151234567', { name: 'Ana' }))
  await shop.run((ctx) => contacts.remove(ctx, { id: ana.id }))
  assert.equal((await everybody(shop)).items.length, 0)
  assert.equal((await recognise(shop, whatsapp('5491151234567'))).id, ana.id)
  assert.equal((await everybody(shop)).items.length, 1)
})

test('the same number in two organizations is two contacts', async (t) => {
  const [shop, other] = await Promise.all([anOrg(t), anOrg(t)])
  const here = await recognise(shop, whatsapp('5491151234567'))
  const there = await recognise(other, whatsapp('5491151234567'))
  assert.notEqual(here.id, there.id)
  await assert.rejects(
    shop.read((ctx) => contacts.get(ctx, { id: there.id })),
    { code: 'crm.contact_not_found' },
  )
})

test('nothing readable is refused instead of making a contact of nobody', async (t) => {
  const shop = await anOrg(t)
  await assert.rejects(recognise(shop, { identities: [{ kind: 'phone', value: 'casa' }], source: 'whatsapp', country: 'AR' }), {
    code: 'crm.identity_unreadable',
  })
})

test('a changed number moves to the same contact and frees the old one', async (t) => {
  const shop = await anOrg(t)
  const ana = await recognise(shop, whatsapp('5491151234567', { name: 'Ana' }))
  const replaced = await shop.run((ctx) =>
    crm.replaceIdentity(ctx, { kind: 'wa_id', from: '5491151234567', to: '5493515123456', country: 'AR' }),
  )
  assert.deepEqual(replaced, { contactId: ana.id, conflictsWith: null })
  assert.deepEqual(await identitiesOf(shop, ana.id), ['phone +5493515123456', 'wa_id 5493515123456'])
  assert.equal((await shop.read((ctx) => contacts.get(ctx, { id: ana.id }))).phone, '+5493515123456')
  const next = await recognise(shop, whatsapp('5491151234567', { name: 'Bruno' }))
  assert.notEqual(next.id, ana.id)
})

test('a number that changes to one of somebody else joins nobody', async (t) => {
  const shop = await anOrg(t)
  const ana = await recognise(shop, whatsapp('5491151234567', { name: 'Ana' }))
  const bea = await recognise(shop, whatsapp('5493515123456', { name: 'Bea' }))
  const replaced = await shop.run((ctx) =>
    crm.replaceIdentity(ctx, { kind: 'wa_id', from: '5491151234567', to: '5493515123456', country: 'AR' }),
  )
  assert.deepEqual(replaced, { contactId: ana.id, conflictsWith: bea.id })
  assert.deepEqual(await identitiesOf(shop, bea.id), ['phone +5493515123456', 'wa_id 5493515123456'])
  assert.equal(
    await shop.run((ctx) => crm.replaceIdentity(ctx, { kind: 'wa_id', from: '5490000', to: '5493515123456', country: 'AR' })),
    null,
  )
})
