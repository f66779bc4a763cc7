import { instantOf } from '#kernel/contract/business-time.ts'

/** The first day of the month that lies so many months after the one of `day`. */
export function monthAfter(day: string, months: number): string {
  const [year = 1970, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The first moment of a day in a zone. */
export const startOf = (day: string, zone: string): string => new Date(instantOf(zone, Date.parse(`${day}T00:00:00Z`))).toISOString()

/** The same day of the month before, or the last one that it has. */
export function sameDayLastMonth(day: string): string {
  const last = dayAfter(monthAfter(day, 0), -1)
  const same = `${last.slice(0, 8)}${day.slice(8)}`
  return same < last ? same : last
}
