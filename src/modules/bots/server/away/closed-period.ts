import { isNeverOpen, isOpen, nextOpening, specialDayAt, wallOf, type WorkingHours } from '#kernel/contract/business-time.ts'
import type { Translate } from '#kernel/i18n/translate.ts'

/** A stretch in which the shop is closed. `until`: when it opens; null, as far as is known never. */
export type ClosedPeriod = { until: string | null; holidayName: string | null }

/** Null while it is open. Without hours a shop is always open. */
export function closedPeriodAt(hours: WorkingHours | undefined, at: string): ClosedPeriod | null {
  if (!hours || isOpen(hours, at)) return null
  const special = specialDayAt(hours, at)
  return { until: openingAfter(hours, at), holidayName: special && special.shifts.length === 0 ? special.name : null }
}

function openingAfter(hours: WorkingHours, at: string): string | null {
  try {
    return nextOpening(hours, at)
  } catch (error) {
    if (isNeverOpen(error)) return null
    throw error
  }
}

const dayMs = 86_400_000

/** «hoy a las 19:30», «mañana a las 9:00», «el lunes a las 9:00», «el lunes 7 de diciembre a las 9:00», as the shop's clock says. */
export function openingWords(until: string, now: string, zone: string, locale: string, t: Translate): string {
  const [opens, today] = [wallOf(zone, Date.parse(until)), wallOf(zone, Date.parse(now))]
  const days = Math.floor(opens / dayMs) - Math.floor(today / dayMs)
  const say = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(opens)
  const hour = say({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
  if (days === 0) return t('bots.away.when.today', { hour })
  if (days === 1) return t('bots.away.when.tomorrow', { hour })
  const day = say({ weekday: 'long', ...(days > 6 && { day: 'numeric', month: 'long' }) }).replace(',', '')
  return t('bots.away.when.day', { day, hour })
}
