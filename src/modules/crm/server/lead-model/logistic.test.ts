import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auc, baseRate, brier, reliability } from '#crm/server/lead-model/evaluation.ts'
import { calibrated, platt } from '#crm/server/lead-model/calibration.ts'
import { fitRidge, logOdds, matrixOf, sigmoid } from '#crm/server/lead-model/logistic.ts'

const near = (actual: number | null | undefined, expected: number, digits = 6): void =>
  assert.equal(actual?.toFixed(digits), expected.toFixed(digits))

// replied, a second number, won
const rows = [
  [1, 2.0, 1],
  [1, 1.0, 0],
  [0, 0.5, 0],
  [0, 0, 0],
  [1, 1.5, 1],
  [0, 1.0, 1],
  [0, 0.2, 0],
  [1, 0.3, 0],
  [0, 1.8, 0],
  [1, 2.2, 1],
] as const
const x = rows.map(([replied, other]) => [replied, other])
const y = rows.map(([, , won]) => won)

test('ten leads give the weights, the base rate and the quality of the reference', () => {
  const fit = fitRidge(matrixOf(x), y, 1)
  assert.ok(fit.isFitted)
  near(fit.weights.intercept, -1.775678)
  near(fit.weights.beta[0], 0.393235)
  near(fit.weights.beta[1], 1.047815)
  const p = x.map((row) => sigmoid(logOdds(fit.weights, row)))
  near(baseRate(p), 0.4)
  near(auc(y, p), 0.916667)
  near(brier(y, p), 0.146685)
})

test('a probability is the base and what each factor adds to it', () => {
  const fit = fitRidge(matrixOf(x), y, 1)
  assert.ok(fit.isFitted)
  const means = [0.5, 1.05]
  const base = logOdds(fit.weights, means)
  const adds = [1, 2.0].map((value, j) => (fit.weights.beta[j] as number) * (value - (means[j] as number)))
  near(base, -0.478855)
  near(adds[0], 0.196617)
  near(adds[1], 0.995424)
  near(sigmoid(base + (adds[0] as number) + (adds[1] as number)), 0.671105)
})

test('order and distance of probabilities are those of the reference', () => {
  const happened = [1, 0, 1, 0, 0]
  const said = [0.9, 0.8, 0.7, 0.3, 0.1]
  near(auc(happened, said), 0.833333)
  near(brier(happened, said), 0.168)
  near(auc([1, 0, 1, 0], [0.5, 0.5, 0.5, 0.5]), 0.5)
})

test('leads that can be told apart without a mistake still get finite weights', () => {
  const fit = fitRidge(matrixOf([[-2], [-1], [1], [2]]), [0, 0, 1, 1], 1)
  assert.ok(fit.isFitted)
  assert.ok(Number.isFinite(fit.weights.beta[0]) && (fit.weights.beta[0] as number) > 0)
  const weak = fitRidge(matrixOf([[-2e6], [-1e6], [1e6], [2e6]]), [0, 0, 1, 1], 1e-6)
  assert.ok(weak.isFitted && weak.weights.beta.every(Number.isFinite) && Number.isFinite(weak.weights.intercept))
})

test('constant data give the base rate and no weight', () => {
  const fit = fitRidge(matrixOf([[0], [0], [0], [0]]), [1, 0, 0, 0], 1)
  assert.ok(fit.isFitted)
  near(fit.weights.beta[0], 0)
  near(sigmoid(fit.weights.intercept), 0.25)
})

test('data that cannot be fitted are named', () => {
  assert.deepEqual(fitRidge(matrixOf([]), []), { isFitted: false, why: 'empty' })
  assert.deepEqual(fitRidge(matrixOf([[1], [2]]), [1, 1]), { isFitted: false, why: 'one_class' })
  assert.deepEqual(fitRidge(matrixOf([[1], [Number.NaN]]), [1, 0]), { isFitted: false, why: 'not_finite' })
  assert.equal(auc([1, 1], [0.2, 0.3]), null)
  assert.equal(brier([], []), null)
  assert.equal(baseRate([]), null)
})

test('every probability falls into one of ten bins, and empty bins say nothing', () => {
  const table = reliability([0, 1, 1, 0], [0, 0.99, 1, 0.25])
  assert.equal(table.length, 10)
  assert.deepEqual(
    table.map(({ count }) => count),
    [1, 0, 1, 0, 0, 0, 0, 0, 0, 2],
  )
  assert.deepEqual([table[9]?.observed, table[1]?.observed, table[1]?.meanPredicted], [1, null, null])
})

test('calibration draws in a model that is too sure, and never turns its order around', () => {
  const z = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 4 : -4))
  // Sure of 98 %, right in 70 %.
  const happened = z.map((one, i) => (i % 10 < 7 === one > 0 ? 1 : 0))
  const calibration = platt(z, happened)
  const share = baseRate(happened.filter((_, i) => (z[i] as number) > 0)) as number
  assert.ok(Math.abs(calibrated(calibration, 4) - share) < 0.02)
  assert.deepEqual(platt([1, 2, 3, 4], [1, 1, 0, 0]), { slope: 1, shift: 0 })
  assert.deepEqual(platt([1, 2], [1, 1]), { slope: 1, shift: 0 })
})
