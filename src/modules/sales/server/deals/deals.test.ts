import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import type { TestOrg } from '#kernel/testing/org.ts'
import { aShop, only } from '#conversations/server/testing/stage.ts'
import { actions } from '#sales/server/deals/actions.ts'
import type { DealCard, DealStageEvent } from '#sales/contract/deal.ts'
import { type Given, aSeller, make, put, order, contact } from '#sales/server/testing/seller.ts'

const edit = (shop: TestOrg, id: string, version: number, changes: Given) =>
  shop.http.patch(`/deals/${id}`, changes, { headers: { 'if-match': `"${version}"` } })

const steps = async (shop: TestOrg, id: string): Promise<[string | null, string, string | null][]> =>
  (await shop.http.get(`/deals/${id}/history`)).body.items.map(({ fromName, toName, actorName }: DealStageEvent) => [
    fromName,
    toName,
    actorName,
  ])

test('a deal begins on top of the first stage, belongs to whoever made it and is in the history and on the record', async (t) => {
  const { shop, pipeline, fresh } = await aSeller(t)
  const marta = await contact(shop, 'Marta')
  await make(shop, { title: 'Primera' })
  const lines = [{ description: 'Viandas', quantityMilli: 1500, unitPriceMinor: 1000, currency: 'ARS' }]
  const made = await shop.http.post('/deals', { contactId: marta, lines, nextStep: 'Llamar' })
  assert.deepEqual(
    [made.status, made.body.title, made.body.stageId, made.body.ownerId, made.body.amountMinor, made.body.currency],
    [200, 'Marta', fresh.id, shop.actor.id, 1500, 'ARS'],
  )
  assert.deepEqual(await order(shop, pipeline.id, fresh.id), ['Marta', 'Primera'])
  assert.deepEqual(await steps(shop, made.body.id), [[null, 'Nuevo', 'Julia Lucero']])
  const timeline = (await shop.http.get(`/contacts/${marta}/timeline`)).body.items
  assert.deepEqual([timeline[0].kind, timeline[0].href], ['sales.deal-made', `/embudos/${pipeline.id}?oportunidad=${made.body.id}`])
})

test('a card stands where it was put, whoever is between meanwhile, and a neighbour that left is passed over', async (t) => {
  const { shop, pipeline, fresh, qualified } = await aSeller(t)
  const [c, b, a] = [await make(shop, { title: 'C' }), await make(shop, { title: 'B' }), await make(shop, { title: 'A' })]
  await put(shop, a.id, fresh.id, { afterId: b.id, beforeId: c.id })
  assert.deepEqual(await order(shop, pipeline.id, fresh.id), ['B', 'A', 'C'])
  await put(shop, b.id, fresh.id, { afterId: c.id })
  assert.deepEqual(await order(shop, pipeline.id, fresh.id), ['A', 'C', 'B'])
  await put(shop, b.id, fresh.id, { beforeId: c.id })
  assert.deepEqual(await order(shop, pipeline.id, fresh.id), ['A', 'B', 'C'])
  await put(shop, a.id, qualified.id)
  await put(shop, c.id, fresh.id, { afterId: a.id, beforeId: newId() })
  assert.deepEqual(await order(shop, pipeline.id, fresh.id), ['C', 'B'])
  assert.deepEqual(await steps(shop, c.id), [[null, 'Nuevo', 'Julia Lucero']], 'another place is no other stage')
})

test('a stage lets nobody in who lacks what it asks for, and names all of it', async (t) => {
  const { shop, pipeline, qualified } = await aSeller(t)
  const requiredFields = ['amount', 'expectedClose', 'nextStep', 'contact', 'products']
  const stages = pipeline.stages.map((stage) => (stage.id === qualified.id ? { ...stage, requiredFields } : stage))
  const saved = await shop.http.put(
    `/pipelines/${pipeline.id}`,
    { ...pipeline, stages },
    { headers: { 'if-match': `"${pipeline.version}"` } },
  )
  assert.equal(saved.status, 200)
  const deal = await make(shop, { title: 'Fiesta', amountMinor: 100 })
  const refused = await put(shop, deal.id, qualified.id)
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.details.fields],
    [422, 'sales.fields_missing', 'expectedClose,nextStep,contact,products'],
  )
  assert.match(refused.body.title, /la fecha estimada de cierre, el próximo paso, el contacto y los productos/)
  assert.equal((await steps(shop, deal.id)).length, 1)
  assert.equal((await shop.http.post('/deals', { title: 'Otra', stageId: qualified.id })).body.code, 'sales.fields_missing')
  const lines = [{ description: 'Torta', quantityMilli: 1000, unitPriceMinor: 5, currency: 'ARS' }]
  const filled = { expectedClose: '2026-12-01', nextStep: 'Visitar', contactId: await contact(shop, 'Ana'), lines }
  assert.equal((await edit(shop, deal.id, 1, filled)).status, 200)
  assert.equal((await put(shop, deal.id, qualified.id)).status, 200)
})

test('where open deals always say what comes next, none begins, goes on or stays without it', async (t) => {
  const { shop, pipeline, fresh, qualified, won } = await aSeller(t)
  const old = await make(shop, { title: 'De antes' })
  const { id, version, archivedAt: _archived, ...rest } = pipeline
  const saved = await shop.http.put(`/pipelines/${id}`, { ...rest, asksNextStep: true }, { headers: { 'if-match': `"${version}"` } })
  assert.equal(saved.body.asksNextStep, true)
  const refused = await shop.http.post('/deals', { title: 'Sin paso' })
  assert.deepEqual([refused.status, refused.body.code, refused.body.details.fields], [422, 'sales.fields_missing', 'nextStep'])
  const made = await make(shop, { title: 'Con paso', nextStep: 'Llamar' })
  assert.equal((await put(shop, old.id, qualified.id)).body.code, 'sales.fields_missing')
  const moved = (await put(shop, made.id, qualified.id)).body
  const erased = await edit(shop, made.id, moved.version, { nextStep: null })
  assert.deepEqual([erased.status, erased.body.code], [422, 'sales.deal_step_needed'])
  assert.equal((await edit(shop, made.id, moved.version, { nextStep: 'Visitar' })).body.nextStep, 'Visitar')
  // What stood there before may be put right in other ways, and be closed.
  assert.equal((await edit(shop, old.id, 1, { title: 'Otra' })).status, 200)
  assert.deepEqual(await order(shop, id, fresh.id), ['Otra'])
  assert.equal((await put(shop, old.id, won.id)).status, 200)
})

test('a deal is lost for a reason, and when it is open again it is as if it had not been closed, but for its history', async (t) => {
  const { shop, negotiation, won, lost } = await aSeller(t)
  const buyer = await contact(shop, 'Compradora')
  const deal = await make(shop, { title: 'Fiesta', contactId: buyer, amountMinor: 9_500_00 })
  const standing = async () => (await shop.http.get(`/contacts/${buyer}/standing`)).body
  await put(shop, deal.id, negotiation.id)
  await shop.settle()
  assert.deepEqual(
    [(await standing()).state, (await standing()).reasons[0].code, (await standing()).stage],
    ['en_negociacion', 'deal', 'opportunity'],
  )
  assert.equal((await put(shop, deal.id, lost.id)).body.code, 'sales.lost_reason_missing')
  assert.equal((await put(shop, deal.id, lost.id, { lostReasonId: newId() })).body.code, 'sales.lost_reason_unknown')
  const reason = (await shop.http.get('/lost-reasons')).body.items[0]
  const gone = await shop.http.put(`/deals/${deal.id}/outcome`, { outcome: 'lost', lostReasonId: reason.id, lostNote: 'Muy caro' })
  assert.deepEqual([gone.body.stageId, gone.body.lostReasonId, gone.body.lostNote], [lost.id, reason.id, 'Muy caro'])
  assert.ok(gone.body.closedAt)
  await shop.settle()
  assert.equal((await standing()).state, 'nuevo')
  const again = await shop.http.put(`/deals/${deal.id}/outcome`, { outcome: 'open' })
  assert.deepEqual(
    [again.body.stageId, again.body.closedAt, again.body.lostReasonId, again.body.lostNote],
    [negotiation.id, null, null, null],
  )
  await shop.http.put(`/deals/${deal.id}/outcome`, { outcome: 'won' })
  assert.equal((await put(shop, deal.id, won.id)).status, 200)
  await shop.settle()
  assert.deepEqual([(await standing()).state, (await standing()).stage], ['nuevo', 'customer'])
  await shop.http.put(`/deals/${deal.id}/outcome`, { outcome: 'open' })
  await shop.settle()
  assert.equal((await standing()).state, 'en_negociacion')
  assert.deepEqual(
    (await steps(shop, deal.id)).map(([, to]) => to),
    ['Negociación', 'Ganado', 'Negociación', 'Perdido', 'Negociación', 'Nuevo'],
  )
  const told = (await shop.events()).map(({ type }) => type).filter((type) => /^sales\.deal\.(won|lost|reopened)$/.test(type))
  assert.deepEqual(told, ['sales.deal.lost', 'sales.deal.reopened', 'sales.deal.won', 'sales.deal.reopened'])
})

test('of two who edit one deal the second is told; of two who drag it both are in the history and the last one counts', async (t) => {
  const { shop, qualified, proposal } = await aSeller(t)
  const deal = await make(shop, { title: 'Fiesta' })
  const beto = shop.as({ name: 'Beto', permissions: ['sales.read-deals', 'sales.write-deals'] })
  assert.equal((await edit(shop, deal.id, 1, { title: 'Fiesta de 15' })).status, 200)
  const late = await edit(shop, deal.id, 1, { title: 'Otra' })
  assert.deepEqual([late.status, late.body.code], [409, 'kernel.changed_meanwhile'])
  const both = await Promise.all([put(shop, deal.id, qualified.id), put(beto, deal.id, proposal.id)])
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  )
  const told = await steps(shop, deal.id)
  assert.equal(told.length, 3)
  assert.deepEqual(
    told
      .map(([, , actor]) => actor)
      .slice(0, 2)
      .toSorted(),
    ['Beto', 'Julia Lucero'],
  )
  assert.equal(told[0]?.[0], told[1]?.[1], 'the second went on from where the first had put it')
  const stands = (await shop.http.get(`/deals/${deal.id}`)).body
  assert.equal(stands.stageId, told[0]?.[1] === 'Calificado' ? qualified.id : proposal.id)
})

test('many are moved at once in their order, all or none', async (t) => {
  const { shop, pipeline, fresh, qualified, lost } = await aSeller(t)
  const [a, b, c] = [await make(shop, { title: 'A' }), await make(shop, { title: 'B' }), await make(shop, { title: 'C' })]
  await put(shop, c.id, qualified.id)
  const none = await shop.http.post('/deal-moves', { dealIds: [a.id, newId()], stageId: qualified.id })
  assert.deepEqual([none.status, none.body.code], [422, 'sales.deal_unknown'])
  assert.equal((await shop.http.post('/deal-moves', { dealIds: [a.id], stageId: lost.id })).body.code, 'sales.lost_reason_missing')
  assert.deepEqual(await order(shop, pipeline.id, fresh.id), ['B', 'A'])
  const all = await shop.http.post('/deal-moves', { dealIds: [a.id, c.id, b.id], stageId: qualified.id })
  assert.deepEqual([all.status, all.body.items.length], [200, 3])
  assert.deepEqual(await order(shop, pipeline.id, qualified.id), ['A', 'B', 'C'])
})

test('a stage whose keys grew too long gets short ones again, in the same order', async (t) => {
  const { shop, pipeline, fresh } = await aSeller(t)
  const [last, first] = [await make(shop, { title: 'Último' }), await make(shop, { title: 'Primero' })]
  const between = [await make(shop, { title: 'X' }), await make(shop, { title: 'Y' })] as const
  for (let i = 0; i < 250; i++) {
    const [moving, other] = i % 2 ? between : [between[1], between[0]]
    await put(shop, moving.id, fresh.id, i === 0 ? { afterId: first.id, beforeId: last.id } : { beforeId: other.id, afterId: first.id })
  }
  const keys = async () =>
    ((await shop.http.get(`/pipelines/${pipeline.id}/board`)).body.cards as DealCard[]).map(({ rankKey }) => rankKey.length)
  assert.ok(Math.max(...(await keys())) > 40, 'one gap has become narrow')
  const before = await order(shop, pipeline.id, fresh.id)
  await shop.settle()
  assert.ok(Math.max(...(await keys())) < 10)
  assert.deepEqual(await order(shop, pipeline.id, fresh.id), before)
})

test('a deal waits in the queue for its next step, for being too long in its stage, and for nobody once it is closed', async (t) => {
  const { shop } = await aSeller(t)
  const waiting = async () => (await shop.http.get('/attention-items')).body.items.map(({ title }: { title: string }) => title)
  const inDays = (days: number) => new Date(shop.clock.now().getTime() + days * 86_400_000).toISOString()
  const [soon, slow] = [
    await make(shop, { title: 'Con paso', nextStep: 'Llamar', nextStepAt: inDays(3) }),
    await make(shop, { title: 'Quieta' }),
  ]
  assert.deepEqual(await waiting(), [])
  shop.clock.advance({ hours: 49 })
  assert.deepEqual(await waiting(), ['Con paso'])
  shop.clock.advance({ hours: 24 * 5 + 1 })
  assert.deepEqual((await waiting()).toSorted(), ['Con paso', 'Quieta'])
  await edit(shop, soon.id, 1, { nextStep: null })
  await shop.http.put(`/deals/${slow.id}/outcome`, { outcome: 'won' })
  assert.deepEqual(await waiting(), ['Con paso'], 'it is still too long in its stage')
  await shop.http.put(`/deals/${soon.id}/archival`, { isArchived: true })
  assert.deepEqual(await waiting(), [])
})

test('bad input is refused in words and changes nothing', async (t) => {
  const { shop, pipeline } = await aSeller(t)
  const other = await aSeller(t)
  const cases: [Given, string][] = [
    [{}, 'sales.deal_title_missing'],
    [{ title: 'x'.repeat(201) }, 'kernel.invalid_input'],
    [{ title: 'x', amountMinor: -1 }, 'kernel.invalid_input'],
    [{ title: 'x', currency: 'XXX' }, 'kernel.invalid_input'],
    [{ title: 'x', expectedClose: '2026-02-30' }, 'kernel.invalid_input'],
    [{ title: 'x', nextStepAt: '2026-12-01T12:00:00.000Z' }, 'sales.deal_step_missing'],
    [{ title: 'x', contactId: await contact(other.shop, 'Ajena') }, 'sales.deal_contact_unknown'],
    [{ title: 'x', ownerId: newId() }, 'sales.deal_owner_unknown'],
    [{ title: 'x', brandId: newId() }, 'sales.deal_brand_unknown'],
    [{ title: 'x', pipelineId: other.pipeline.id }, 'sales.pipeline_unknown'],
    [{ title: 'x', stageId: other.fresh.id }, 'sales.stage_unknown'],
    [{ title: 'x', pipelineId: pipeline.id, stageId: other.fresh.id }, 'sales.stage_unknown'],
  ]
  for (const [body, code] of cases) {
    const answer = await shop.http.post('/deals', body)
    assert.deepEqual([answer.status, answer.body.code], [422, code], JSON.stringify(body))
  }
  assert.deepEqual((await shop.http.get('/deals')).body.items, [])
  assert.equal((await shop.http.post('/deals', { title: 'x', conversationId: newId() })).status, 404)
})

test('a bot opens a deal about its conversation, once, in the stage that its flow names; a stage that is gone is refused', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: '5491155550101', text: 'Quiero treinta viandas' })
  const { id: conversationId, contactId } = only(await shop.list())
  const action = only(actions)
  const stages = await shop.read(async (ctx) => action.fields.find(({ name }) => name === 'stage')?.choices?.(ctx))
  const stage = stages?.find(({ label }) => label.endsWith('Calificado'))?.value ?? ''
  const act = (input: Record<string, string>) => shop.run((ctx) => action.run(ctx, input, { contactId, conversationId }))
  const first = await act({ title: 'Viandas', amount: '45.000', stage })
  assert.deepEqual(await act({ title: 'Otra vez' }), first, 'the conversation has one open already')
  const [deal, ...others] = (await shop.http.get(`/deals?conversationId=${conversationId}`)).body.items as DealCard[]
  assert.deepEqual([deal?.id, deal?.title, deal?.amountMinor, deal?.stageId, others], [first['deal'], 'Viandas', 45_000_00, stage, []])
  await assert.rejects(
    shop.run((ctx) => action.run(ctx, { stage: newId() }, { contactId, conversationId: null })),
    { code: 'sales.stage_unknown' },
  )
})

test('deals that are written to a file at eleven at night bear the day of the shop', async (t) => {
  const { shop } = await aSeller(t)
  shop.clock.set('2026-12-01T02:00:00.000Z')
  assert.equal((await shop.http.post('/deal-files', { format: 'csv' })).status, 200)
  const names = await shop.read((ctx) => ctx.sql<{ name: string }>`select name from kernel.file`)
  assert.match(names[0]?.name ?? '', / 2026-11-30\.csv$/)
})
