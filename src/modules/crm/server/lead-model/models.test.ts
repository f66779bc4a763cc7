import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { ActivityKind } from '#crm/contract/activity.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import * as activities from '#crm/server/activities/activities.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as cases from '#crm/server/lead-model/cases.ts'
import * as caseStore from '#crm/server/lead-model/cases.store.ts'
import * as models from '#crm/server/lead-model/models.ts'
import * as predictions from '#crm/server/lead-model/predictions.store.ts'
import * as scores from '#crm/server/scoring/scores.ts'

const hourMs = 3_600_000
let facts = 0

const iso = (ms: number): string => new Date(ms).toISOString()
const createContacts = (shop: TestOrg, count: number): Promise<string[]> =>
  shop.run(async (ctx) => {
    const ids: string[] = []
    for (let i = 0; i < count; i++) ids.push((await contacts.create(ctx, CreateContact.parse({ name: `Cliente ${i}` }))).id)
    return ids
  })
const activity = (contactId: string, kind: ActivityKind, at: number) => ({ contactId, kind, at: iso(at), source: `fact:${++facts}` })

/** Leads whose outcome follows what was known a day after they came: those answered soon who asked for the price buy. */
async function history(shop: TestOrg, count: number, isLawful = true): Promise<void> {
  const now = shop.clock.now().getTime()
  const ids = await createContacts(shop, 60)
  const made = Array.from({ length: count }, (_, i) => {
    const openedAt = now - (count - i) * 30 * hourMs - 48 * hourMs
    const asks = (i * 7) % 5 < 2
    const minutes = (i * 37) % 11 < 5 ? 4 : 300
    const luck = ((i * 7919) % 1000) / 1000
    const won = luck < (isLawful ? 0.12 + (asks ? 0.4 : 0) + (minutes < 10 ? 0.35 : 0) : 0.4)
    return { leadId: crypto.randomUUID(), contactId: ids[i % ids.length] as string, openedAt, asks, minutes, won }
  })
  await shop.run(async (ctx) => {
    await activities.recordAll(
      ctx,
      made.flatMap(({ contactId, openedAt, asks, minutes }) => [
        activity(contactId, 'message.in', openedAt),
        activity(contactId, 'message.out', openedAt + minutes * 60_000),
        ...(asks ? [activity(contactId, 'intent.price', openedAt + hourMs)] : []),
      ]),
      { isPast: true },
    )
    await cases.open(
      ctx,
      made.map((one) => ({ ...one, openedAt: iso(one.openedAt), channel: 'whatsapp', source: 'anuncio' })),
    )
    await cases.close(
      ctx,
      made.map(({ leadId, openedAt, won }) => ({ leadId, at: iso(openedAt + 26 * hourMs), won })),
    )
  })
}

async function trained(shop: TestOrg) {
  await shop.run((ctx) => models.train(ctx))
  await shop.settle()
  const { items, isTraining } = await shop.read((ctx) => models.list(ctx))
  assert.equal(isTraining, false)
  assert.ok(items[0])
  return shop.read((ctx) => models.get(ctx, { id: items[0]?.id ?? '' }))
}

test('a model learns from closed leads, and every open lead then shows its chance with reasons', async (t) => {
  const shop = await anOrg(t)
  await history(shop, 420)
  const model = await trained(shop)
  assert.ok(model.passes && model.isActive, JSON.stringify(model.checks))
  assert.deepEqual([model.version, model.leads, model.trainedBy, model.reliability.length], [1, 420, 'Julia Lucero', 10])

  const [warm = '', cold = ''] = await createContacts(shop, 2)
  const now = shop.clock.now().getTime()
  const [warmLead, coldLead] = [crypto.randomUUID(), crypto.randomUUID()]
  const opened = (leadId: string, contactId: string) => ({ leadId, contactId, openedAt: iso(now), channel: 'whatsapp', source: 'anuncio' })
  await shop.run((ctx) => cases.open(ctx, [opened(warmLead, warm), opened(coldLead, cold)]))
  await shop.run((ctx) => activities.recordAll(ctx, [activity(warm, 'message.in', now), activity(cold, 'message.in', now)]))
  shop.clock.advance({ minutes: 3 })
  await shop.run((ctx) =>
    activities.recordAll(ctx, [activity(warm, 'message.out', now + 120_000), activity(warm, 'intent.price', now + 150_000)]),
  )
  const [one, other] = [await shop.read((ctx) => scores.get(ctx, { id: warm })), await shop.read((ctx) => scores.get(ctx, { id: cold }))]
  assert.ok((one.pWin ?? 0) > 0.6 && (other.pWin ?? 1) < 0.45, `${one.pWin} ${other.pWin}`)
  assert.ok(one.winReasons.some(({ factor, level, logOdds }) => factor === 'price' && level === 'yes' && logOdds > 0))
  assert.equal(one.modelVersion, 1)

  // A day later it is decided: what happens afterwards, and a newer version, leave what was said then as it was.
  shop.clock.advance({ hours: 25 })
  await shop.run(async (ctx) => ctx.enqueue(cases.decideLeads, {}))
  await shop.settle()
  const decided = await shop.read((ctx) => predictions.of(ctx, coldLead))
  await shop.run((ctx) => activities.record(ctx, activity(cold, 'intent.price', now + 25 * hourMs)))
  await history(shop, 80)
  assert.equal((await trained(shop)).version, 2)
  const later = await shop.read((ctx) => predictions.of(ctx, coldLead))
  assert.deepEqual(later[0], { ...decided[0], isFinal: true })
  assert.deepEqual(
    later.map(({ version, isFinal }) => [version, isFinal]),
    [
      [1, true],
      [2, true],
    ],
  )

  await shop.run((ctx) => cases.close(ctx, [{ leadId: warmLead, at: shop.clock.now().toISOString(), won: true }]))
  assert.equal((await shop.read((ctx) => scores.get(ctx, { id: warm }))).pWin, null, 'nothing is said of who has no open lead')
})

test('what happened after the decision is unknown to the model', async (t) => {
  const shop = await anOrg(t)
  const [id = ''] = await createContacts(shop, 1)
  const start = shop.clock.now().getTime() - 72 * hourMs
  const leadId = crypto.randomUUID()
  await shop.run(async (ctx) => {
    await cases.open(ctx, [{ leadId, contactId: id, openedAt: iso(start), channel: 'whatsapp', source: null }])
    await activities.recordAll(ctx, [
      activity(id, 'order.placed', start - 240 * hourMs),
      activity(id, 'message.in', start),
      activity(id, 'message.in', start + 3 * hourMs),
      activity(id, 'message.out', start + 30 * hourMs),
      activity(id, 'message.in', start + 31 * hourMs),
      activity(id, 'intent.price', start + 31 * hourMs),
    ])
    await cases.close(ctx, [{ leadId, at: iso(start + 50 * hourMs), won: true }])
  })
  const [kept] = await shop.run((ctx) => caseStore.lock(ctx, [leadId]))
  assert.deepEqual(kept?.decidedAt, iso(start + 24 * hourMs))
  const { hour: _hour, weekday: _weekday, ...known } = kept?.facts ?? ({} as never)
  assert.deepEqual(known, {
    channel: 'whatsapp',
    source: null,
    city: null,
    response: null,
    inbound: 2,
    price: false,
    email: false,
    orders: 1,
    silence: 10,
  })
})

test('a model that fails its gate is kept and said so, and no chance is shown', async (t) => {
  const shop = await anOrg(t)
  await history(shop, 420)
  assert.ok((await trained(shop)).isActive)
  const [id = ''] = await createContacts(shop, 1)
  const lead = { leadId: crypto.randomUUID(), contactId: id, openedAt: shop.clock.now().toISOString(), channel: 'whatsapp', source: null }
  await shop.run((ctx) => cases.open(ctx, [lead]))
  assert.notEqual((await shop.read((ctx) => scores.get(ctx, { id }))).pWin, null)
  shop.clock.advance({ hours: 24 * 400 })
  await history(shop, 300, false)
  const model = await trained(shop)
  assert.deepEqual([model.passes, model.isActive], [false, false])
  assert.ok(model.checks.some(({ code, passes }) => code === 'auc' && !passes))
  assert.equal((await shop.read((ctx) => scores.get(ctx, { id }))).pWin, null)
  assert.deepEqual(
    (await shop.read((ctx) => models.list(ctx))).items.map(({ isActive }) => isActive),
    [false, false],
  )
})

test('without any closed lead a schedule leaves nothing, and whoever asks is told', async (t) => {
  const shop = await anOrg(t)
  await shop.run(async (ctx) => ctx.enqueue(models.trainLeadModel, {}))
  await shop.settle()
  assert.deepEqual(await shop.read((ctx) => models.list(ctx)), { items: [], isTraining: false })
  const model = await trained(shop)
  assert.deepEqual([model.passes, model.leads, model.auc], [false, 0, null])
  await assert.rejects(
    shop.read((ctx) => models.get(ctx, { id: crypto.randomUUID() })),
    { code: 'crm.lead_model_not_found' },
  )
})
