import { wilson, z95 } from '#kernel/contract/statistics.ts'
import type { Score } from '#surveys/contract/result.ts'
import { bandOf, scaleOf, type SurveyKind } from '#surveys/contract/scale.ts'

/** How many gave each score. */
export type Histogram = ReadonlyMap<number, number>

const sureFrom = 100

/** The figure of a kind with its interval of 95 %. Of nothing, and of open questions, there is none. */
export function scoreOf(kind: SurveyKind, histogram: Histogram): Score {
  const counts = { good: 0, middle: 0, bad: 0 }
  let sum = 0
  for (const [score, count] of histogram) {
    counts[bandOf(kind, score)] += count
    sum += score * count
  }
  const count = counts.good + counts.middle + counts.bad
  if (count === 0 || scaleOf(kind) === null) return { count, value: null, low: null, high: null, mean: null }
  const mean = sum / count
  if (kind === 'nps') return { count, mean, ...nps(counts.good, counts.bad, count) }
  const interval = wilson(counts.good, count)
  return { count, mean, value: counts.good / count, low: interval?.low ?? null, high: interval?.high ?? null }
}

/**
 * Promoters minus detractors, in points. With few answers the interval is the adjusted one of B. Rocks (2016): three answers
 * more, a quarter of them promoters and a quarter detractors, so that a handful of equal answers does not look certain.
 */
export function nps(promoters: number, detractors: number, count: number): { value: number; low: number; high: number } {
  const value = (100 * (promoters - detractors)) / count
  const [middle, half] =
    count < sureFrom
      ? [(100 * (promoters - detractors)) / (count + 3), z95 * npsError(promoters + 0.75, detractors + 0.75, count + 3)]
      : [value, z95 * npsError(promoters, detractors, count)]
  // Pulled towards the middle, it may leave out what was seen when everybody said the same.
  return { value, low: Math.max(-100, Math.min(value, middle - half)), high: Math.min(100, Math.max(value, middle + half)) }
}

/** The standard error of an NPS, in points. */
export function npsError(promoters: number, detractors: number, count: number): number {
  const [good, bad] = [promoters / count, detractors / count]
  return 100 * Math.sqrt((good + bad - (good - bad) ** 2) / count)
}
