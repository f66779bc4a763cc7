/** Moments to put a conversation off to, in the organization's zone. */
export type SnoozeChoice = { name: 'hour' | 'tonight' | 'tomorrow' | 'monday'; at: string }

const eveningHour = 20
const morningHour = 9
const hourMs = 3_600_000

/** The ones that make sense at this moment; "tonight" only while the evening has not begun. */
export function snoozeChoices(now: Date, zone: string): SnoozeChoice[] {
  const today = dayIn(now, zone)
  const tonight = instantOf(today, eveningHour, zone)
  const tomorrow = instantOf(plusDays(today, 1), morningHour, zone)
  const monday = instantOf(plusDays(today, daysToMonday(today)), morningHour, zone)
  return [
    { name: 'hour', at: new Date(now.getTime() + hourMs).toISOString() },
    ...(tonight.getTime() - now.getTime() > hourMs / 2 ? [{ name: 'tonight' as const, at: tonight.toISOString() }] : []),
    { name: 'tomorrow', at: tomorrow.toISOString() },
    // On Sundays both are the same morning.
    ...(monday.getTime() === tomorrow.getTime() ? [] : [{ name: 'monday' as const, at: monday.toISOString() }]),
  ]
}

/** What a field of date and hour says (`2026-11-21T09:30`), as an instant. */
export function instantOfLocal(local: string, zone: string): Date | null {
  const [, day, hour, minute] = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(local) ?? []
  if (!day || hour === undefined || minute === undefined) return null
  return new Date(instantOf(day, Number(hour), zone).getTime() + Number(minute) * 60_000)
}

/** The other way round: for the smallest value of that field. */
export function localOf(instant: Date, zone: string): string {
  const part = partsIn(instant, zone)
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

const dayIn = (instant: Date, zone: string): string => localOf(instant, zone).slice(0, 10)

function partsIn(instant: Date, zone: string): (type: string) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const parts = format.formatToParts(instant)
  return (type) => parts.find((part) => part.type === type)?.value ?? ''
}

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10)

const daysToMonday = (day: string): number => (8 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7 || 7

/** Asked twice, because the zone's distance from UTC may be another one at the moment that the first answer names. */
function instantOf(day: string, hour: number, zone: string): Date {
  const wanted = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`)
  const first = wanted - offsetMs(new Date(wanted), zone)
  return new Date(wanted - offsetMs(new Date(first), zone))
}

function offsetMs(instant: Date, zone: string): number {
  const part = partsIn(instant, zone)
  const local = Date.UTC(+part('year'), +part('month') - 1, +part('day'), +part('hour'), +part('minute'), +part('second'))
  return local - Math.floor(instant.getTime() / 1000) * 1000
}
