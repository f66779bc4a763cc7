import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { DealCard, DealStageEvent } from '#sales/contract/deal.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import * as deals from '#sales/server/deals/deals.store.ts'
import { keyBetween } from '#sales/server/deals/rank.ts'
import * as ranks from '#sales/server/deals/ranks.store.ts'

type Given = Record<string, unknown>
const usual = async (shop: TestOrg): Promise<Pipeline> => (await shop.http.get('/pipelines')).body.items[0]
const save = (shop: TestOrg, pipeline: Pipeline, change: Given) =>
  shop.http.put(`/pipelines/${pipeline.id}`, { ...pipeline, ...change }, { headers: { 'if-match': `"${pipeline.version}"` } })
const make = async (shop: TestOrg, given: Given): Promise<DealCard> => (await shop.http.post('/deals', given)).body
const cards = async (shop: TestOrg, id: string): Promise<DealCard[]> => (await shop.http.get(`/pipelines/${id}/board`)).body.cards

test('a new organization has the usual pipeline and the usual reasons, and no other one does', async (t) => {
  const [shop, other] = [await anOrg(t), await anOrg(t)]
  const pipeline = await usual(shop)
  assert.deepEqual(
    pipeline.stages.map(({ name, kind, probability }) => [name, kind, probability]),
    [
      ['Nuevo', 'open', 10],
      ['Calificado', 'open', 35],
      ['Propuesta enviada', 'proposal', 60],
      ['Negociación', 'negotiation', 80],
      ['Ganado', 'won', 100],
      ['Perdido', 'lost', 0],
    ],
  )
  assert.equal((await shop.http.get('/lost-reasons')).body.items.length, 5)
  assert.equal((await other.http.get(`/pipelines/${pipeline.id}/board`)).status, 404)
})

test('a pipeline is written as a whole, and of two who write it the second is told', async (t) => {
  const shop = await anOrg(t)
  const pipeline = await usual(shop)
  const stages = [{ name: 'Contacto', kind: 'open', probability: 5 }, ...pipeline.stages.toReversed()]
  const saved = await save(shop, pipeline, { name: 'Mayoristas', stages })
  assert.deepEqual([saved.status, saved.body.name, saved.body.stages.length], [200, 'Mayoristas', 7])
  assert.deepEqual(
    saved.body.stages.slice(0, 2).map(({ name }: { name: string }) => name),
    ['Contacto', 'Perdido'],
  )
  assert.equal(saved.body.stages[1].probability, 0)
  assert.equal((await save(shop, pipeline, { name: 'Otro' })).body.code, 'kernel.changed_meanwhile')
})

test('a stage with deals goes only when it is told where they go, and they keep their order and their history', async (t) => {
  const shop = await anOrg(t)
  const pipeline = await usual(shop)
  const [fresh, qualified] = pipeline.stages as [Pipeline['stages'][number], Pipeline['stages'][number]]
  const there = await make(shop, { title: 'Ya estaba', stageId: qualified.id })
  for (const title of ['B', 'A']) await make(shop, { title })
  const stages = pipeline.stages.filter(({ id }) => id !== fresh.id)
  const refused = await save(shop, pipeline, { stages })
  assert.deepEqual([refused.status, refused.body.code], [409, 'sales.stage_has_deals'])
  assert.match(refused.body.title, /“Nuevo” hay 2 oportunidades/)
  assert.equal((await usual(shop)).stages.length, 6, 'nothing has changed')
  const closing = pipeline.stages.find(({ kind }) => kind === 'won')
  const wrong = await save(shop, pipeline, { stages, remaps: [{ stageId: fresh.id, toStageId: closing?.id }] })
  assert.equal(wrong.body.code, 'sales.stage_kind_fixed')
  assert.equal(
    (await save(shop, pipeline, { stages, remaps: [{ stageId: fresh.id, toStageId: newId() }] })).body.code,
    'sales.stage_unknown',
  )
  assert.equal((await save(shop, pipeline, { stages, remaps: [{ stageId: fresh.id, toStageId: qualified.id }] })).status, 200)
  const standing = (await cards(shop, pipeline.id)).toSorted((a, b) => (a.rankKey < b.rankKey ? -1 : 1))
  assert.deepEqual(
    standing.map(({ title, stageId }) => [title, stageId]),
    ['Ya estaba', 'A', 'B'].map((title) => [title, qualified.id]),
  )
  const moved = standing[1] ?? there
  const told = (await shop.http.get(`/deals/${moved.id}/history`)).body.items as DealStageEvent[]
  assert.deepEqual(
    told.map(({ fromName, toName }) => [fromName, toName]),
    [
      ['Nuevo', 'Calificado'],
      [null, 'Nuevo'],
    ],
  )
})

test('a pipeline wins and loses in exactly one stage each, and a stage with deals does not change sides', async (t) => {
  const shop = await anOrg(t)
  const pipeline = await usual(shop)
  const without = (kind: string) => pipeline.stages.filter((stage) => stage.kind !== kind)
  assert.equal((await save(shop, pipeline, { stages: without('won') })).body.code, 'sales.pipeline_stages')
  assert.equal(
    (await save(shop, pipeline, { stages: [...pipeline.stages, { name: 'Otro', kind: 'lost' }] })).body.code,
    'sales.pipeline_stages',
  )
  await make(shop, { title: 'Una' })
  const turned = pipeline.stages.map((stage, at) =>
    at === 0 ? { ...stage, kind: 'won' } : stage.kind === 'won' ? { ...stage, kind: 'open' } : stage,
  )
  assert.equal((await save(shop, pipeline, { stages: turned })).body.code, 'sales.stage_kind_fixed')
  assert.equal((await shop.http.put(`/pipelines/${pipeline.id}/archival`, { isArchived: true })).body.code, 'sales.pipeline_has_deals')
})

test('other patience of a stage moves when its deals wait for somebody', async (t) => {
  const shop = await anOrg(t)
  const pipeline = await usual(shop)
  await make(shop, { title: 'Quieta' })
  shop.clock.advance({ hours: 25 })
  const waiting = async () => (await shop.http.get('/attention-items')).body.items.length
  assert.equal(await waiting(), 0)
  await save(shop, pipeline, { stages: pipeline.stages.map((stage, at) => (at === 0 ? { ...stage, rottingDays: 1 } : stage)) })
  await shop.settle()
  assert.equal(await waiting(), 1)
})

test('64 who put deals into one gap of a stage at once all find a place of their own, and every step is in the history', async (t) => {
  const shop = await anOrg(t)
  const pipeline = await usual(shop)
  const [fresh, qualified] = pipeline.stages as [Pipeline['stages'][number], Pipeline['stages'][number]]
  const [lower, upper] = [
    await make(shop, { title: 'Abajo', stageId: qualified.id }),
    await make(shop, { title: 'Arriba', stageId: qualified.id }),
  ]
  const all: DealCard[] = []
  for (let i = 0; i < 64; i++) all.push(await make(shop, { title: `Carta ${i}` }))
  // Half of them are dragged twice at once, there and back: the last one wins, and nobody waits for ever.
  const answers = await Promise.all(
    all.flatMap(({ id }, i) => [
      shop.http.put(`/deals/${id}/place`, { stageId: qualified.id, afterId: upper.id, beforeId: lower.id }),
      ...(i % 2 ? [shop.http.put(`/deals/${id}/place`, { stageId: fresh.id, afterId: all[(i + 1) % 64]?.id })] : []),
    ]),
  )
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  const now = await cards(shop, pipeline.id)
  assert.equal(now.length, 66)
  assert.equal(new Set(now.map(({ stageId, rankKey }) => `${stageId} ${rankKey}`)).size, 66)
  const keys = now
    .filter(({ stageId }) => stageId === qualified.id)
    .map(({ rankKey }) => rankKey)
    .toSorted()
  const keyOf = (id: string) => now.find((card) => card.id === id)?.rankKey
  assert.deepEqual([keys[0], keys.at(-1)], [keyOf(upper.id), keyOf(lower.id)])
  for (const { id, stageId } of now.filter(({ title }) => title.startsWith('Carta'))) {
    const told = (await shop.http.get(`/deals/${id}/history`)).body.items as DealStageEvent[]
    assert.equal(told[0]?.toStageId, stageId)
    for (const [at, step] of told.entries()) assert.equal(step.fromStageId, told[at + 1]?.toStageId ?? null, 'no step is missing')
  }
})

test('control: whoever does not hold the stage takes a place that somebody else has', async (t) => {
  const shop = await anOrg(t)
  const pipeline = await usual(shop)
  const [, qualified] = pipeline.stages as [Pipeline['stages'][number], Pipeline['stages'][number]]
  const all: DealCard[] = []
  for (let i = 0; i < 16; i++) all.push(await make(shop, { title: `Carta ${i}` }))
  const outcomes = await Promise.allSettled(
    all.map(({ id }) =>
      shop.run(async (ctx) => {
        const key = keyBetween(null, await ranks.firstAfter(ctx, qualified.id, null, [id]))
        await new Promise((resolve) => setTimeout(resolve, 20))
        const row = await deals.find(ctx, id)
        if (row) await deals.update(ctx, { ...row, stageId: qualified.id, rankKey: key })
      }),
    ),
  )
  assert.ok(outcomes.some(({ status }) => status === 'rejected'))
})

test('a reason that is named twice is written once, as it was named last', async (t) => {
  const shop = await anOrg(t)
  await usual(shop)
  const { items, version } = (await shop.http.get('/lost-reasons')).body
  const all = [...items, { ...items[0], name: 'Precio' }].map(({ id, name }: { id: string; name: string }) => ({ id, name }))
  const answer = await shop.http.put('/lost-reasons', { items: all }, { headers: { 'if-match': `"${version}"` } })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  assert.deepEqual([answer.body.items.length, answer.body.items[0].name], [items.length, 'Precio'])
})

test('of two who write what deals are lost for one is told, and no reason of the other is lost', async (t) => {
  const shop = await anOrg(t)
  await usual(shop)
  const { items, version } = (await shop.http.get('/lost-reasons')).body
  const add = (name: string) =>
    shop.http.put(
      '/lost-reasons',
      { items: [...items.map(({ id, name: same }: { id: string; name: string }) => ({ id, name: same })), { name }] },
      { headers: { 'if-match': `"${version}"` } },
    )
  const answers = await Promise.all([add('Se mudó'), add('Ya compró')])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  const saved = (await shop.http.get('/lost-reasons')).body
  assert.deepEqual(saved, answers.find(({ status }) => status === 200)?.body)
  assert.equal(saved.items.length, 6)
})
