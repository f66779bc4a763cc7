import { addDays } from '#kernel/contract/calendar-day.ts'

/** The first day of the month that lies so many months after the one of `day`. */
export function monthAfter(day: string, months: number): string {
  const [year = 1970, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

/** The same day of the month before, or the last one that it has. */
export function sameDayLastMonth(day: string): string {
  const last = addDays(monthAfter(day, 0), -1)
  const same = `${last.slice(0, 8)}${day.slice(8)}`
  return same < last ? same : last
}
