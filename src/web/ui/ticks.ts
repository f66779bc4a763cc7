/** Four steps up from zero in round numbers (1, 2, 2.5 or 5 times a power of ten) that reach `most`. Counts stay whole. */
export function ticksOf(most: number, steps = 4): number[] {
  if (most <= steps) return Array.from({ length: steps + 1 }, (_, i) => i)
  const rough = most / steps
  const power = 10 ** Math.floor(Math.log10(rough))
  const step =
    [1, 2, 2.5, 5, 10].map((times) => times * power).find((size) => size >= rough && (power >= 10 || Number.isInteger(size))) ?? 10 * power
  return Array.from({ length: steps + 1 }, (_, i) => i * step)
}
