import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconCopy, IconPlus, IconX } from '@tabler/icons-react'
import type { WeeklyShift } from '#identity/contract/calendar.ts'
import { TimeInput } from '#identity/web/calendars/time-input.tsx'
import { copied, tidied, typed } from '#identity/web/calendars/week-shifts.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#identity/web/calendars/calendars.module.css'

type Times = { from: number; to: number }

/** Two hours that are typed. The end is on the following day when it is not after the beginning. */
export function ShiftTimes({
  shift,
  of,
  isReadOnly,
  onChange,
  onRemove,
}: {
  shift: Times
  of: string
  isReadOnly: boolean
  onChange: (shift: Times) => void
  onRemove?: () => void
}) {
  const t = useT()
  return (
    <span className={s.times}>
      <TimeInput
        label={`${of}: ${t('identity.calendars.opens')}`}
        minute={shift.from}
        isReadOnly={isReadOnly}
        onChange={(minute) => onChange(typed(minute % 1440, shift.to))}
      />
      <span aria-hidden>–</span>
      <TimeInput
        label={`${of}: ${t('identity.calendars.closes')}`}
        minute={shift.to}
        isReadOnly={isReadOnly}
        onChange={(minute) => onChange(typed(shift.from, minute))}
      />
      {shift.to > 1440 && (
        <small title={t('identity.calendars.next_day')}>
          <span aria-hidden>+1</span>
          <span className="sr-only">{t('identity.calendars.next_day')}</span>
        </small>
      )}
      {!isReadOnly && onRemove && (
        <ActionIcon size={26} aria-label={`${of}: ${t('identity.calendars.remove_shift')}`} onClick={onRemove}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </span>
  )
}

type Props = { shifts: readonly WeeklyShift[]; isReadOnly: boolean; onChange: (shifts: WeeklyShift[]) => void }

const workdays = [1, 2, 3, 4, 5]
const allDays = [1, 2, 3, 4, 5, 6, 7]

/** The same week in words: exact hours, and a day copied onto others. */
export function DayShifts({ shifts, isReadOnly, onChange }: Props) {
  const t = useT()
  const replace = (old: WeeklyShift, next: WeeklyShift | null) =>
    onChange(shifts.flatMap((shift) => (shift === old ? (next ? [next] : []) : [shift])))
  const add = (weekday: number) => {
    const last = shifts.filter((shift) => shift.weekday === weekday).at(-1)
    const from = last ? Math.min(last.to + 60, 1380) : 540
    onChange(tidied([...shifts, { weekday, from, to: Math.max(from + 60, Math.min(from + 240, 1440)) }]))
  }
  return (
    <div className={s.days}>
      {allDays.map((weekday) => {
        const day = t(`identity.calendars.weekdays.${weekday}`)
        const own = shifts.filter((shift) => shift.weekday === weekday)
        return (
          <div key={weekday} className={s.day}>
            <b>{day}</b>
            <div>
              {own.length === 0 && <span className={s.closed}>{t('identity.calendars.closed')}</span>}
              {own.map((shift, i) => (
                <ShiftTimes
                  key={`${i} ${own.length}`}
                  shift={shift}
                  of={day}
                  isReadOnly={isReadOnly}
                  onChange={(times) => replace(shift, { weekday, ...times })}
                  onRemove={() => replace(shift, null)}
                />
              ))}
            </div>
            {!isReadOnly && (
              <span className={s.dayActions}>
                <Tooltip label={t('identity.calendars.add_shift', { day })}>
                  <ActionIcon size={28} aria-label={t('identity.calendars.add_shift', { day })} onClick={() => add(weekday)}>
                    <IconPlus size={15} />
                  </ActionIcon>
                </Tooltip>
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon size={28} aria-label={t('identity.calendars.copy', { day })}>
                      <IconCopy size={15} />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Label>{t('identity.calendars.copy', { day })}</Menu.Label>
                    <Menu.Item onClick={() => onChange(copied(shifts, weekday, workdays))}>
                      {t('identity.calendars.copy_workdays')}
                    </Menu.Item>
                    <Menu.Item onClick={() => onChange(copied(shifts, weekday, allDays))}>{t('identity.calendars.copy_all')}</Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}
