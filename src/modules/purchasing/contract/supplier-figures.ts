/** Days between sending an order and having it: how many, their mean and how far they lie apart. Feeds the reorder point (L, sd_L). */
export type LeadTime = { count: number; meanDays: number; deviationDays: number }

const dayMs = 86_400_000

/** `null` until something came. Of one delivery nobody can say how reliable it is: its deviation is 0. */
export function leadTimeOf(deliveries: readonly { sentAt: string; receivedAt: string }[]): LeadTime | null {
  const days = deliveries.map(({ sentAt, receivedAt }) => Math.max(0, Date.parse(receivedAt) - Date.parse(sentAt)) / dayMs)
  if (days.length === 0) return null
  const meanDays = days.reduce((all, one) => all + one, 0) / days.length
  const spread = days.reduce((all, one) => all + (one - meanDays) ** 2, 0)
  return { count: days.length, meanDays, deviationDays: days.length < 2 ? 0 : Math.sqrt(spread / (days.length - 1)) }
}

export type PricePoint = { at: string; priceMinor: number }

/** How a price went: the last change and all of them together, in basis points of what it was; `null` where it was nothing or is the first. */
export type PriceTrend = { lastBasisPoints: number | null; sinceFirstBasisPoints: number | null; leastMinor: number; mostMinor: number }

export function priceTrendOf(history: readonly PricePoint[]): PriceTrend | null {
  const points = history.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ priceMinor }) => priceMinor)
  const last = points.at(-1)
  if (last === undefined) return null
  const change = (from: number | undefined): number | null =>
    from === undefined || from === 0 || points.length < 2 ? null : Math.round(((last - from) * 10_000) / from)
  return {
    lastBasisPoints: change(points.at(-2)),
    sinceFirstBasisPoints: change(points[0]),
    leastMinor: Math.min(...points),
    mostMinor: Math.max(...points),
  }
}
