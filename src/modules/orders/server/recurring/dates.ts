import type { Rhythm } from '#orders/contract/recurring-order.ts'

const dayMs = 86_400_000
const daysBetween = { week: 7, two_weeks: 14 } as const

/** A day as a moment in UTC and back: days have no zone of their own. */
const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const daysFrom = (day: string, days: number): string => dayOf(msOf(day) + days * dayMs)

/**
 * The first date on or after `from`, counted from the first one: the 31st is the 30th in April and the 31st again in May.
 * Days are ISO 8601.
 */
export function dateFrom(rhythm: Rhythm, startsOn: string, from: string): string {
  if (from <= startsOn) return startsOn
  if (rhythm !== 'month') {
    const length = daysBetween[rhythm] * dayMs
    return dayOf(msOf(startsOn) + Math.ceil((msOf(from) - msOf(startsOn)) / length) * length)
  }
  const first = new Date(msOf(startsOn))
  const months = (Number(from.slice(0, 4)) - first.getUTCFullYear()) * 12 + Number(from.slice(5, 7)) - 1 - first.getUTCMonth()
  const there = inMonth(first, months)
  return there >= from ? there : inMonth(first, months + 1)
}

function inMonth(first: Date, later: number): string {
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth() + later]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return dayOf(Date.UTC(year, month, Math.min(first.getUTCDate(), last)))
}

/** The date after `on` that is not over: of what passed while nothing ran nothing is made up for. Null: it was the last one. */
export function dateAfter(
  { rhythm, startsOn, endsOn }: { rhythm: Rhythm; startsOn: string; endsOn: string | null },
  on: string,
  today: string,
) {
  const tomorrow = daysFrom(on, 1)
  const next = dateFrom(rhythm, startsOn, tomorrow > today ? tomorrow : today)
  return endsOn !== null && next > endsOn ? null : next
}
