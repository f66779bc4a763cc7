import { hypergeometric, lnBeta, lnGamma } from '#orders/server/customers/special-functions.ts'
import { lowest } from '#orders/server/customers/simplex.ts'

/**
 * When customers buy and when they stop (BG/NBD: P. Fader, B. Hardie, K. L. Lee, 2005). Each buys at a rate of their own
 * (gamma: `r`, `alpha`) until, after a purchase, they may be gone for good (beta: `a`, `b`). Everything is in weeks.
 */
export type PurchaseModel = { r: number; alpha: number; a: number; b: number }

/** `repeats`: days with a purchase after the first one. `recency`: weeks from the first to the last. `age`: weeks since the first. */
export type PurchaseHistory = { repeats: number; recency: number; age: number }
/** So many customers have the same one. */
export type CountedHistory = PurchaseHistory & { count: number }

export function logLikelihood({ r, alpha, a, b }: PurchaseModel, histories: readonly CountedHistory[]): number {
  const most = histories.reduce((all, { repeats }) => Math.max(all, repeats), 0)
  const [lnR, lnRAlpha, lnB] = [lnGamma(r), r * Math.log(alpha), lnGamma(b)]
  const lnAB = lnGamma(a + b)
  const constant = Array.from(
    { length: most + 1 },
    (_, x) => lnGamma(r + x) - lnR + lnRAlpha + lnAB + lnGamma(b + x) - lnB - lnGamma(a + b + x),
  )
  const lnA = Math.log(a)
  let sum = 0
  for (const { repeats: x, recency, age, count } of histories) {
    const alive = -(r + x) * Math.log(alpha + age)
    const gone = x > 0 ? lnA - Math.log(b + x - 1) - (r + x) * Math.log(alpha + recency) : -Infinity
    sum += count * ((constant[x] ?? 0) + lnSum(alive, gone))
  }
  return sum
}

const lnSum = (one: number, other: number): number => {
  const high = Math.max(one, other)
  return high + Math.log(Math.exp(one - high) + Math.exp(other - high))
}

/** The chance that somebody still buys. */
export function aliveProbability({ r, alpha, a, b }: PurchaseModel, { repeats: x, recency, age }: PurchaseHistory): number {
  if (x === 0) return 1
  return 1 / (1 + (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x))
}

/** How many more purchases are expected of somebody within so many weeks. */
export function expectedPurchases(model: PurchaseModel, history: PurchaseHistory, weeks: number): number {
  const { r, alpha, a, b } = model
  const { repeats: x, age } = history
  const share = ((alpha + age) / (alpha + age + weeks)) ** (r + x)
  const series = hypergeometric(r + x, b + x, a + b + x - 1, weeks / (alpha + age + weeks))
  return ((a + b + x - 1) / (a - 1)) * (1 - share * series) * aliveProbability(model, history)
}

/** How many repeat purchases are expected of somebody new within so many weeks. */
export function expectedOfNewcomer({ r, alpha, a, b }: PurchaseModel, weeks: number): number {
  const share = (alpha / (alpha + weeks)) ** r
  return ((a + b - 1) / (a - 1)) * (1 - share * hypergeometric(r, b, a + b - 1, weeks / (alpha + weeks)))
}

/** The chance that somebody new makes exactly so many repeat purchases within so many weeks. */
export function chanceOfRepeats({ r, alpha, a, b }: PurchaseModel, weeks: number, x: number): number {
  const none = alpha / (alpha + weeks)
  const some = weeks / (alpha + weeks)
  const poisson = (j: number): number => Math.exp(lnGamma(r + j) - lnGamma(r) - lnGamma(j + 1) + r * Math.log(none)) * some ** j
  const staying = Math.exp(lnBeta(a, b + x) - lnBeta(a, b)) * poisson(x)
  if (x === 0) return staying
  const fewer = Array.from({ length: x }, (_, j) => poisson(j)).reduce((sum, one) => sum + one, 0)
  return staying + Math.exp(lnBeta(a + 1, b + x - 1) - lnBeta(a, b)) * (1 - fewer)
}

/** Fewer customers than this leave the model room to run away: it is held back a little. */
const fewCustomers = 500
const holdBack = 0.002

/** The most likely model of these histories. */
export function fitPurchases(histories: readonly CountedHistory[]): PurchaseModel {
  const customers = histories.reduce((sum, { count }) => sum + count, 0)
  const weeks = histories.reduce((sum, { age, count }) => sum + age * count, 0) / customers
  const penalty = customers < fewCustomers ? holdBack : 0
  const modelOf = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): PurchaseModel => ({
    r: Math.exp(r),
    alpha: Math.exp(alpha),
    a: Math.exp(a),
    b: Math.exp(b),
  })
  const cost = (at: readonly number[]): number =>
    -logLikelihood(modelOf(at), histories) / customers + penalty * at.reduce((sum, value, i) => sum + (i === 1 ? 0 : value * value), 0)
  return modelOf(lowest(cost, [-0.7, Math.log(Math.max(0.1, weeks / 5)), -0.3, 0.7]))
}
