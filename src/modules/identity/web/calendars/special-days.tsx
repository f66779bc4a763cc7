import { ActionIcon, Button } from '@mantine/core'
import { IconCalendarPlus, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { CalendarDay } from '#identity/contract/calendar.ts'
import { timeText } from '#identity/web/calendars/week-shifts.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { lateDialog } from '#web/late-part.tsx'
import { useToday } from '#web/ui/time.tsx'
import s from '#identity/web/calendars/calendars.module.css'

const HolidayDialog = lateDialog(() => import('./holiday-dialog.tsx').then((file) => file.HolidayDialog))
const DayDialog = lateDialog(() => import('./day-dialog.tsx').then((file) => file.DayDialog))

type Props = { days: readonly CalendarDay[]; isReadOnly: boolean; onChange: (days: CalendarDay[]) => void }

/** Later ones replace what there was on the same day. */
export const withDays = (days: readonly CalendarDay[], more: readonly CalendarDay[]): CalendarDay[] =>
  [...new Map([...days, ...more].map((one) => [one.day, one])).values()].toSorted((one, other) => (one.day < other.day ? -1 : 1))

/** Holidays and one-off days, those to come first. */
export function SpecialDays({ days, isReadOnly, onChange }: Props) {
  const t = useT()
  const format = useFormat()
  const today = useToday()
  const [showsPast, setShowsPast] = useState(false)
  const [dialog, setDialog] = useState<'holidays' | 'new' | CalendarDay | null>(null)
  const past = days.filter(({ day }) => day < today)
  const shown = showsPast ? days : days.filter(({ day }) => day >= today)
  const close = () => setDialog(null)
  return (
    <>
      {!isReadOnly && (
        <div className={s.tools}>
          <Button variant="default" leftSection={<IconCalendarPlus size={15} />} onClick={() => setDialog('holidays')}>
            {t('identity.calendars.bring')}
          </Button>
          <Button variant="default" leftSection={<IconPlus size={15} />} onClick={() => setDialog('new')}>
            {t('identity.calendars.add_day')}
          </Button>
        </div>
      )}
      {days.length === 0 && <p className={s.closed}>{t('identity.calendars.days_empty')}</p>}
      {past.length > 0 && (
        <p className={s.past}>
          {t('identity.calendars.past', { count: past.length })}
          {!showsPast && (
            <button type="button" onClick={() => setShowsPast(true)}>
              {t('identity.calendars.show_past')}
            </button>
          )}
        </p>
      )}
      <ul className={s.specials}>
        {shown.map((one) => (
          <li key={one.day} data-past={one.day < today || undefined}>
            <button type="button" disabled={isReadOnly} onClick={() => setDialog(one)}>
              <span className="num">{dayText(one.day, format)}</span>
              <b>{one.name}</b>
              <small className="num">
                {one.shifts.length === 0
                  ? t('identity.calendars.day_closed')
                  : one.shifts.map(({ from, to }) => `${timeText(from)}–${timeText(to)}`).join(' · ')}
              </small>
            </button>
            {!isReadOnly && (
              <ActionIcon
                size={28}
                aria-label={t('identity.calendars.remove_day', { name: one.name })}
                onClick={() => onChange(days.filter((other) => other !== one))}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {dialog === 'holidays' && <HolidayDialog days={days} onAdd={(more) => onChange(withDays(days, more))} onClose={close} />}
      {dialog !== null && dialog !== 'holidays' && (
        <DayDialog
          day={dialog === 'new' ? null : dialog}
          today={today}
          onSave={(day) => onChange(withDays(dialog === 'new' ? days : days.filter((other) => other !== dialog), [day]))}
          onClose={close}
        />
      )}
    </>
  )
}

/** Noon of the day is on that day in every inhabited zone of ours. */
export const dayText = (day: string, format: ReturnType<typeof useFormat>): string => format.day(`${day}T15:00:00Z`)
