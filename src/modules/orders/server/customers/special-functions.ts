/** Natural logarithm of the gamma function, for positive arguments (C. Lanczos, 1964, with g = 7 and nine terms): to about fifteen digits. */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x)
  const y = x - 1
  const sum = lanczos.reduce((all, term, i) => (i === 0 ? term : all + term / (y + i)), 0)
  const base = y + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(base) - base + Math.log(sum)
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

export const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b)

const smallest = 1e-14
const mostTerms = 200_000

/** Gauss's hypergeometric function 2F1(a, b; c; z) by its series, for positive arguments and z in [0, 1). */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let n = 0; n < mostTerms; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    sum += term
    if (Math.abs(term) < smallest * Math.abs(sum)) break
  }
  return sum
}
