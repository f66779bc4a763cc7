import { instantOf } from '#kernel/contract/business-time.ts'

const dayMs = 86_400_000

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** The moment at which a day begins in the zone. */
export const startOf = (zone: string, day: string): string => new Date(instantOf(zone, Date.parse(`${day}T00:00:00Z`))).toISOString()

/**
 * Months and days (`11-21`) from `day` on, `days` of them after it. Who was born on a 29th of February has their day on
 * the 28th of the years that lack it.
 */
export function anniversaries(day: string, days: number): string[] {
  const found = new Set<string>()
  for (let i = 0; i <= Math.min(days, 366); i++) {
    const one = addDays(day, i)
    found.add(one.slice(5))
    if (one.endsWith('-02-28') && addDays(one, 1).endsWith('-03-01')) found.add('02-29')
  }
  return [...found]
}
