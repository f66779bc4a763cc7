import { normal, type Random } from '#app/demo/random.ts'

export const chance = (random: Random, share: number): boolean => random() < share

/** A rate of somebody's own, of shape `shape` and scale one (G. Marsaglia, W. W. Tsang, 2000). */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * random() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(random)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** How many of what happens so often on average (D. Knuth): for small averages. */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count++
  return count
}

/** How often what stands in this place is chosen, from 0 on (s = 1.1). */
export const zipf = (place: number): number => 1 / (place + 1) ** 1.1
