import type { WeeklyShift } from '#identity/contract/calendar.ts'

/** Moving and stretching shifts of a week, in minutes from midnight. */

const dayMinutes = 1440
export const stepMinutes = 30
/** What a press on an empty place adds. */
const usualMinutes = 240

export const snapped = (minute: number): number => Math.round(minute / stepMinutes) * stepMinutes

export const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** `9`, `930`, `9.30`, `09:30` and `24:00`; null when it is no hour of the day. */
export const minuteOf = (text: string): number | null => {
  const [, hours = '', minutes = ''] = /^\s*(\d{1,2})(?:[:.,h\s]?(\d\d))?\s*$/.exec(text) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  return hours === '' || Number(minutes) > 59 || minute > dayMinutes ? null : minute
}

/** What somebody typed: an end that is not after the beginning is on the following day. */
export function typed(from: number, to: number): { from: number; to: number } {
  const end = to % dayMinutes
  return { from, to: end <= from ? end + dayMinutes : end }
}

/** Between two places of the pointer, at least one step long. */
export function drawn(weekday: number, one: number, other: number): WeeklyShift {
  const from = Math.max(0, Math.min(dayMinutes - stepMinutes, snapped(Math.min(one, other))))
  return { weekday, from, to: Math.min(dayMinutes, Math.max(from + stepMinutes, snapped(Math.max(one, other)))) }
}

export function pressed(weekday: number, minute: number, others: readonly WeeklyShift[]): WeeklyShift {
  const from = Math.max(0, Math.min(dayMinutes - stepMinutes, Math.floor(minute / stepMinutes) * stepMinutes))
  const next = others.filter((shift) => shift.weekday === weekday && shift.from > from).map((shift) => shift.from)
  return { weekday, from, to: Math.min(from + usualMinutes, dayMinutes, ...next) }
}

export function moved(shift: WeeklyShift, minutes: number, days = 0): WeeklyShift {
  const by = Math.max(-shift.from, Math.min(dayMinutes - stepMinutes - shift.from, minutes))
  const weekday = Math.min(7, Math.max(1, shift.weekday + days))
  return { weekday, from: shift.from + by, to: shift.to + by }
}

/** By one of its ends; never shorter than a step nor longer than a day. */
export function stretched(shift: WeeklyShift, edge: 'from' | 'to', minutes: number): WeeklyShift {
  if (edge === 'from') {
    const from = Math.max(0, shift.to - dayMinutes, Math.min(shift.to - stepMinutes, dayMinutes - 1, shift.from + minutes))
    return { ...shift, from }
  }
  return { ...shift, to: Math.min(shift.from + dayMinutes, Math.max(shift.from + stepMinutes, shift.to + minutes)) }
}

/** In order, with what overlaps or touches on one day made one. */
export function tidied(shifts: readonly WeeklyShift[]): WeeklyShift[] {
  const sorted = shifts.toSorted((one, other) => one.weekday - other.weekday || one.from - other.from || one.to - other.to)
  const tidy: WeeklyShift[] = []
  for (const shift of sorted) {
    const last = tidy.at(-1)
    const touches = last !== undefined && last.weekday === shift.weekday && shift.from <= last.to
    if (last && touches && Math.max(last.to, shift.to) - last.from <= dayMinutes)
      tidy[tidy.length - 1] = { ...last, to: Math.max(last.to, shift.to) }
    else if (last && touches && last.to < last.from + dayMinutes) tidy[tidy.length - 1] = { ...last, to: last.from + dayMinutes }
    else if (!touches) tidy.push(shift)
  }
  return tidy
}

/** The shifts of one day on other days, in place of what they had. */
export const copied = (shifts: readonly WeeklyShift[], weekday: number, onto: readonly number[]): WeeklyShift[] => {
  const own = shifts.filter((shift) => shift.weekday === weekday)
  const others = onto.filter((day) => day !== weekday)
  return tidied([
    ...shifts.filter((shift) => !others.includes(shift.weekday)),
    ...others.flatMap((day) => own.map((shift) => ({ ...shift, weekday: day }))),
  ])
}

export const hoursPerWeek = (shifts: readonly WeeklyShift[]): number => shifts.reduce((sum, { from, to }) => sum + (to - from), 0) / 60
