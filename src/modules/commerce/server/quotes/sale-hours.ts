import { isOpen, type WorkingHours } from '#kernel/contract/business-time.ts'

/** Weekly hours in which something is sold, on the clock of the brand; one that ends at or before its start goes over midnight. */
export type SoldHours = { day: number; from: string; to: string }

const hoursByText = new Map<string, WorkingHours>()
const mostKept = 2_000

/** `null` is always. */
export function isSoldAt(hours: readonly SoldHours[] | null, zone: string, at: string): boolean {
  if (hours === null) return true
  const key = `${zone} ${JSON.stringify(hours)}`
  let known = hoursByText.get(key)
  if (!known) {
    known = { zone, days: [], weekly: hours.map(shiftOf) }
    if (hoursByText.size >= mostKept) hoursByText.clear()
    hoursByText.set(key, known)
  }
  return isOpen(known, at)
}

function shiftOf({ day, from, to }: SoldHours): WorkingHours['weekly'][number] {
  const [start, end] = [minutes(from), minutes(to)]
  return { weekday: day, from: start, to: end <= start ? end + 1440 : end }
}

function minutes(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}
