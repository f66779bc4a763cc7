import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { ListContacts, UpdateContact } from '#crm/contract/contact.ts'
import { check } from '#crm/server/contacts/check-identity.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { update } from '#crm/server/contacts/edit.ts'
import { list as timeline } from '#crm/server/contacts/timeline.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as crm from '#crm/server/public.ts'
import { create, listed, phone, tag } from '#crm/server/testing/contacts.ts'

const edit = (shop: TestOrg, id: string, version: number, given: Record<string, unknown>) =>
  shop.run((ctx) => update(ctx, UpdateContact.parse({ id, ...given })), { ifMatch: version })

test('a contact keeps what was written and tells it', async (t) => {
  const shop = await anOrg(t)
  const vip = await tag(shop, 'VIP')
  const ana = await create(shop, {
    identities: [phone('011 15-5123-4567'), { kind: 'email', value: 'ANA@example.com' }],
    tagIds: [vip.id],
    notes: 'Sin sal',
  })
  assert.equal(ana.phone, '+5491151234567')
  assert.equal(ana.email, 'ana@example.com')
  assert.deepEqual(ana.tagIds, [vip.id])
  assert.equal(ana.version, 1)
  const told = (await shop.events()).find(({ type }) => type === 'crm.contact.created')
  assert.equal(told?.data.contactId, ana.id)
  const entries = await shop.read((ctx) => timeline(ctx, { id: ana.id, limit: 10 }))
  assert.deepEqual(
    entries.items.map(({ kind, actorName }) => [kind, actorName]),
    [['crm.created', 'Julia Lucero']],
  )
})

test('a phone that makes no sense, or that somebody has, is refused in words', async (t) => {
  const shop = await anOrg(t)
  const ana = await create(shop, { identities: [phone('+54 9 11 5123-4567')] })
  await assert.rejects(create(shop, { identities: [phone('llamar')] }), {
    code: 'crm.identity_invalid',
    details: { kind: 'phone', value: 'llamar', reason: 'not_a_number' },
  })
  await assert.rejects(create(shop, { name: 'Otra', identities: [phone('011 15 5123 4567')] }), {
    code: 'crm.identity_taken',
    details: { kind: 'phone', value: '+5491151234567', contactId: ana.id, contactName: 'Ana Ruiz', isArchived: false },
  })
  assert.deepEqual(await listed(shop), ['Ana Ruiz'])
})

test('32 people who type the same new phone at once make one contact', async (t) => {
  const shop = await anOrg(t)
  const tries = await Promise.allSettled(
    Array.from({ length: 32 }, (_, i) => create(shop, { name: `Ana ${i}`, identities: [phone('+54 9 11 5123-4567')] })),
  )
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const one of tries) if (one.status === 'rejected') assert.equal(one.reason.code, 'crm.identity_taken')
  assert.equal((await listed(shop)).length, 1)
})

test('while a phone is typed, its owner and other spellings of the line are shown', async (t) => {
  const shop = await anOrg(t)
  const ana = await create(shop, { identities: [phone('+54 9 11 5123-4567')] })
  const exact = await shop.read((ctx) => check(ctx, { kind: 'phone', value: '11 15 5123 4567', country: 'AR' }))
  assert.deepEqual(exact, {
    isValid: true,
    value: '+5491151234567',
    shown: '+54 9 11 5123-4567',
    owner: { id: ana.id, name: 'Ana Ruiz', isArchived: false },
    similar: [],
  })
  const land = await shop.read((ctx) => check(ctx, { kind: 'phone', value: '11 5123-4567', country: 'AR' }))
  assert.deepEqual([land.owner, land.similar], [null, [{ id: ana.id, name: 'Ana Ruiz', value: '+5491151234567' }]])
  assert.equal((await shop.read((ctx) => check(ctx, { kind: 'email', value: 'ana@' }))).isValid, false)
})

test('two people who edit the same contact: the second is told and nothing is lost', async (t) => {
  const shop = await anOrg(t)
  const ana = await create(shop)
  const edited = await edit(shop, ana.id, 1, { name: 'Ana Ruiz Díaz' })
  assert.equal(edited.version, 2)
  await assert.rejects(edit(shop, ana.id, 1, { name: 'Anita' }), { code: 'kernel.changed_meanwhile', details: { version: 2 } })
  assert.deepEqual(await listed(shop), ['Ana Ruiz Díaz'])
})

test('an edit changes what it names, and an edit of nothing changes nothing', async (t) => {
  const shop = await anOrg(t)
  const [vip, new1] = [await tag(shop, 'VIP'), await tag(shop, 'Nuevo')]
  const ana = await create(shop, { identities: [phone('+54 9 11 5123-4567')], tagIds: [vip.id], notes: 'Sin sal' })
  const edited = await edit(shop, ana.id, 1, {
    identities: [phone('+54 9 351 512-3456'), phone('+54 9 11 5123-4567'), { kind: 'instagram', value: '@ana.ruiz' }],
    tagIds: [new1.id],
  })
  assert.equal(edited.phone, '+5493515123456')
  assert.equal(edited.notes, 'Sin sal')
  assert.deepEqual(
    edited.identities.map(({ kind, value, isPrimary }) => [kind, value, isPrimary]),
    [
      ['instagram', 'ana.ruiz', true],
      ['phone', '+5493515123456', true],
      ['phone', '+5491151234567', false],
    ],
  )
  const events = (await shop.events()).map(({ type }) => type).filter((type) => type.startsWith('crm.contact.'))
  assert.deepEqual(events, ['crm.contact.created', 'crm.contact.updated', 'crm.contact.tagged'])
  assert.equal((await edit(shop, ana.id, 2, { name: 'Ana Ruiz', tagIds: [new1.id] })).version, 2)
  const fewer = await edit(shop, ana.id, 2, { identities: [phone('+54 9 351 512-3456')] })
  assert.deepEqual(
    fewer.identities.map(({ value }) => value),
    ['+5493515123456'],
  )
  assert.equal((await create(shop, { name: 'Bruno', identities: [phone('+54 9 11 5123-4567')] })).phone, '+5491151234567')
})

test('editing what people typed leaves what channels reported', async (t) => {
  const shop = await anOrg(t)
  const { id } = await shop.run((ctx) =>
    crm.findOrCreateByIdentity(ctx, { identities: [{ kind: 'wa_id', value: '5491151234567' }], source: 'whatsapp', country: 'AR' }),
  )
  const edited = await edit(shop, id, 1, { name: 'Ana', identities: [{ kind: 'email', value: 'ana@example.com' }] })
  assert.deepEqual(
    edited.identities.map(({ kind, value }) => `${kind} ${value}`),
    ['email ana@example.com', 'wa_id 5491151234567'],
  )
  assert.equal(edited.phone, null)
})

test('contacts are found by name, phone and e-mail however they are written', async (t) => {
  const shop = await anOrg(t)
  await create(shop, { name: 'Álvaro Muñoz', identities: [phone('+54 9 11 5123-4567')] })
  await create(shop, { name: 'Beatriz Gómez', identities: [{ kind: 'email', value: 'bea.gomez@example.com' }] })
  await create(shop, { name: '100% Fiambres' })
  for (const text of ['alvaro', 'MUNOZ', 'muñoz alvaro', '5123-4567', '011 15 5123 4567'])
    assert.deepEqual(await listed(shop, { search: text }), ['Álvaro Muñoz'], text)
  assert.deepEqual(await listed(shop, { search: 'gomez@' }), ['Beatriz Gómez'])
  assert.deepEqual(await listed(shop, { search: '100%' }), ['100% Fiambres'])
  assert.deepEqual(await listed(shop, { search: "'; drop table crm.contact; --" }), [])
  assert.equal((await listed(shop, { search: '  ' })).length, 3)
})

test('lists are sorted, filtered and paged without repeating or losing anybody', async (t) => {
  const shop = await anOrg(t)
  for (const name of ['Zoe', 'álvarez', 'Amaya', 'ñandú', 'Norma']) {
    await create(shop, { name, kind: name === 'Norma' ? 'company' : 'person' })
    shop.clock.advance({ minutes: 1 })
  }
  assert.deepEqual(await listed(shop), ['Norma', 'ñandú', 'Amaya', 'álvarez', 'Zoe'])
  assert.deepEqual(await listed(shop, { sort: 'name' }), ['álvarez', 'Amaya', 'ñandú', 'Norma', 'Zoe'])
  assert.deepEqual(await listed(shop, { filter: 'kind:eq:company' }), ['Norma'])
  for (const sort of ['name', '-name', 'createdAt', '-updatedAt']) {
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({ sort, limit: 2, cursor })))
      paged.push(...page.items.map(({ name }) => name))
      cursor = page.next ?? undefined
    } while (cursor)
    assert.deepEqual(paged, await listed(shop, { sort }), sort)
  }
  assert.deepEqual(await shop.read((ctx) => contacts.count(ctx, ListContacts.parse({ filter: 'kind:eq:person' }))), { count: 4, margin: 0 })
  await assert.rejects(listed(shop, { sort: 'search_text' }), { code: 'kernel.invalid_sort' })
  await assert.rejects(listed(shop, { filter: 'org_id:eq:x' }), { code: 'kernel.invalid_filter' })
  await assert.rejects(listed(shop, { filter: 'tags:has:x' }), { code: 'kernel.invalid_filter' })
  await assert.rejects(listed(shop, { cursor: 'abc' }), { code: 'kernel.invalid_cursor' })
})

test('what many have is found newest first and a thousand times at most, what few have wherever they stand', async (t) => {
  const shop = await anOrg(t)
  await shop.run(
    (ctx) => ctx.sql`
      insert into crm.contact (id, kind, name, name_source, name_key, source, search_text, created_at, updated_at)
      select gen_random_uuid(), 'person', case n when 1 then 'Zulema' else 'Ana ' || n end, 'person', 'x', 'demo', case n when 1 then 'zulema' else 'ana ' || n end,
        ${ctx.now}::timestamptz - n * interval '1 minute', ${ctx.now} from generate_series(1, 1300) n`,
  )
  await create(shop, { name: 'Beto' })
  const found: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({ search: 'ana', sort: '-createdAt', limit: 200, cursor })))
    found.push(...page.items.map(({ name }) => name))
    if (!page.next) break
    cursor = page.next
  }
  assert.deepEqual(
    found,
    Array.from({ length: 1_000 }, (_, i) => `Ana ${i + 2}`),
  )
  assert.deepEqual(await listed(shop, { search: 'zulema' }), ['Zulema'])
  assert.deepEqual(await listed(shop, { search: 'ana 1300' }), ['Ana 1300'])
})

test('custom fields of every type are kept, filtered and cleared', async (t) => {
  const shop = await anOrg(t)
  const define = (label: string, type: string, extra: object = {}) =>
    shop.run((ctx) => fields.create(ctx, { label, type: type as never, options: [], currency: null, ...extra }))
  const options = [
    { id: 'norte', label: 'Norte' },
    { id: 'sur', label: 'Sur' },
  ]
  await define('Barrio', 'text')
  await define('Hijos', 'number')
  await define('Deuda', 'money', { currency: 'ARS' })
  await define('Cumpleaños', 'date')
  await define('Zona', 'choice', { options })
  await define('Reparto', 'multi-choice', { options })
  await define('Mayorista', 'boolean')
  await define('Vendedor', 'user')
  await define('Web', 'link')
  const seller = newId()
  const values = {
    barrio: 'Ñuñoa',
    hijos: 2.5,
    deuda: { amountMinor: 150_000, currency: 'ARS' },
    cumpleanos: '1990-05-01',
    zona: 'sur',
    reparto: ['norte', 'sur'],
    mayorista: true,
    vendedor: seller,
    web: 'https://example.com/?a=1:b',
  }
  const ana = await create(shop, { fields: values })
  await create(shop, { name: 'Bruno', fields: { hijos: 1, mayorista: false } })
  assert.deepEqual(ana.fields, values)

  const hits: [string, string[]][] = [
    ['fields.barrio:eq:nunoa', ['Ana Ruiz']],
    ['fields.hijos:gt:2', ['Ana Ruiz']],
    ['fields.hijos:lte:1', ['Bruno']],
    ['fields.deuda:gte:150000', ['Ana Ruiz']],
    ['fields.deuda:gt:150000', []],
    ['fields.cumpleanos:lt:2000-01-01', ['Ana Ruiz']],
    ['fields.zona:in:norte|sur', ['Ana Ruiz']],
    ['fields.reparto:has:norte', ['Ana Ruiz']],
    ['fields.mayorista:eq:false', ['Bruno']],
    [`fields.vendedor:eq:${seller}`, ['Ana Ruiz']],
    ['fields.vendedor:empty', ['Bruno']],
    ['fields.web:eq:https://example.com/?a=1:b', ['Ana Ruiz']],
    ['fields.web:filled', ['Ana Ruiz']],
    ['fields.zona:empty', ['Bruno']],
    ['fields.zona:filled', ['Ana Ruiz']],
    ['fields.zona:ne:sur', ['Bruno']],
  ]
  for (const [filter, names] of hits) assert.deepEqual(await listed(shop, { filter }), names, filter)
  for (const filter of [
    'fields.nada:eq:1',
    'fields.hijos:eq:dos',
    'fields.hijos:has:1',
    'fields.cumpleanos:lt:ayer',
    'fields.zona:like:s',
    'fields.__proto__:eq:1',
  ])
    await assert.rejects(listed(shop, { filter }), { code: 'kernel.invalid_filter' }, filter)

  const edited = await edit(shop, ana.id, 1, { fields: { barrio: null, hijos: 3 } })
  assert.deepEqual([edited.fields.barrio, edited.fields.hijos, edited.fields.zona], [undefined, 3, 'sur'])
  assert.deepEqual(await listed(shop, { filter: 'fields.barrio:filled' }), [])
  await assert.rejects(edit(shop, ana.id, 2, { fields: { zona: 'este' } }), {
    code: 'crm.field_invalid',
    details: { key: 'zona', label: 'Zona', reason: 'not_an_option' },
  })
  await assert.rejects(edit(shop, ana.id, 2, { fields: { nada: 1 } }), { code: 'crm.field_unknown' })
})

test('other modules read names and summaries', async (t) => {
  const shop = await anOrg(t)
  const vip = await tag(shop, 'VIP')
  const ana = await create(shop, { tagIds: [vip.id] })
  assert.deepEqual([...(await shop.read((ctx) => crm.names(ctx, [ana.id, newId()])))], [[ana.id, 'Ana Ruiz']])
  assert.deepEqual((await shop.read((ctx) => crm.summary(ctx, ana.id)))?.tags, [vip])
  assert.equal(await shop.read((ctx) => crm.summary(ctx, newId())), null)
  assert.deepEqual(await shop.read((ctx) => contacts.search(ctx, 'ruiz', 5)), [
    { id: ana.id, kind: 'contact', title: 'Ana Ruiz', subtitle: '', href: `/contactos/${ana.id}` },
  ])
})
