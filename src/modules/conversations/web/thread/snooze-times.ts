import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'
import { instantAt } from '#kernel/contract/wall-clock.ts'

/** Moments to put a conversation off to, in the organization's zone. */
export type SnoozeChoice = { name: 'hour' | 'tonight' | 'tomorrow' | 'monday'; at: string }

const evening = '20:00'
const morning = '09:00'
const hourMs = 3_600_000

/** The ones that make sense at this moment, the nearest first; "tonight" only while the evening has not begun. */
export function snoozeChoices(now: Date, zone: string): SnoozeChoice[] {
  const today = dayIn(zone, now)
  const at = (day: string, clock: string): string => instantAt(zone, `${day}T${clock}`) ?? ''
  const choices: SnoozeChoice[] = [
    { name: 'hour', at: new Date(now.getTime() + hourMs).toISOString() },
    { name: 'tonight', at: at(today, evening) },
    { name: 'tomorrow', at: at(addDays(today, 1), morning) },
    { name: 'monday', at: at(addDays(today, daysToMonday(today)), morning) },
  ]
  const soon = now.getTime() + hourMs / 2
  return choices
    .filter(({ at }, i) => Date.parse(at) > soon && choices.findIndex((one) => one.at === at) === i)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

const daysToMonday = (day: string): number => (8 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7 || 7
