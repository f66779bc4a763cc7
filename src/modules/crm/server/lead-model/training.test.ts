import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LeadFacts } from '#crm/server/lead-model/features.ts'
import { predict } from '#crm/server/lead-model/prediction.ts'
import { train, type ClosedLead } from '#crm/server/lead-model/training.ts'

/** A generator with a seed (mulberry32): the same leads every time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const plain: LeadFacts = {
  response: 10,
  inbound: 2,
  price: false,
  channel: 'whatsapp',
  source: 'anuncio',
  hour: 13,
  weekday: 3,
  city: 'Córdoba',
  email: false,
  orders: 0,
  silence: null,
}

/** Leads whose outcome follows a law that the model has to find: quick answers, many messages and a price asked for win. */
function leads(count: number, seed = 7, law = 1): ClosedLead[] {
  const random = chance(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  return Array.from({ length: count }, (_, i) => {
    const facts: LeadFacts = {
      response: random() < 0.1 ? null : Math.round(Math.exp(random() * 6)),
      inbound: 1 + Math.floor(random() * 8),
      price: random() < 0.4,
      channel: pick(['whatsapp', 'whatsapp', 'whatsapp', 'web', 'instagram']),
      source: pick(['anuncio', 'recomendado', null]),
      hour: Math.floor(random() * 24),
      weekday: 1 + Math.floor(random() * 7),
      city: pick(['Córdoba', 'Villa Allende', 'Unquillo']),
      email: random() < 0.3,
      orders: random() < 0.25 ? 1 + Math.floor(random() * 4) : 0,
      silence: random() < 0.4 ? Math.floor(random() * 90) : null,
    }
    const z =
      -1 +
      law * (1.2 * Number(facts.price) + 0.9 * Math.log1p(facts.orders) + 0.5 * Math.log1p(facts.inbound)) -
      law * (facts.response === null ? 1.5 : 0.45 * Math.log1p(facts.response)) +
      law * (facts.source === 'recomendado' ? 0.8 : 0)
    const at = new Date(Date.UTC(2025, 4, 1) + i * 3_600_000).toISOString()
    return { id: String(i).padStart(8, '0'), at, won: random() < 1 / (1 + Math.exp(-z)), facts }
  })
}

test('a model that has learned passes its gate and says in words what moves a lead', () => {
  const training = train(leads(2_500))
  assert.ok(training.passes, JSON.stringify(training.checks))
  assert.ok(training.learned)
  assert.equal(training.trainingLeads + training.validationLeads, 2_500)
  assert.ok((training.auc as number) > 0.72 && (training.brier as number) < (training.baseBrier as number))
  assert.ok((training.simpleAuc as number) > 0.6 && (training.auc as number) > (training.simpleAuc as number))
  const best = predict(training.learned, { ...plain, price: true, orders: 4, response: 1, inbound: 6 })
  const worst = predict(training.learned, { ...plain, response: 400, inbound: 1 })
  assert.ok(best.pWin > 0.75 && worst.pWin < 0.2, `${best.pWin} ${worst.pWin}`)
  assert.equal(best.reasons.length, 3)
  assert.deepEqual(best.reasons.map(({ factor }) => factor).toSorted(), ['orders', 'price', 'response'])
  assert.ok(best.reasons.every(({ logOdds }) => logOdds > 0))
  assert.deepEqual(
    { ...worst.reasons[0], logOdds: Math.sign(worst.reasons[0]?.logOdds ?? 0) },
    { factor: 'response', level: null, value: 400, logOdds: -1 },
  )
})

test('what it says agrees with what happened afterwards, bin by bin', () => {
  const { reliability } = train(leads(6_000))
  const wellFilled = reliability.filter(({ count }) => count >= 60)
  assert.ok(wellFilled.length >= 4)
  for (const bin of wellFilled) assert.ok(Math.abs((bin.meanPredicted as number) - (bin.observed as number)) < 0.12, JSON.stringify(bin))
})

test('it learns from the oldest leads and is tested with the newest, however they are handed in', () => {
  const all = leads(1_000)
  const training = train(all)
  assert.equal(training.validationFrom, all[800]?.at)
  assert.deepEqual({ ...train(all.toReversed()), milliseconds: 0 }, { ...training, milliseconds: 0 })
})

test('where outcomes follow nothing, the gate says so', () => {
  const training = train(leads(3_000, 11, 0))
  assert.equal(training.passes, false)
  assert.deepEqual(
    training.checks.filter(({ passes }) => !passes).map(({ code }) => code),
    training.checks.find(({ code }) => code === 'brier')?.passes ? ['auc'] : ['auc', 'brier'],
  )
})

test('few leads, none, one outcome or always the same lead give a verdict and no NaN', () => {
  const same = leads(400).map((lead) => ({ ...lead, facts: plain }))
  const allWon = leads(400).map((lead) => ({ ...lead, won: true }))
  const apart = leads(600).map((lead) => ({ ...lead, won: lead.facts.price }))
  const odd = leads(400).map((lead) => ({ ...lead, facts: { ...lead.facts, inbound: Number.NaN, response: Infinity } }))
  for (const [name, closed, failing] of [
    ['none', [], ['won', 'lost', 'positives', 'auc', 'brier']],
    ['few', leads(60), ['won', 'lost', 'positives']],
    ['the same', same, ['auc', 'brier']],
    ['all won', allWon, ['lost', 'auc', 'brier']],
    ['told apart', apart, []],
    ['not numbers', odd, []],
  ] as const) {
    const training = train(closed)
    const failed = training.checks.filter(({ passes }) => !passes).map(({ code }) => code as string)
    for (const code of failing) assert.ok(failed.includes(code), `${name}: ${code}`)
    assert.equal(training.passes, failed.length === 0, name)
    assert.doesNotMatch(
      JSON.stringify(training, (_, value: unknown) => (Number.isNaN(value) ? 'NaN' : value)),
      /NaN/,
      name,
    )
    if (training.learned) assert.ok(Number.isFinite(predict(training.learned, plain).pWin), name)
  }
  assert.ok(train(apart).passes)
})

test('with few won leads the factors that say least are left out, so that the rest may be learned', () => {
  const training = train(leads(700))
  assert.ok(training.leftOut.some(({ factor, why }) => factor === 'weekday' && why === 'few'))
  assert.ok(!training.leftOut.some(({ factor }) => factor === 'price'))
  assert.ok(training.checks.find(({ code }) => code === 'positives')?.passes)
})

test('levels of fewer than twenty leads share a bucket, and one never seen before counts as the average', () => {
  const closed = leads(1_500).map((lead, i) => ({
    ...lead,
    facts: { ...lead.facts, city: i % 100 === 0 ? `Pueblo ${i}` : lead.facts.city },
  }))
  const { learned, weights } = train(closed)
  assert.ok(learned)
  assert.ok(!weights.some(({ level }) => level?.startsWith('Pueblo')))
  assert.ok(learned.columns.some((column) => column.kind === 'level' && column.factor === 'city' && column.level === '*'))
  const channel = predict(learned, { ...plain, channel: 'telegrama' }).reasons.find(({ factor }) => factor === 'channel')
  assert.equal(channel, undefined)
})

test('twenty thousand leads are learned', () => {
  assert.ok(train(leads(20_000)).passes)
})
