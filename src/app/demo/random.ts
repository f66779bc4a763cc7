/** Numbers in [0, 1) that are the same for the same seed (mulberry32): a demo is identical wherever it is loaded. */
export type Random = () => number

export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

export function pickWeighted<T extends { weight: number }>(random: Random, list: readonly T[]): T {
  let rest = random() * list.reduce((sum, { weight }) => sum + weight, 0)
  for (const one of list) if ((rest -= one.weight) < 0) return one
  return list.at(-1) as T
}

/** Standard normal (Box–Muller). */
export const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Log-normal around a median: reply times, ticket sizes. */
export const logNormal = (random: Random, median: number, spread: number): number => median * Math.exp(normal(random) * spread)
