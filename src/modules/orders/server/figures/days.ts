import { addDays, dayIn, startOfDay } from '#kernel/contract/calendar-day.ts'
import type { Stretches } from '#orders/server/figures/counting.store.ts'

/** The days from one on, up to another one without it. */
export function daysFrom(from: string, before: string): string[] {
  const days: string[] = []
  for (let day = from; day < before; day = addDays(day, 1)) days.push(day)
  return days
}

/** Where days begin and end: 23 or 25 hours lie between when the clocks change. */
export const stretchesOf = (days: readonly string[], zone: string): Stretches => ({
  days,
  begins: days.map((day) => startOfDay(zone, day)),
  ends: days.map((day) => startOfDay(zone, addDays(day, 1))),
})

/** The whole days that a period touches, half-open: reports are about days, the running one ends now. */
export const daysOfPeriod = ({ from, to, zone }: { from: string; to: string; zone: string }): { from: string; before: string } => ({
  from: dayIn(zone, from),
  before: addDays(dayIn(zone, new Date(Date.parse(to) - 1)), 1),
})
