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
