import { Button, Checkbox, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import type { CalendarDay } from '#identity/contract/calendar.ts'
import { decreedUntil, type Holiday, holidayCountries, holidaysOf } from '#identity/contract/holidays.ts'
import { usePlaces } from '#identity/web/door/place-fields.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSession } from '#web/session.ts'
import { Notice } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { useToday } from '#web/ui/time.tsx'
import s from '#identity/web/calendars/calendars.module.css'
import '#web/ui/mantine-forms-css.ts'

type Props = { days: readonly CalendarDay[]; onAdd: (days: CalendarDay[]) => void; onClose: () => void }

/** The public holidays of a country, this year's and the next one's, of which each business takes its own. */
export function HolidayDialog({ days, onAdd, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const { organization } = useSession()
  const { countries } = usePlaces()
  const own = organization?.country ?? ''
  const [country, setCountry] = useState(holidayCountries.includes(own) ? own : 'AR')
  const thisYear = useToday().slice(0, 4)
  const [year, setYear] = useState(thisYear)
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const there = new Set(days.map(({ day }) => day))
  const listed = holidaysOf(country, Number(year))
  const lastDecreed = decreedUntil[country]
  const isOn = (one: Holiday): boolean => !there.has(one.day) && (changed.get(one.day) ?? !one.isOptional)
  const chosen = listed.filter(isOn)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('identity.calendars.bring')}
      size={460}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <div className={s.import}>
        <Select
          label={t('identity.calendars.country')}
          data={countries.filter(({ value }) => holidayCountries.includes(value))}
          value={country}
          allowDeselect={false}
          onChange={(value) => {
            if (value) setCountry(value)
            setChanged(new Map())
          }}
        />
        <SegmentedTabs
          label={t('identity.calendars.year')}
          value={year}
          choices={[thisYear, String(Number(thisYear) + 1)].map((value) => ({ value, label: value }))}
          onChange={setYear}
        />
      </div>
      <p className={s.closed}>{t('identity.calendars.bring_hint')}</p>
      {lastDecreed !== undefined && lastDecreed < Number(year) && (
        <Notice>{t('identity.calendars.decreed_until', { year: String(lastDecreed) })}</Notice>
      )}
      <ul className={s.holidays}>
        {listed.map((one) => (
          <li key={one.day}>
            <Checkbox
              checked={there.has(one.day) || isOn(one)}
              disabled={there.has(one.day)}
              onChange={(event) => setChanged(new Map(changed).set(one.day, event.currentTarget.checked))}
              label={
                <span className={s.holiday}>
                  <span className="num">{format.weekday(`${one.day}T15:00:00Z`)}</span>
                  <b>{one.name}</b>
                  {there.has(one.day) ? (
                    <small>{t('identity.calendars.already')}</small>
                  ) : (
                    one.isOptional && <small>{t('identity.calendars.optional')}</small>
                  )}
                </span>
              }
            />
          </li>
        ))}
      </ul>
      <div className={s.foot}>
        <Button variant="default" onClick={onClose}>
          {t('web.action.cancel')}
        </Button>
        <Button
          disabled={chosen.length === 0}
          onClick={() => {
            onAdd(chosen.map(({ day, name }) => ({ day, name, shifts: [] })))
            onClose()
          }}
        >
          {t('identity.calendars.add_days', { count: chosen.length })}
        </Button>
      </div>
    </Modal>
  )
}
