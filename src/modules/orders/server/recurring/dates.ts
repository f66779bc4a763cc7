import { addDays, daysBetween } from '#kernel/contract/calendar-day.ts'
import type { Rhythm } from '#orders/contract/recurring-order.ts'

const daysOf = { week: 7, two_weeks: 14 } as const

/**
 * The first date on or after `from`, counted from the first one: the 31st is the 30th in April and the 31st again in May.
 * Days are ISO 8601.
 */
export function dateFrom(rhythm: Rhythm, startsOn: string, from: string): string {
  if (from <= startsOn) return startsOn
  if (rhythm !== 'month') {
    const length = daysOf[rhythm]
    return addDays(startsOn, Math.ceil(daysBetween(startsOn, from) / length) * length)
  }
  const first = new Date(`${startsOn}T00:00:00Z`)
  const months = (Number(from.slice(0, 4)) - first.getUTCFullYear()) * 12 + Number(from.slice(5, 7)) - 1 - first.getUTCMonth()
  const there = inMonth(first, months)
  return there >= from ? there : inMonth(first, months + 1)
}

function inMonth(first: Date, later: number): string {
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth() + later]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month, Math.min(first.getUTCDate(), last))).toISOString().slice(0, 10)
}

/** The date after `on` that is not over: of what passed while nothing ran nothing is made up for. Null: it was the last one. */
export function dateAfter(
  { rhythm, startsOn, endsOn }: { rhythm: Rhythm; startsOn: string; endsOn: string | null },
  on: string,
  today: string,
) {
  const tomorrow = addDays(on, 1)
  const next = dateFrom(rhythm, startsOn, tomorrow > today ? tomorrow : today)
  return endsOn !== null && next > endsOn ? null : next
}
