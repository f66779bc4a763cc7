import { instantOf, wallOf } from '#kernel/contract/business-time.ts'

/** Clocks on the walls of a zone, as fields of date and hour write them: `2026-11-21T14:30`. */

/** What the clock shows at an instant. */
export const clockIn = (zone: string, at: Date | string): string =>
  new Date(wallOf(zone, new Date(at).getTime())).toISOString().slice(0, 16)

/** The instant at which the clock shows it; null: what is written is no such moment. */
export function instantAt(zone: string, clock: string): string | null {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(clock) ? Date.parse(`${clock.slice(0, 16)}:00Z`) : Number.NaN
  return Number.isNaN(wall) ? null : new Date(instantOf(zone, wall)).toISOString()
}
