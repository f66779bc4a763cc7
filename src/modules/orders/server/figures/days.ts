import { instantOf, wallOf } from '#kernel/contract/business-time.ts'
import type { Stretches } from '#orders/server/figures/counting.store.ts'

/** The day of the calendar on which an instant falls in a zone. */
export const dayIn = (instant: string, zone: string): string => new Date(wallOf(zone, Date.parse(instant))).toISOString().slice(0, 10)

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The first moment of a day in a zone. */
const startOf = (day: string, zone: string): string => new Date(instantOf(zone, Date.parse(`${day}T00:00:00Z`))).toISOString()

/** The days from one on, up to another one without it. */
export function daysFrom(from: string, before: string): string[] {
  const days: string[] = []
  for (let day = from; day < before; day = dayAfter(day, 1)) days.push(day)
  return days
}

/** Where days begin and end: 23 or 25 hours lie between when the clocks change. */
export const stretchesOf = (days: readonly string[], zone: string): Stretches => ({
  days,
  begins: days.map((day) => startOf(day, zone)),
  ends: days.map((day) => startOf(dayAfter(day, 1), zone)),
})

/** The whole days that a period touches, half-open: reports are about days, the running one ends now. */
export const daysOfPeriod = ({ from, to, zone }: { from: string; to: string; zone: string }): { from: string; before: string } => ({
  from: dayIn(from, zone),
  before: dayAfter(dayIn(new Date(Date.parse(to) - 1).toISOString(), zone), 1),
})
