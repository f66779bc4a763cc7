import { Button, MultiSelect, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createCalendar, getCalendar, listCalendars, removeCalendar, updateCalendar } from '#identity/contract/calendar-api.ts'
import type { Calendar } from '#identity/contract/calendar.ts'
import { canManageCalendars } from '#identity/contract/permissions.ts'
import { DayShifts } from '#identity/web/calendars/day-shifts.tsx'
import { SpecialDays } from '#identity/web/calendars/special-days.tsx'
import { StandingNow } from '#identity/web/calendars/standing.tsx'
import { WeekGrid } from '#identity/web/calendars/week-grid.tsx'
import { hoursPerWeek } from '#identity/web/calendars/week-shifts.ts'
import { ZoneSelect } from '#identity/web/door/place-fields.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay, useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { FieldRow, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#identity/web/calendars/calendars.module.css'
import '#web/ui/mantine-forms-css.ts'

export type EditedCalendar = Omit<Calendar, 'id'> & { id: string | null }

export function CalendarForm({ calendar }: { calendar: EditedCalendar }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const { brands } = useSession()
  const isReadOnly = !may(canManageCalendars)
  const [isLeaving, setLeaving] = useState(false)
  const invalidates = [listCalendars, getCalendar]
  const goBack = () => {
    setLeaving(true)
    setTimeout(() => void navigate({ to: '/ajustes/horarios' }))
  }
  const refused = { onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }) }
  const creating = useSend(createCalendar, { invalidates, onDone: goBack })
  const updating = useSend(updateCalendar, {
    invalidates,
    rereads: [getCalendar],
    onDone: () => void toast({ text: t('web.state.saved') }),
  })
  const removing = useSend(removeCalendar, { invalidates: [listCalendars], onDone: goBack, ...refused })
  const { id, name, zone, weekly, days, brandIds, version } = calendar
  const form = useContractForm({
    version,
    initialValues: { name, zone, weekly, days, brandIds },
    save: (values, begun) => (id === null ? creating.send(values) : updating.send({ id, ...values }, begun)),
  })
  const values = form.getValues()

  const handleRemove = async () => {
    const isSure = await confirm({
      title: t('identity.calendars.remove_title', { name }),
      text: t('identity.calendars.remove_text'),
      confirm: t('identity.calendars.remove'),
      isDangerous: true,
    })
    if (isSure && id !== null) void removing.send({ id }).catch(() => {})
  }

  return (
    <CheckedForm form={form}>
      <UnsavedGuard when={form.isDirty() && !form.isSaving && !isLeaving} />
      <FormProblem form={form} />
      <p className={s.standing}>
        <StandingNow hours={values} />
      </p>
      <Section title={t('identity.calendars.place')}>
        <FieldRow>
          <TextInput
            label={t('identity.fields.name')}
            placeholder={t('identity.calendars.name_hint')}
            required
            withAsterisk={false}
            maxLength={60}
            disabled={isReadOnly}
            {...form.field('name')}
          />
          <ZoneSelect label={t('identity.fields.zone')} disabled={isReadOnly} {...form.field('zone')} />
        </FieldRow>
        {brands.length > 1 && (
          <MultiSelect
            mt={14}
            label={t('identity.calendars.brands')}
            description={t('identity.calendars.brands_hint')}
            data={brands.map((brand) => ({ value: brand.id, label: brand.name }))}
            hidePickedOptions
            disabled={isReadOnly}
            {...form.field('brandIds')}
          />
        )}
      </Section>
      <Section
        title={t('identity.calendars.week')}
        hint={isReadOnly ? undefined : t('identity.calendars.week_hint')}
        actions={
          <span className={`num ${s.total}`}>
            {t('identity.calendars.per_week', { hours: format.number(Math.round(hoursPerWeek(values.weekly) * 10) / 10) })}
          </span>
        }
      >
        <div className={s.week}>
          <WeekGrid shifts={values.weekly} isReadOnly={isReadOnly} onChange={(next) => form.setFieldValue('weekly', next)} />
          <DayShifts shifts={values.weekly} isReadOnly={isReadOnly} onChange={(next) => form.setFieldValue('weekly', next)} />
        </div>
      </Section>
      <Section title={t('identity.calendars.days')} hint={t('identity.calendars.days_hint')}>
        <SpecialDays days={values.days} isReadOnly={isReadOnly} onChange={(next) => form.setFieldValue('days', next)} />
      </Section>
      {!isReadOnly && (
        <FormButtons
          submit={id === null ? t('identity.calendars.create') : t('web.action.save')}
          isSaving={form.isSaving}
          isDisabled={id !== null && !form.isDirty()}
          aside={
            <div className={s.aside}>
              {id !== null && !calendar.isDefault && (
                <>
                  <Button variant="default" onClick={() => form.saveApart((begun) => updating.send({ id, isDefault: true }, begun))}>
                    {t('identity.calendars.make_default')}
                  </Button>
                  <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void handleRemove()}>
                    {t('identity.calendars.remove')}
                  </Button>
                </>
              )}
            </div>
          }
        />
      )}
    </CheckedForm>
  )
}
