import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract/declare.ts'
import { listContactDays } from '#crm/contract/api.ts'
import { askFor, type ContactSearch } from '#crm/web/contacts/contact-query.ts'
import { useCalendarOptions } from '#crm/web/layouts/by-options.ts'
import { monthAfter, weeksOf } from '#crm/web/layouts/month.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useLocale } from '#web/i18n/locale.ts'
import { useApi } from '#web/query.ts'
import { useIsPhone } from '#web/ui/screen.ts'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { useToday } from '#web/ui/time.tsx'
import c from '#crm/web/layouts/calendar.module.css'
import s from '#crm/web/layouts/layouts.module.css'

type Days = OutputOf<typeof listContactDays>['days']
type DayOfContacts = Days[number]
const shownInCell = 3

/** The contacts of the list on the days of a month: a grid where there is room, a list of days on the phone. */
export function ContactCalendar({ search }: { search: ContactSearch }) {
  const t = useT()
  const isPhone = useIsPhone()
  const [locale] = useLocale()
  const options = useCalendarOptions()
  const by = search.por || options[0]?.value
  const today = useToday()
  const [month, setMonth] = useState(today.slice(0, 7))
  const { show, search: text, filter } = askFor(search)
  const { data, isPlaceholderData, error, refetch } = useApi(
    listContactDays,
    { show, ...(text && { search: text }), filter, by: by ?? '', month },
    { enabled: by !== undefined, keepsPrevious: true },
  )
  const title = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
  const byDay = new Map((data?.days ?? []).map((day) => [day.day, day]))
  return (
    <div className={c.calendar}>
      <div className={c.monthBar}>
        <h2 aria-live="polite">{title}</h2>
        <ActionIcon aria-label={t('crm.layout.month_before')} onClick={() => setMonth(monthAfter(month, -1))}>
          <IconChevronLeft size={18} stroke={1.8} />
        </ActionIcon>
        <ActionIcon aria-label={t('crm.layout.month_after')} onClick={() => setMonth(monthAfter(month, 1))}>
          <IconChevronRight size={18} stroke={1.8} />
        </ActionIcon>
        <Button variant="default" disabled={month === today.slice(0, 7)} onClick={() => setMonth(today.slice(0, 7))}>
          {t('crm.layout.today')}
        </Button>
      </div>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={6} face={false} />
      ) : isPhone ? (
        <DayList days={data.days} isStale={isPlaceholderData} locale={locale} />
      ) : (
        <MonthGrid month={month} today={today} byDay={byDay} isStale={isPlaceholderData} locale={locale} />
      )}
    </div>
  )
}

const dayName = (locale: string, day: string, style: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: style,
    ...(style === 'long' && { day: 'numeric', month: 'long' }),
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))

function DayList({ days, isStale, locale }: { days: Days; isStale: boolean; locale: string }) {
  const t = useT()
  if (days.length === 0)
    return (
      <p className={s.none} aria-busy={isStale}>
        {t('crm.layout.empty_month')}
      </p>
    )
  return (
    <ol className={c.dayList} aria-busy={isStale}>
      {days.map((day) => (
        <li key={day.day}>
          <h3>{dayName(locale, day.day, 'long')}</h3>
          <People day={day} most={day.items.length} />
        </li>
      ))}
    </ol>
  )
}

type GridProps = { month: string; today: string; byDay: ReadonlyMap<string, DayOfContacts>; isStale: boolean; locale: string }

function MonthGrid({ month, today, byDay, isStale, locale }: GridProps) {
  const weeks = weeksOf(month)
  return (
    <table className={c.month}>
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col">
              {dayName(locale, day, 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody aria-busy={isStale}>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td key={day} data-other={!day.startsWith(month) || undefined} data-today={day === today || undefined}>
                <time dateTime={day}>{Number(day.slice(8))}</time>
                {byDay.get(day) && <People day={byDay.get(day) as DayOfContacts} most={shownInCell} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function People({ day, most }: { day: DayOfContacts; most: number }) {
  const t = useT()
  const shown = day.items.slice(0, day.items.length <= most ? most : most - 1)
  const left = day.count - shown.length
  return (
    <ul className={c.people}>
      {shown.map((one) => (
        <li key={one.id}>
          <Link to="/contactos/$id" params={{ id: one.id }}>
            {one.name}
          </Link>
        </li>
      ))}
      {left > 0 && (
        <li>
          {shown.length === day.items.length ? (
            <span className={c.left}>{t('crm.layout.more', { count: left })}</span>
          ) : (
            <Popover position="bottom-start" width={240} trapFocus returnFocus>
              <Popover.Target>
                <button type="button" className={c.left}>
                  {t('crm.layout.more', { count: left })}
                </button>
              </Popover.Target>
              <Popover.Dropdown>
                <People day={day} most={day.items.length} />
              </Popover.Dropdown>
            </Popover>
          )}
        </li>
      )}
    </ul>
  )
}
