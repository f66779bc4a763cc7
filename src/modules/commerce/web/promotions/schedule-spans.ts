import type { PromotionSchedule } from '#commerce/contract/promotion.ts'

/** Days of the week (1 is Monday) with the same hours; both empty: all day. Hours as fields of time hold them, `18:00`. */
export type Span = { days: number[]; from: string; to: string }

export function spansOf({ slots }: PromotionSchedule): Span[] {
  const byHours = new Map<string, Span>()
  for (const { weekday, from, to } of slots) {
    const span = byHours.get(`${from} ${to}`) ?? { days: [], from: clockOf(from), to: clockOf(to) }
    span.days.push(weekday)
    byHours.set(`${from} ${to}`, span)
  }
  return [...byHours.values()].map((span) => ({ ...span, days: [...new Set(span.days)].toSorted((a, b) => a - b) }))
}

/** Null where a span has no day, or only one of its two hours. */
export function scheduleOf(spans: readonly Span[], dayEndsAt: number): PromotionSchedule | null {
  const isWhole = spans.length > 0 && spans.every(({ days, from, to }) => days.length > 0 && (from === '') === (to === ''))
  if (!isWhole) return null
  return {
    dayEndsAt,
    slots: spans.flatMap(({ days, from, to }) => days.map((weekday) => ({ weekday, from: minutesOf(from), to: minutesOf(to) }))),
  }
}

export const clockOf = (minutes: number | null): string =>
  minutes === null ? '' : `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function minutesOf(clock: string): number | null {
  if (clock === '') return null
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}

/** Runs of three days and more as their first and last day, others by themselves: Monday to Friday, and Sunday. */
export function runsOf(days: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const day of days.toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && last.at(-1) === day - 1) last.push(day)
    else runs.push([day])
  }
  return runs.flatMap((run) => (run.length > 2 ? [run] : run.map((day) => [day])))
}
