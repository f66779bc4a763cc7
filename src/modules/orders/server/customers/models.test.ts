import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lifetimeValue } from '#orders/server/customers/lifetime-value.ts'
import * as buying from '#orders/server/customers/purchase-model.ts'
import { rankScores, ranked, rfmScores, segmentOf } from '#orders/server/customers/rfm.ts'
import { hypergeometric, lnGamma } from '#orders/server/customers/special-functions.ts'
import * as spending from '#orders/server/customers/spend-model.ts'

const near = (value: number, expected: number, digits: number): void =>
  assert.ok(Math.abs(value - expected) <= 0.5 * 10 ** -digits, `${value} is not ${expected}`)

/** Fader and Hardie's tenth of the customers of CDNOW, in weeks. */
const cdnow = { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425754 }
const cdnowSpend = { p: 6.2488, q: 3.7446, v: 15.4477 }

test('ten customers score as their ranks say, and equal values alike', () => {
  const all: [number, number, number][] = [
    [3, 12, 5400],
    [10, 8, 3100],
    [40, 1, 200],
    [95, 2, 450],
    [7, 1, 300],
    [200, 9, 4100],
    [15, 4, 1500],
    [60, 5, 2000],
    [120, 1, 150],
    [30, 3, 900],
  ]
  const scores = ranked(all.map(([days, orders, amountMinor]) => ({ days, orders, amountMinor })))
  assert.deepEqual(
    scores.map(({ recency, frequency, monetary }) => `${recency}${frequency}${monetary}`),
    ['555', '444', '311', '222', '512', '155', '433', '244', '111', '333'],
  )
  assert.deepEqual(
    scores.map((one, i) => segmentOf(one, all[i]?.[1] ?? 0)),
    ['champions', 'champions', 'needs-attention', 'about-to-sleep', 'new', 'cant-lose', 'potential', 'cant-lose', 'lost', 'potential'],
  )
  assert.deepEqual(rankScores([1, 1, 1], 'higher'), [1, 1, 1])
})

test('of few customers scores go by what is usual in the line of business', () => {
  const all = [
    { days: 5, orders: 12, amountMinor: 120_000 },
    { days: 100, orders: 1, amountMinor: 10_000 },
  ]
  const digits = (line: string | null) => rfmScores(all, line).map(({ recency, frequency, monetary }) => [recency, frequency, monetary])
  assert.deepEqual(digits('food'), [
    [5, 5, 5],
    [2, 1, 1],
  ])
  assert.deepEqual(digits('technology'), [
    [5, 5, 5],
    [3, 1, 1],
  ])
})

test('the functions behind it are those of the tables', () => {
  near(lnGamma(0.5), Math.log(Math.sqrt(Math.PI)), 12)
  near(lnGamma(11), Math.log(3_628_800), 10)
  near(hypergeometric(1, 1, 2, 0.5), 2 * Math.log(2), 12)
  near(hypergeometric(0.5, 1, 1.5, 0.9 ** 2), Math.atanh(0.9) / 0.9, 11)
})

test('who still buys and how often, as Fader and Hardie published it', () => {
  const one = { repeats: 2, recency: 30.43, age: 38.86 }
  near(buying.expectedPurchases(cdnow, one, 39), 1.2259, 4)
  near(buying.aliveProbability(cdnow, one), 0.72661, 5)
  near(buying.expectedPurchases(cdnow, { repeats: 26, recency: 30.86, age: 31 }, 1), 0.710623, 6)
  near(buying.aliveProbability(cdnow, { repeats: 1, recency: 1.71, age: 38.86 }), 0.21223, 5)
  assert.equal(buying.aliveProbability(cdnow, { repeats: 0, recency: 0, age: 38.86 }), 1)
  const newcomers: [number, number][] = [
    [0.1429, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.8571, 1.0405],
    [32, 1.0437],
  ]
  for (const [weeks, expected] of newcomers) near(buying.expectedOfNewcomer(cdnow, weeks), expected, 4)
  near(buying.expectedOfNewcomer(cdnow, 78), 1.858, 3)
  const rounded = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
  near(buying.chanceOfRepeats(rounded, 39, 0), 0.5737864, 7)
  near(buying.chanceOfRepeats(rounded, 2, 10) * 1e7, 1.07869, 5)
})

test('how much they spend each time', () => {
  const cases: [number, number, number][] = [
    [2, 22.35, 24.659],
    [1, 11.77, 18.912],
    [7, 73.74, 71.463],
    [0, 0, 35.171],
  ]
  for (const [repeats, average, expected] of cases) near(spending.expectedSpend(cdnowSpend, { repeats, average }), expected, 2)
})

test('a year is worth 36.28, 283.52 and 8.34: months are counted in weeks, and not in days', () => {
  const valueOf = (repeats: number, recency: number, average: number): number =>
    lifetimeValue(cdnow, { repeats, recency, age: 38.86 }, spending.expectedSpend(cdnowSpend, { repeats, average }))
  near(valueOf(2, 30.43, 22.35), 36.28, 2)
  near(valueOf(7, 29.43, 73.74), 283.52, 1)
  near(valueOf(0, 0, 0), 8.34, 2)
})

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
const normal = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
/** G. Marsaglia, W. W. Tsang, 2000. */
function gamma(random: () => number, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(random)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

test('a model is found again in what its customers did, and nothing near it is likelier', () => {
  const random = randomOf(7)
  const truth = { r: 0.9, alpha: 4, a: 1.4, b: 3.2 }
  const histories = Array.from({ length: 6_000 }, (): buying.CountedHistory => {
    const age = 20 + random() * 50
    const rate = gamma(random, truth.r) / truth.alpha
    const first = gamma(random, truth.a)
    const leaving = first / (first + gamma(random, truth.b))
    let [at, repeats, recency] = [0, 0, 0]
    for (;;) {
      at -= Math.log(1 - random()) / rate
      if (at > age) break
      repeats++
      recency = at
      if (random() < leaving) break
    }
    return { repeats, recency, age, count: 1 }
  })
  const found = buying.fitPurchases(histories)
  const best = buying.logLikelihood(found, histories)
  assert.ok(best >= buying.logLikelihood(truth, histories), 'the truth is not likelier than what was found')
  assert.ok(best - buying.logLikelihood(truth, histories) < 8, 'nor much less')
  for (const name of ['r', 'alpha', 'a', 'b'] as const)
    for (const factor of [0.99, 1.01])
      assert.ok(buying.logLikelihood({ ...found, [name]: found[name] * factor }, histories) < best, `${name} by ${factor}`)
  const twice = histories.slice(0, 3000).map((one) => ({ ...one, count: 2 }))
  const both = histories.slice(0, 3000).flatMap((one) => [one, one])
  near(buying.logLikelihood(found, twice) / 1e6, buying.logLikelihood(found, both) / 1e6, 9)
})

test('what customers spend is found again too, whatever the money is worth', () => {
  const random = randomOf(11)
  const truth = { p: 5, q: 4, v: 30_000 }
  const all = Array.from({ length: 4_000 }, () => {
    const repeats = 1 + Math.floor(random() * 6)
    const scale = gamma(random, truth.q) / truth.v
    return { repeats, average: gamma(random, truth.p * repeats) / scale / repeats, count: 1 }
  })
  const found = spending.fitSpending(all)
  assert.ok(found)
  assert.ok(spending.logLikelihood(found, all) >= spending.logLikelihood(truth, all))
  const mean = (model: spending.SpendModel): number => spending.expectedSpend(model, { repeats: 0, average: 0 })
  assert.ok(Math.abs(mean(found) / mean(truth) - 1) < 0.05, `${mean(found)} against ${mean(truth)}`)
  assert.equal(spending.fitSpending([]), undefined)
})
