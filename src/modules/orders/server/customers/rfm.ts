import { segments, type RfmScores, type RfmSegment } from '#orders/contract/rfm.ts'

/** What somebody bought within the window: days since the last time, how often, for how much. */
export type Bought = { days: number; orders: number; amountMinor: number }

/** Fewer customers than this say too little about each other. */
export const fewCustomers = 50

/** 1 to 5: as many fifths of all are strictly worse. Equal values have equal scores. */
export function rankScores(values: readonly number[], better: 'lower' | 'higher'): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  const placeByValue = new Map<number, { below: number; above: number }>()
  sorted.forEach((value, i) => {
    const place = placeByValue.get(value)
    placeByValue.set(value, { below: place?.below ?? i, above: sorted.length - 1 - i })
  })
  return values.map((value) => {
    const { below = 0, above = 0 } = placeByValue.get(value) ?? {}
    return 1 + Math.floor((5 * (better === 'higher' ? below : above)) / values.length)
  })
}

/**
 * Where there are few customers: from which value on a score is given. Amounts are multiples of what an order usually
 * comes to. What is eaten is bought by the week, other things by the season.
 */
const cutOffs = {
  often: { days: [14, 30, 60, 120], orders: [12, 6, 3, 2], tickets: [12, 6, 3, 1.5] },
  seldom: { days: [45, 90, 180, 270], orders: [6, 4, 3, 2], tickets: [6, 4, 2, 1.2] },
} as const

const boughtOften: ReadonlySet<string> = new Set(['food', 'retail', 'beauty'])

const cutScore = (cuts: readonly number[], reaches: (cut: number) => boolean): number => {
  const at = cuts.findIndex(reaches)
  return at < 0 ? 1 : 5 - at
}

/** Scores of everybody who bought within the window, in their order. */
export function rfmScores(all: readonly Bought[], lineOfBusiness: string | null): RfmScores[] {
  if (all.length >= fewCustomers) return ranked(all)
  const cuts = lineOfBusiness === null || boughtOften.has(lineOfBusiness) ? cutOffs.often : cutOffs.seldom
  const orders = all.reduce((sum, one) => sum + one.orders, 0)
  const ticket = orders === 0 ? 0 : all.reduce((sum, { amountMinor }) => sum + amountMinor, 0) / orders
  return all.map((one) => ({
    recency: cutScore(cuts.days, (cut) => one.days <= cut),
    frequency: cutScore(cuts.orders, (cut) => one.orders >= cut),
    monetary: cutScore(cuts.tickets, (cut) => one.amountMinor >= cut * ticket),
  }))
}

export function ranked(all: readonly Bought[]): RfmScores[] {
  const recency = rankScores(
    all.map(({ days }) => days),
    'lower',
  )
  const frequency = rankScores(
    all.map(({ orders }) => orders),
    'higher',
  )
  const monetary = rankScores(
    all.map(({ amountMinor }) => amountMinor),
    'higher',
  )
  return all.map((_, i) => ({ recency: recency[i] ?? 1, frequency: frequency[i] ?? 1, monetary: monetary[i] ?? 1 }))
}

/** The first one that is met. */
export const segmentOf = (scores: RfmScores, orders: number): RfmSegment =>
  segments.find(
    ({ recency = [1, 5], frequency = [1, 5], monetary = [1, 5], orders: only }) =>
      within(scores.recency, recency) &&
      within(scores.frequency, frequency) &&
      within(scores.monetary, monetary) &&
      (only === undefined || only === orders),
  )?.code ?? 'potential'

const within = (score: number, [least, most]: readonly [number, number]): boolean => score >= least && score <= most
