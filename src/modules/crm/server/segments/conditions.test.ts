import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { ListContacts } from '#crm/contract/contact.ts'
import { CreateSegment, SegmentTree } from '#crm/contract/segment.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as rows from '#crm/server/contacts/contacts.store.ts'
import { record as recordActivity } from '#crm/server/activities/activities.ts'
import * as segments from '#crm/server/segments/segments.ts'
import { type Given, contact, when, all, tree, segment, members, aShopWithPeople } from '#crm/server/testing/segments.ts'

const any = (...conditions: unknown[]) => ({ match: 'any', conditions })

const preview = (shop: TestOrg, given: Given, id: string | null = null) =>
  shop.run((ctx) => segments.preview(ctx, { conditions: SegmentTree.parse(tree(given)), id }))

test('each condition finds exactly whom it says', async (t) => {
  const { shop, vip, office } = await aShopWithPeople(t)
  const consent = 'consent.whatsapp.marketing'
  const everybody = ['Ana', 'Beto', 'Caro SRL', 'Dani']
  const cases: [Given, string[]][] = [
    [when('tags', 'has', [vip.id]), ['Ana', 'Beto']],
    [when('tags', 'has-all', [vip.id, office.id]), ['Ana']],
    [when('tags', 'has-none', [office.id]), ['Beto', 'Caro SRL', 'Dani']],
    [when('tags', 'empty'), ['Caro SRL', 'Dani']],
    [when('tags', 'filled'), ['Ana', 'Beto']],
    [when('kind', 'in', ['company']), ['Caro SRL']],
    [when('kind', 'not-in', ['company']), ['Ana', 'Beto', 'Dani']],
    [when('source', 'in', ['manual']), everybody],
    [when('owner', 'empty'), everybody],
    [when('owner', 'in', [newId()]), []],
    [when('name', 'contains', 'ÁN'), ['Ana', 'Dani']],
    [when('name', 'eq', 'beto'), ['Beto']],
    [when('email', 'filled'), ['Beto']],
    [when('city', 'eq', 'CÓRDOBA'), ['Dani']],
    [when('city', 'contains', 'ordo'), ['Dani']],
    [when('city', 'empty'), ['Ana', 'Beto', 'Caro SRL']],
    [when('phone', 'empty'), everybody],
    [when('createdAt', 'last-days', 1), everybody],
    [when('createdAt', 'not-last-days', 1), []],
    [when('createdAt', 'since', '2020-01-01'), everybody],
    [when('createdAt', 'before', '2020-01-01'), []],
    [when('fields.zona', 'in', ['sur', 'norte']), ['Ana', 'Beto']],
    [when('fields.zona', 'not-in', ['sur']), ['Beto', 'Caro SRL', 'Dani']],
    [when('fields.zona', 'empty'), ['Caro SRL', 'Dani']],
    [when('fields.puntos', 'gte', 7), ['Ana', 'Caro SRL']],
    [when('fields.puntos', 'lte', 7), ['Beto', 'Caro SRL']],
    [when('fields.puntos', 'eq', 3), ['Beto']],
    [when('fields.limite', 'gte', 5_000), ['Ana']],
    [when('fields.limite', 'gte', 5_001), []],
    [when('fields.gustos', 'has', ['pata']), ['Ana']],
    [when('fields.gustos', 'has-all', ['ala', 'pata']), ['Ana']],
    [when('fields.gustos', 'has-none', ['pata']), ['Beto', 'Caro SRL', 'Dani']],
    [when('fields.calle', 'contains', 'san martin'), ['Ana']],
    [when('fields.calle', 'ne', 'san martín 12'), ['Beto', 'Caro SRL', 'Dani']],
    [when('fields.socio', 'eq', false), ['Beto']],
    [when('fields.cumple', 'anniversary', 1), ['Ana']],
    [when('fields.cumple', 'before', '1990-01-01'), []],
    [when('fields.cumple', 'last-days', 30), []],
    [when(consent, 'in', ['granted']), ['Ana']],
    [when(consent, 'in', ['unknown']), ['Caro SRL', 'Dani']],
    [when(consent, 'in', ['unknown', 'denied']), ['Beto', 'Caro SRL', 'Dani']],
    [when(consent, 'not-in', ['denied']), ['Ana', 'Caro SRL', 'Dani']],
    [all(when('tags', 'has', [vip.id]), when('fields.puntos', 'lte', 5)), ['Beto']],
    [any(when('tags', 'has', [office.id]), when('fields.puntos', 'eq', 7)), ['Ana', 'Caro SRL']],
    [any(when('email', 'filled'), when('fields.puntos', 'eq', 7)), ['Beto', 'Caro SRL']],
    [
      all(
        when('kind', 'in', ['person']),
        any(when('tags', 'has', [office.id]), all(when('tags', 'empty'), when('fields.puntos', 'empty'))),
      ),
      ['Ana', 'Dani'],
    ],
  ]
  for (const [i, [conditions, names]] of cases.entries()) {
    assert.deepEqual(await preview(shop, conditions), { count: names.length, margin: 0 }, JSON.stringify(conditions))
    const made = await segment(shop, `Caso ${i}`, conditions)
    assert.deepEqual(await members(shop, made.id), names, JSON.stringify(conditions))
    const probed = await shop.read(async (ctx) =>
      rows.count(ctx, { show: 'active', filter: [], limit: 1 }, [await segments.filterCondition(ctx, [made.id], 'probe')]),
    )
    assert.equal(probed, names.length, JSON.stringify(conditions))
  }
  const inCity = (filter: string) => shop.read((ctx) => contacts.count(ctx, ListContacts.parse({ filter })))
  assert.deepEqual(
    [(await inCity('city:eq:cordoba')).count, (await inCity('city:empty')).count, (await inCity('city:filled')).count],
    [1, 3, 1],
  )
  await assert.rejects(inCity('city:has:x'), { code: 'kernel.invalid_filter' })
})

test('what contacts are to the business and what they did are conditions too; who did nothing did it zero times', async (t) => {
  const { shop, ana, beto } = await aShopWithPeople(t)
  await contact(shop, 'Eva', { relations: ['supplier', 'customer'] })
  const order = (contactId: string, source: string, amountMinor: number) =>
    shop.run((ctx) =>
      recordActivity(ctx, { contactId, kind: 'order.placed', at: ctx.now.toISOString(), source, value: { amountMinor, currency: 'ARS' } }),
    )
  await order(ana.id, 'order:1', 900_000)
  await order(ana.id, 'order:2', 300_000)
  await order(beto.id, 'order:3', 200_000)
  await shop.run((ctx) => recordActivity(ctx, { contactId: beto.id, kind: 'message.in', at: ctx.now.toISOString(), source: 'message:1' }))
  shop.clock.advance({ days: 40 })
  await order(beto.id, 'order:4', 100_000)
  const cases: [Given, number][] = [
    // Whoever orders is a customer from then on.
    [when('relations', 'has', ['customer']), 3],
    [when('relations', 'has-all', ['customer', 'supplier']), 1],
    [when('relations', 'has-none', ['supplier']), 4],
    [when('relations', 'empty'), 2],
    [when('relations', 'filled'), 3],
    [when('ordersCount', 'gte', 2), 2],
    [when('ordersCount', 'eq', 0), 3],
    [when('ordersCount', 'lte', 1), 3],
    [when('ordersCount', 'filled'), 2],
    [when('ordersCount', 'empty'), 3],
    [when('ordersTotal', 'gte', 1_000_000), 1],
    [when('lastOrderAt', 'not-last-days', 30), 1],
    [when('lastOrderAt', 'last-days', 30), 1],
    [when('lastInboundAt', 'filled'), 1],
    [when('lastInboundAt', 'last-days', 30), 0],
    [when('lifecycleStage', 'empty'), 3],
    [when('lifecycleStage', 'in', ['customer']), 2],
    [when('stageEnteredAt', 'filled'), 2],
    [when('score', 'gte', 0), 5],
    [when('score', 'gte', 100), 0],
    [when('winPercent', 'filled'), 0],
    [all(when('ordersCount', 'gte', 1), when('lastOrderAt', 'not-last-days', 30)), 1],
    [any(when('relations', 'has', ['supplier']), when('ordersTotal', 'gte', 1_000_000)), 2],
  ]
  for (const [conditions, count] of cases) assert.equal((await preview(shop, conditions)).count, count, JSON.stringify(conditions))
})

test('a segment may stand inside of another one, turned around too, and a list inside of a segment', async (t) => {
  const { shop, vip, ana, caro } = await aShopWithPeople(t)
  const vips = await segment(shop, 'VIP', when('tags', 'has', [vip.id]))
  const list = await shop.run((ctx) =>
    segments.create(ctx, CreateSegment.parse({ kind: 'static', name: 'Invitados', memberIds: [ana.id, caro.id] })),
  )
  const both = await segment(shop, 'VIP invitados', all(when('segment', 'in', [vips.id]), when('segment', 'in', [list.id])))
  const rest = await segment(shop, 'Los demás', when('segment', 'not-in', [both.id]))
  const either = await segment(shop, 'Alguno', when('segment', 'in', [vips.id, list.id]))
  assert.deepEqual(await members(shop, both.id), ['Ana'])
  assert.deepEqual(await members(shop, rest.id), ['Beto', 'Caro SRL', 'Dani'])
  assert.deepEqual(await members(shop, either.id), ['Ana', 'Beto', 'Caro SRL'])
  assert.deepEqual((await shop.read((ctx) => segments.get(ctx, { id: vips.id }))).usedBy.map(({ name }) => name).toSorted(), [
    'Alguno',
    'VIP invitados',
  ])
  await assert.rejects(
    shop.run((ctx) => segments.remove(ctx, { id: list.id })),
    { code: 'crm.segment_in_use', details: { by: 'Alguno, VIP invitados' } },
  )
})

test('a segment that refers to itself is refused with the way on which it does', async (t) => {
  const shop = await anOrg(t)
  const a = await segment(shop, 'A', when('phone', 'filled'))
  const b = await segment(shop, 'B', when('segment', 'in', [a.id]))
  const c = await segment(shop, 'C', when('segment', 'in', [b.id.toUpperCase()]))
  const change = (id: string, version: number, to: string) =>
    shop.run((ctx) => segments.update(ctx, { id, conditions: SegmentTree.parse(tree(when('segment', 'in', [to]))) }), { ifMatch: version })
  await assert.rejects(change(a.id, a.version, a.id), { code: 'crm.segment_in_circle', details: { way: 'A → A' } })
  await assert.rejects(change(a.id, a.version, c.id), { code: 'crm.segment_in_circle', details: { way: 'A → C → B → A' } })
  await assert.rejects(preview(shop, when('segment', 'not-in', [b.id]), a.id), { code: 'crm.segment_in_circle' })
  assert.deepEqual((await shop.read((ctx) => segments.get(ctx, { id: a.id }))).conditions, tree(when('phone', 'filled')), 'nothing changed')
  // Two people at once: each alone would be fine.
  const [d, e] = [await segment(shop, 'D', when('phone', 'filled')), await segment(shop, 'E', when('phone', 'filled'))]
  const saved = await Promise.allSettled([change(d.id, d.version, e.id), change(e.id, e.version, d.id)])
  assert.deepEqual(saved.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
})

test('conditions that make no sense are refused in words, and nothing is saved', async (t) => {
  const shop = await anOrg(t)
  await shop.run((ctx) => fields.create(ctx, { label: 'Puntos', key: 'puntos', type: 'number', options: [], currency: null }))
  const refused: [Given, string, string?][] = [
    [when('fields.zzz', 'filled'), 'crm.segment_term_unknown'],
    [when('__proto__', 'filled'), 'crm.segment_term_unknown'],
    [when('fields.puntos', 'gte', 'muchos'), 'crm.segment_condition_invalid', 'number'],
    [when('fields.puntos', 'gte', null), 'crm.segment_condition_invalid', 'number'],
    [when('fields.puntos', 'contains', 'x'), 'crm.segment_condition_invalid', 'operator'],
    [when('createdAt', 'since', '2026-13-41'), 'crm.segment_condition_invalid', 'day'],
    [when('createdAt', 'last-days', -1), 'crm.segment_condition_invalid', 'days'],
    [when('createdAt', 'last-days', 1e12), 'crm.segment_condition_invalid', 'days'],
    [when('tags', 'has', []), 'crm.segment_condition_invalid', 'value'],
    [when('name', 'contains', ' \u0000 '), 'crm.segment_condition_invalid', 'text'],
    [when('segment', 'in', [newId()]), 'crm.segment_gone'],
  ]
  for (const [conditions, code, reason] of refused) {
    const failed = await preview(shop, conditions).then(
      () => undefined,
      (error: { code: string; details: { reason?: string } }) => error,
    )
    assert.deepEqual([failed?.code, failed?.details?.reason], [code, reason], JSON.stringify(conditions))
    await assert.rejects(segment(shop, 'No va', conditions), { code })
  }
  assert.deepEqual((await shop.read((ctx) => segments.list(ctx))).items, [])
  await segment(shop, 'Uno', when('phone', 'filled'))
  await assert.rejects(segment(shop, 'ÚNO', when('phone', 'filled')), {
    code: 'crm.segment_name_taken',
    details: { name: 'ÚNO', issues: [{ path: 'name', message: 'Ya hay un segmento que se llama «ÚNO».' }] },
  })
})
