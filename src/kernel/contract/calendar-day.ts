import { instantOf, wallOf } from '#kernel/contract/business-time.ts'

/** Days of the calendar, `2026-11-21`, and the moments at which they begin in a zone. */

const dayMs = 86_400_000
const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const written = (moment: number): string => new Date(moment).toISOString().slice(0, 10)

/** The day that it is in the zone. */
export const dayIn = (zone: string, at: Date | string): string => written(wallOf(zone, new Date(at).getTime()))

/** The first moment of a day in the zone, as an instant; where a change of clocks skips midnight, the first one that there is. */
export const startOfDay = (zone: string, day: string): string => new Date(instantOf(zone, midnight(day))).toISOString()

/** So many days after a day; before it when negative. */
export const addDays = (day: string, days: number): string => written(midnight(day) + days * dayMs)

/** From the first to the last: one for tomorrow, zero for today. */
export const daysBetween = (first: string, last: string): number => Math.round((midnight(last) - midnight(first)) / dayMs)
