import type { BoardQuery } from '#analytics/contract/board.ts'
import { periodTooLong } from '#analytics/server/problems.ts'

/** `[from, to)` as instants, the period of the same length before it, and how its series are cut. */
export type Span = { from: string; to: string; previousFrom: string; previousTo: string; bucket: 'hour' | 'day' }

const longestDays = 400

/**
 * The days of a calendar turned into instants. A day is from midnight to midnight in the zone, so that it has 23 or 25
 * hours when the clocks change; a running day is compared with the day before up to the same moment.
 */
export function spanOf(query: BoardQuery, now: Date, zone: string): Span {
  const today = dayIn(now, zone)
  const [first, last] = daysOf(query, today)
  const days = daysBetween(first, last) + 1
  if (days > longestDays) throw periodTooLong({ days: longestDays })
  const from = startOfDay(first, zone)
  const end = startOfDay(addDays(last, 1), zone)
  const to = last === today ? now : end
  const previousFrom = startOfDay(addDays(first, -days), zone)
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

const formatters = new Map<string, Intl.DateTimeFormat>()

function wallClock(instant: Date, zone: string): { day: string; msOfDay: number } {
  let format = formatters.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(zone, format)
  }
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    msOfDay: ((Number(part.hour) * 60 + Number(part.minute)) * 60 + Number(part.second)) * 1000,
  }
}

export const dayIn = (instant: Date, zone: string): string => wallClock(instant, zone).day

/** The first instant of a day in a zone; where midnight is skipped by a change of clocks, the first one that exists. */
export function startOfDay(day: string, zone: string): Date {
  const guess = Date.parse(`${day}T00:00:00Z`)
  const offsetAt = (ms: number): number => {
    const { day: there, msOfDay } = wallClock(new Date(ms), zone)
    return Date.parse(`${there}T00:00:00Z`) + msOfDay - Math.floor(ms / 1000) * 1000
  }
  const first = guess - offsetAt(guess)
  const second = guess - offsetAt(first)
  const start = new Date(Math.min(first, second))
  return dayIn(start, zone) === day ? start : new Date(Math.max(first, second))
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const daysBetween = (first: string, last: string): number =>
  Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000)

/** Where each bar of a series begins, from the first to the one that is running. */
export function bucketsOf(span: Pick<Span, 'from' | 'to' | 'bucket'>, zone: string): string[] {
  const starts: string[] = []
  const end = Date.parse(span.to)
  if (span.bucket === 'hour') for (let at = Date.parse(span.from); at < end; at += 3_600_000) starts.push(new Date(at).toISOString())
  else
    for (let day = dayIn(new Date(span.from), zone); startOfDay(day, zone).getTime() < end; day = addDays(day, 1))
      starts.push(startOfDay(day, zone).toISOString())
  return starts
}
