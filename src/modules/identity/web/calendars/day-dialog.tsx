import { Button, Modal, Switch, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { CalendarDay } from '#identity/contract/calendar.ts'
import { ShiftTimes } from '#identity/web/calendars/day-shifts.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Fields, FieldRow, FormButtons } from '#web/ui/form.tsx'
import s from '#identity/web/calendars/calendars.module.css'
import '#web/ui/mantine-forms-css.ts'

type Props = { day: CalendarDay | null; today: string; onSave: (day: CalendarDay) => void; onClose: () => void }

const usual = { from: 540, to: 780 }

/** One day on which the week does not count: closed, or with hours of its own. */
export function DayDialog({ day, today, onSave, onClose }: Props) {
  const t = useT()
  const [date, setDate] = useState(day?.day ?? today)
  const [name, setName] = useState(day?.name ?? '')
  const [shifts, setShifts] = useState(day?.shifts ?? [])
  return (
    <Modal
      opened
      onClose={onClose}
      title={day?.name ?? t('identity.calendars.add_day')}
      size={440}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          onSave({ day: date, name: name.trim(), shifts })
          onClose()
        }}
      >
        <Fields>
          <FieldRow>
            <DateField label={t('identity.calendars.day')} required withAsterisk={false} value={date} onChange={setDate} />
            <TextInput
              label={t('identity.calendars.day_name')}
              placeholder={t('identity.calendars.day_name_hint')}
              required
              withAsterisk={false}
              maxLength={80}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </FieldRow>
          <Switch
            label={t('identity.calendars.opens_anyway')}
            checked={shifts.length > 0}
            onChange={(event) => setShifts(event.currentTarget.checked ? [usual] : [])}
          />
          {shifts.length > 0 && (
            <div className={s.ownShifts}>
              {shifts.map((shift, i) => (
                <ShiftTimes
                  key={i}
                  shift={shift}
                  of={name || t('identity.calendars.day')}
                  isReadOnly={false}
                  onChange={(times) => setShifts(shifts.map((one, at) => (at === i ? times : one)))}
                  onRemove={() => setShifts(shifts.filter((_, at) => at !== i))}
                />
              ))}
              <Button
                variant="subtle"
                size="xs"
                leftSection={<IconPlus size={14} />}
                onClick={() => setShifts([...shifts, { from: 960, to: 1200 }])}
              >
                {t('identity.calendars.add_shift', { day: name || t('identity.calendars.day') })}
              </Button>
            </div>
          )}
        </Fields>
        <FormButtons submit={t('web.action.save')} isSaving={false} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
