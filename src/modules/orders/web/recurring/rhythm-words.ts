import type { RecurringOrder } from '#orders/contract/recurring-order.ts'
import type { useFormat, useT } from '#web/i18n/i18n.tsx'

/** As in the contract, whose schemas are not worth their weight here. */
export const rhythms = ['week', 'two_weeks', 'month'] as const

/** A day of the calendar as an instant that falls on it in nearly every zone, for whoever formats instants. */
export const noonOf = (day: string): string => `${day}T12:00:00.000Z`

/** "Todos los meses, el 5" · "Todas las semanas, los lunes" */
export function rhythmInWords(
  t: ReturnType<typeof useT>,
  format: ReturnType<typeof useFormat>,
  { rhythm, startsOn }: Pick<RecurringOrder, 'rhythm' | 'startsOn'>,
): string {
  const weekday = format.weekday(noonOf(startsOn)).split(/[ ,]/)[0] ?? ''
  return t(`orders.recurring.rhythms.${rhythm}_on`, { day: String(Number(startsOn.slice(8))), weekday })
}

/** "21:30" and back; null: whenever it is ready. */
export const minuteOf = (clock: string): number | null =>
  /^\d\d:\d\d$/.test(clock) ? Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) : null
export const clockOf = (minute: number | null): string =>
  minute === null ? '' : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
