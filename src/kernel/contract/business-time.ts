/**
 * Time that counts only while a place is open: weekly hours with any number of shifts a day, also over midnight, days of
 * their own (holidays, one-off openings), in a zone with its daylight saving. Pure and safe for the browser; moments are
 * instants (ISO text in UTC), lengths are seconds.
 */

/** Minutes from midnight. `to` beyond 1440 lies on the following day. */
export type Shift = { readonly from: number; readonly to: number }
/** `weekday` as in ISO 8601: 1 is Monday, 7 is Sunday. */
export type WeeklyShift = Shift & { readonly weekday: number }
/** A calendar day (`2026-05-25`) on which the weekly hours do not count. Without shifts it is closed. */
export type SpecialDay = { readonly day: string; readonly name: string; readonly shifts: readonly Shift[] }
export type WorkingHours = { readonly zone: string; readonly weekly: readonly WeeklyShift[]; readonly days: readonly SpecialDay[] }

/** Beyond so many days without a shift nobody will ever open: to go on looking would never end. */
const guardDays = 400

const dayMs = 86_400_000
const minuteMs = 60_000

/** Thrown when there is no shift in the next 400 days. */
const neverOpens = 'no working hours in the next 400 days'
export const isNeverOpen = (error: unknown): boolean => error instanceof RangeError && error.message === neverOpens

export function isOpen(hours: WorkingHours, at: string): boolean {
  const moment = Date.parse(at)
  for (const span of spans(hours, moment)) return span.start <= moment
  return false
}

/** The first moment from `at` on that is open: `at` itself when it is. Throws when there is none in 400 days. */
export function nextOpening(hours: WorkingHours, at: string): string {
  const moment = Date.parse(at)
  for (const span of spans(hours, moment)) return iso(Math.max(span.start, moment))
  throw new RangeError(neverOpens)
}

/** When what is open at `at` closes; null: it is closed, or does not close within the guard. Shifts that touch are one. */
export function closing(hours: WorkingHours, at: string): string | null {
  const moment = Date.parse(at)
  let end: number | null = null
  for (const span of spans(hours, moment)) {
    if (span.start > (end ?? moment)) break
    end = span.end
    if (end - moment > guardDays * dayMs) return null
  }
  return end === null ? null : iso(end)
}

/** The day of the calendar that `at` falls on in the zone of the hours, if it is a special one. */
export const specialDayAt = (hours: WorkingHours, at: string): SpecialDay | undefined => {
  const day = iso(wallOf(hours.zone, Date.parse(at))).slice(0, 10)
  return hours.days.find((one) => one.day === day)
}

/** The moment at which so many seconds have been open since `start`. Throws when 400 days pass without a shift. */
export function addBusiness(hours: WorkingHours, start: string, seconds: number): string {
  const moment = Date.parse(start)
  let left = seconds * 1000
  if (left <= 0) return iso(moment)
  for (const span of spans(hours, moment)) {
    const from = Math.max(span.start, moment)
    if (left <= span.end - from) return iso(from + left)
    left -= span.end - from
  }
  throw new RangeError(neverOpens)
}

/** Seconds open between two moments; none when the second is not after the first. */
export function businessBetween(hours: WorkingHours, from: string, to: string): number {
  const [begin, end] = [Date.parse(from), Date.parse(to)]
  if (end <= begin) return 0
  let passed = 0
  for (const span of spans(hours, begin, end)) {
    if (span.start >= end) break
    passed += Math.min(span.end, end) - Math.max(span.start, begin)
  }
  return passed / 1000
}

type Span = { start: number; end: number }

/**
 * What is open from a moment on, in order and without overlaps. Ends 400 days after the last shift that was found, or
 * behind `until`. The day before is looked at too: its last shift may go over midnight.
 */
function* spans(hours: WorkingHours, from: number, until = Number.POSITIVE_INFINITY): Generator<Span> {
  const plan = planOf(hours)
  const first = Math.floor(wallOf(hours.zone, from) / dayMs) * dayMs - dayMs
  let reached = Number.NEGATIVE_INFINITY
  let without = 0
  for (let day = first; without <= guardDays + 1 && day - 2 * dayMs <= until; day += dayMs) {
    without += 1
    for (const shift of plan.shiftsOn(day)) {
      const start = Math.max(instantOf(hours.zone, day + shift.from * minuteMs), reached)
      const end = instantOf(hours.zone, day + shift.to * minuteMs)
      if (end <= start) continue
      reached = end
      if (end <= from) continue
      without = 0
      yield { start, end }
    }
  }
}

type Plan = { shiftsOn: (day: number) => readonly Shift[] }
const plans = new WeakMap<WorkingHours, Plan>()

function planOf(hours: WorkingHours): Plan {
  const known = plans.get(hours)
  if (known) return known
  const sorted = (shifts: readonly Shift[]): Shift[] => shifts.toSorted((one, other) => one.from - other.from || one.to - other.to)
  const byWeekday = [1, 2, 3, 4, 5, 6, 7].map((weekday) => sorted(hours.weekly.filter((shift) => shift.weekday === weekday)))
  const byDay = new Map(hours.days.map(({ day, shifts }) => [Date.parse(`${day}T00:00:00Z`), sorted(shifts)]))
  // The first of January 1970 was a Thursday.
  const plan = { shiftsOn: (day: number) => byDay.get(day) ?? byWeekday[(((day / dayMs + 3) % 7) + 7) % 7] ?? [] }
  plans.set(hours, plan)
  return plan
}

const iso = (moment: number): string => new Date(moment).toISOString()

/** What a clock on the wall of the zone shows, as if it were UTC. */
export const wallOf = (zone: string, moment: number): number => moment + offsetAt(zone, moment)

/**
 * The moment of a wall clock. An hour that daylight saving leaves out becomes the one after it; of an hour that comes
 * twice it is the first (as in RFC 5545 and Temporal's "compatible").
 */
export function instantOf(zone: string, wall: number): number {
  const [before, after] = [offsetAt(zone, wall - dayMs), offsetAt(zone, wall + dayMs)]
  if (before === after) return wall - before
  for (const offset of [Math.max(before, after), Math.min(before, after)])
    if (offsetAt(zone, wall - offset) === offset) return wall - offset
  return wall - before
}

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()
const mostOffsets = 20_000

/** Milliseconds that the zone is ahead of UTC. Asking the engine is slow; whole days without a change are remembered. */
function offsetAt(zone: string, moment: number): number {
  const day = Math.floor(moment / dayMs)
  const begin = offsetOn(zone, day)
  return begin === offsetOn(zone, day + 1) ? begin : exactOffset(zone, moment)
}

function offsetOn(zone: string, day: number): number {
  const key = `${zone} ${day}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= mostOffsets) offsets.clear()
  const offset = exactOffset(zone, day * dayMs)
  offsets.set(key, offset)
  return offset
}

function exactOffset(zone: string, moment: number): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  const whole = Math.floor(moment / 1000) * 1000
  const part = Object.fromEntries(format.formatToParts(whole).map(({ type, value }) => [type, Number(value)]))
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part as Record<string, number>
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}
