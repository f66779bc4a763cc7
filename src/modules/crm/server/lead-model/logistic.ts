/** Rows of features, one after the other. Pure: shared by the request's process and the training thread. */
export type Matrix = { rows: number; columns: number; values: Float64Array }

/** Weights in log-odds. `intercept` is not penalised. */
export type Weights = { intercept: number; beta: number[] }
export type Fit = { isFitted: true; weights: Weights; iterations: number } | { isFitted: false; why: 'empty' | 'one_class' | 'not_finite' }

const mostIterations = 60
const smallestStep = 1e-9

export const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)))

export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0
  return { rows: rows.length, columns, values: Float64Array.from(rows.flat()) }
}

/** Log-odds of one row. */
export function logOdds({ intercept, beta }: Weights, row: ArrayLike<number>): number {
  let z = intercept
  for (let j = 0; j < beta.length; j++) z += (beta[j] as number) * (row[j] as number)
  return z
}

/**
 * Minimises `-LL + (lambda / 2) * sum(beta^2)` by Newton's method (iteratively reweighted least squares). A step that makes
 * it worse is halved, and the penalty keeps the weights finite where the classes can be told apart without a mistake.
 * Data that cannot be fitted are named instead of answered with NaN.
 */
export function fitRidge(x: Matrix, y: ArrayLike<number>, lambda = 1): Fit {
  if (x.rows === 0) return { isFitted: false, why: 'empty' }
  const won = sum(y, x.rows)
  if (won === 0 || won === x.rows) return { isFitted: false, why: 'one_class' }
  if (!x.values.every(Number.isFinite)) return { isFitted: false, why: 'not_finite' }
  const size = x.columns + 1
  // The base rate is a better start than 0.5: fewer steps, and none that overshoots.
  let weights = new Float64Array(size)
  weights[0] = Math.log(won / (x.rows - won))
  let loss = lossOf(x, y, weights, lambda)
  for (let iteration = 1; iteration <= mostIterations; iteration++) {
    const { gradient, hessian } = slopes(x, y, weights, lambda)
    const step = solve(hessian, gradient, size)
    let scale = 1
    let next = weights
    let nextLoss = Infinity
    while (scale > 1e-6) {
      next = weights.map((weight, j) => weight - scale * (step[j] as number))
      nextLoss = lossOf(x, y, next, lambda)
      if (nextLoss <= loss) break
      scale /= 2
    }
    if (!(nextLoss <= loss)) return fitted(weights, iteration)
    weights = next
    loss = nextLoss
    if (step.every((one) => Math.abs(one) * scale < smallestStep)) return fitted(weights, iteration)
  }
  return fitted(weights, mostIterations)
}

const fitted = (weights: Float64Array, iterations: number): Fit => ({
  isFitted: true,
  weights: { intercept: weights[0] as number, beta: [...weights.subarray(1)] },
  iterations,
})

const sum = (y: ArrayLike<number>, rows: number): number => {
  let total = 0
  for (let i = 0; i < rows; i++) total += y[i] as number
  return total
}

function oddsOf(x: Matrix, weights: Float64Array, i: number): number {
  const start = i * x.columns
  let z = weights[0] as number
  for (let j = 0; j < x.columns; j++) z += (weights[j + 1] as number) * (x.values[start + j] as number)
  return z
}

function lossOf(x: Matrix, y: ArrayLike<number>, weights: Float64Array, lambda: number): number {
  let loss = 0
  for (let i = 0; i < x.rows; i++) {
    const z = oddsOf(x, weights, i)
    // log(1 + e^z) without overflow.
    loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - (y[i] as number) * z
  }
  for (let j = 1; j < weights.length; j++) loss += (lambda / 2) * (weights[j] as number) ** 2
  return loss
}

function slopes(x: Matrix, y: ArrayLike<number>, weights: Float64Array, lambda: number): { gradient: Float64Array; hessian: Float64Array } {
  const size = x.columns + 1
  const gradient = new Float64Array(size)
  const hessian = new Float64Array(size * size)
  const row = new Float64Array(size)
  row[0] = 1
  for (let i = 0; i < x.rows; i++) {
    row.set(x.values.subarray(i * x.columns, (i + 1) * x.columns), 1)
    const p = sigmoid(oddsOf(x, weights, i))
    const miss = p - (y[i] as number)
    const curve = p * (1 - p)
    for (let j = 0; j < size; j++) {
      const value = row[j] as number
      // One-hot columns are mostly zero: skipping them halves the work.
      if (value === 0) continue
      gradient[j] = (gradient[j] as number) + miss * value
      const scaled = curve * value
      const start = j * size
      for (let k = 0; k <= j; k++) hessian[start + k] = (hessian[start + k] as number) + scaled * (row[k] as number)
    }
  }
  for (let j = 1; j < size; j++) {
    gradient[j] = (gradient[j] as number) + lambda * (weights[j] as number)
    hessian[j * size + j] = (hessian[j * size + j] as number) + lambda
  }
  return { gradient, hessian }
}

/** `A s = b` for a symmetric positive definite `A` (lower half filled), by Cholesky. */
function solve(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const low = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i * size + j] as number
      for (let k = 0; k < j; k++) rest -= (low[i * size + k] as number) * (low[j * size + k] as number)
      // A direction without any curvature (probabilities at 0 or 1) gets a tiny one instead of a division by zero.
      low[i * size + j] = i === j ? Math.sqrt(Math.max(rest, 1e-10)) : rest / (low[j * size + j] as number)
    }
  }
  const step = Float64Array.from(b)
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) step[i] = (step[i] as number) - (low[i * size + k] as number) * (step[k] as number)
    step[i] = (step[i] as number) / (low[i * size + i] as number)
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) step[i] = (step[i] as number) - (low[k * size + i] as number) * (step[k] as number)
    step[i] = (step[i] as number) / (low[i * size + i] as number)
  }
  return step
}
