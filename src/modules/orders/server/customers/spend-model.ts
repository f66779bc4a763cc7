import { lnGamma } from '#orders/server/customers/special-functions.ts'
import { lowest } from '#orders/server/customers/simplex.ts'

/**
 * How much customers spend when they buy (gamma-gamma: P. Fader, B. Hardie, 2005): around an average of their own, which
 * has to do neither with how often they buy nor with when they stop.
 */
export type SpendModel = { p: number; q: number; v: number }
/** `average` of so many purchases. */
export type Spending = { repeats: number; average: number }
export type CountedSpending = Spending & { count: number }

export function logLikelihood({ p, q, v }: SpendModel, all: readonly CountedSpending[]): number {
  const lnQ = lnGamma(q)
  const lnV = Math.log(v)
  return all.reduce((sum, { repeats: x, average: m, count }) => {
    const one =
      lnGamma(p * x + q) -
      lnGamma(p * x) -
      lnQ +
      q * lnV +
      (p * x - 1) * Math.log(m) +
      p * x * Math.log(x) -
      (p * x + q) * Math.log(x * m + v)
    return sum + count * one
  }, 0)
}

/** What somebody is expected to spend each time; of nobody's purchases what everybody does. */
export const expectedSpend = ({ p, q, v }: SpendModel, { repeats: x, average: m }: Spending): number =>
  x === 0 ? (p * v) / (q - 1) : (p * (v + x * m)) / (p * x + q - 1)

const fewCustomers = 500
const holdBack = 0.002

/** The most likely model of who bought more than once; `undefined` where it has no average. */
export function fitSpending(all: readonly CountedSpending[]): SpendModel | undefined {
  const customers = all.reduce((sum, { count }) => sum + count, 0)
  if (customers === 0) return undefined
  const scale = all.reduce((sum, { average, count }) => sum + average * count, 0) / customers
  const scaled = all.map((one) => ({ ...one, average: one.average / scale }))
  const penalty = customers < fewCustomers ? holdBack : 0
  const modelOf = ([p = 0, q = 0, v = 0]: readonly number[]): SpendModel => ({ p: Math.exp(p), q: Math.exp(q), v: Math.exp(v) })
  const cost = (at: readonly number[]): number =>
    -logLikelihood(modelOf(at), scaled) / customers + penalty * at.reduce((sum, value) => sum + value * value, 0)
  const { p, q, v } = modelOf(lowest(cost, [1.2, 1.2, 0]))
  return q > 1 ? { p, q, v: v * scale } : undefined
}
