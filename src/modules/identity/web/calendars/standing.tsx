import { closing, isNeverOpen, isOpen, nextOpening, specialDayAt, type WorkingHours } from '#kernel/contract/business-time.ts'
import { useFormat, useI18n } from '#web/i18n/i18n.tsx'
import { StateDot } from '#web/ui/marks.tsx'
import { useNow } from '#web/ui/time.tsx'

type Standing = { isOpen: boolean; changesAt: string | null; holiday: string | null }

function standingOf(hours: WorkingHours, now: string): Standing {
  if (isOpen(hours, now)) return { isOpen: true, changesAt: closing(hours, now), holiday: null }
  try {
    const day = specialDayAt(hours, now)
    return { isOpen: false, changesAt: nextOpening(hours, now), holiday: day && day.shifts.length === 0 ? day.name : null }
  } catch (error) {
    if (isNeverOpen(error)) return { isOpen: false, changesAt: null, holiday: null }
    throw error
  }
}

/** "Ahora: abierto, cierra 20:00", in the zone of the hours themselves. */
export function StandingNow({ hours }: { hours: WorkingHours }) {
  const { t, locale } = useI18n()
  const format = useFormat()
  const now = useNow()
  const { isOpen: open, changesAt, holiday } = standingOf(hours, now)
  const at = changesAt && momentIn(hours.zone, `${locale}-${format.region.country}`, changesAt, now)
  const key = open ? (at ? 'open_until' : 'open_always') : !at ? 'closed_always' : holiday ? 'holiday_until' : 'closed_until'
  const words = t(`identity.calendars.${key}`, { at: at ?? '', name: holiday ?? '' })
  return <StateDot tone={open ? 'ok' : 'plain'}>{t('identity.calendars.now', { standing: words })}</StateDot>
}

/** The hour, with its day when it is not today. */
function momentIn(timeZone: string, tag: string, at: string, now: string): string {
  const format = (options: Intl.DateTimeFormatOptions, of: string): string =>
    new Intl.DateTimeFormat(tag, { timeZone, ...options }).format(new Date(of))
  const hour = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at)
  const day = (of: string): string => format({ year: 'numeric', month: 'numeric', day: 'numeric' }, of)
  if (day(at) === day(now)) return hour
  const isSoon = Date.parse(at) - Date.parse(now) < 6 * 86_400_000
  return `${format(isSoon ? { weekday: 'long' } : { day: 'numeric', month: 'long' }, at)} ${hour}`
}
