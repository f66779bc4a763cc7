import type { BoardQuery } from '#analytics/contract/board.ts'
import { addDays, dayIn, daysBetween, startOfDay } from '#kernel/contract/calendar-day.ts'
import { periodTooLong } from '#analytics/server/problems.ts'

/** `[from, to)` as instants, the period of the same length before it, and how its series are cut. */
export type Span = { from: string; to: string; previousFrom: string; previousTo: string; bucket: 'hour' | 'day' }

const longestDays = 400

/**
 * The days of a calendar turned into instants. A day is from midnight to midnight in the zone, so that it has 23 or 25
 * hours when the clocks change; a running day is compared with the day before up to the same moment.
 */
export function spanOf(query: BoardQuery, now: Date, zone: string): Span {
  const today = dayIn(zone, now)
  const [first, last] = daysOf(query, today)
  const days = daysBetween(first, last) + 1
  if (days > longestDays) throw periodTooLong({ days: longestDays })
  const from = new Date(startOfDay(zone, first))
  const end = new Date(startOfDay(zone, addDays(last, 1)))
  const to = last === today ? now : end
  const previousFrom = new Date(startOfDay(zone, addDays(first, -days)))
  const previousTo = to < end ? new Date(previousFrom.getTime() + (to.getTime() - from.getTime())) : from
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    previousFrom: previousFrom.toISOString(),
    previousTo: (previousTo < from ? previousTo : from).toISOString(),
    bucket: days <= 2 ? 'hour' : 'day',
  }
}

function daysOf(query: BoardQuery, today: string): [string, string] {
  switch (query.period) {
    case 'today':
      return [today, today]
    case 'yesterday':
      return [addDays(today, -1), addDays(today, -1)]
    case 'last-7-days':
      return [addDays(today, -6), today]
    case 'last-30-days':
      return [addDays(today, -29), today]
    case 'custom':
      return [query.from ?? today, query.to ?? today]
  }
}

/** Where each bar of a series begins, from the first to the one that is running. */
export function bucketsOf(span: Pick<Span, 'from' | 'to' | 'bucket'>, zone: string): string[] {
  const starts: string[] = []
  const end = Date.parse(span.to)
  if (span.bucket === 'hour') for (let at = Date.parse(span.from); at < end; at += 3_600_000) starts.push(new Date(at).toISOString())
  else
    for (let day = dayIn(zone, span.from); Date.parse(startOfDay(zone, day)) < end; day = addDays(day, 1))
      starts.push(startOfDay(zone, day))
  return starts
}
