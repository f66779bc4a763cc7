/** What is known of how something sells and how long it takes to come: per day, in any unit; days. `z`: how sure one wants to be. */
export type Demand = { perDay: number; deviation: number; leadDays: number; leadDeviation: number; z: number }

/** 95 of 100 times what is there lasts until more comes. */
export const usualZ = 1.644854

export const safetyStock = ({ perDay, deviation, leadDays, leadDeviation, z }: Demand): number =>
  z * Math.sqrt(leadDays * deviation ** 2 + perDay ** 2 * leadDeviation ** 2)

/** When to order more: what sells while it comes, and what one keeps for bad luck. */
export const reorderPoint = (demand: Demand): number => demand.perDay * demand.leadDays + safetyStock(demand)

/** So many days what is there lasts; `null`: it does not sell. */
export const daysOfCover = (available: number, perDay: number): number | null => (perDay > 0 ? available / perDay : null)

/** Mean and deviation of what was sold each day; days on which there was nothing to sell say nothing. */
export function demandOf(days: readonly number[]): { perDay: number; deviation: number } {
  if (days.length === 0) return { perDay: 0, deviation: 0 }
  const perDay = days.reduce((all, one) => all + one, 0) / days.length
  const variance = days.length < 2 ? 0 : days.reduce((all, one) => all + (one - perDay) ** 2, 0) / (days.length - 1)
  return { perDay, deviation: Math.sqrt(variance) }
}
