import { Button, MultiSelect, Select, Slider, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { listCalendars } from '#identity/contract/calendar-api.ts'
import { listTeams } from '#identity/contract/api.ts'
import { listLabels } from '#conversations/contract/api.ts'
import { listChannelNames } from '#conversations/contract/channel-api.ts'
import type { Priority } from '#conversations/contract/conversation.ts'
import { createSlaPolicy, listSlaPolicies, removeSlaPolicy, updateSlaPolicy } from '#conversations/contract/sla-api.ts'
import type { SlaPolicy, SlaTargets } from '#conversations/contract/sla.ts'
import { TargetInput } from '#conversations/web/sla/target-input.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useSession } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { FieldRow, Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { TagsField } from '#web/ui/tags-field.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/sla/sla.module.css'
import '#web/ui/mantine-forms-css.ts'

export type EditedPolicy = Omit<SlaPolicy, 'id'> & { id: string | null }

const priorities = ['urgent', 'high', 'normal', 'low'] as const satisfies readonly Priority[]
const columns = [
  ['first-response', 'firstResponseMinutes'],
  ['next-response', 'nextResponseMinutes'],
  ['resolution', 'resolutionMinutes'],
] as const satisfies readonly (readonly [string, keyof SlaTargets])[]

export function PolicyForm({ policy }: { policy: EditedPolicy }) {
  const t = useT()
  const navigate = useNavigate()
  const [isLeaving, setLeaving] = useState(false)
  const { data: calendars } = useApi(listCalendars, {})
  const goBack = () => {
    setLeaving(true)
    setTimeout(() => void navigate({ to: '/ajustes/tiempos' }))
  }
  const invalidates = [listSlaPolicies]
  const refused = { onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }) }
  const creating = useSend(createSlaPolicy, { invalidates, onDone: goBack })
  const updating = useSend(updateSlaPolicy, { invalidates, rereads: invalidates, onDone: () => void toast({ text: t('web.state.saved') }) })
  const removing = useSend(removeSlaPolicy, { invalidates, onDone: goBack, ...refused })
  const { id, name, conditions, targets, time, calendarId, warnPercent, isDefault, version } = policy
  const form = useContractForm({
    version,
    initialValues: { name, conditions, targets, time, calendarId, warnPercent },
    save: (values, begun) => (id === null ? creating.send(values) : updating.send({ id, ...values }, begun)),
  })
  const values = form.getValues()
  const handleRemove = async () => {
    const isSure = await confirm({
      title: t('conversations.sla.remove_title', { name }),
      text: t('conversations.sla.remove_text'),
      confirm: t('conversations.sla.remove'),
      isDangerous: true,
    })
    if (isSure && id !== null) void removing.send({ id }).catch(() => {})
  }
  return (
    <CheckedForm form={form}>
      <UnsavedGuard when={form.isDirty() && !form.isSaving && !isLeaving} />
      <FormProblem form={form} />
      <Fields>
        <TextInput label={t('conversations.sla.name')} required withAsterisk={false} maxLength={60} {...form.field('name')} />
      </Fields>
      {!isDefault && <Conditions form={form} />}
      <Section title={t('conversations.sla.targets')} hint={t('conversations.sla.targets_hint')}>
        <div className={s.targets} role="group" aria-label={t('conversations.sla.targets')}>
          <span aria-hidden>{t('conversations.sla.priority')}</span>
          {columns.map(([metric]) => (
            <span key={metric} aria-hidden>
              {t(`conversations.sla.metric.${metric}`)}
            </span>
          ))}
          {priorities.map((priority) => (
            <div key={priority} className={s.targetRow}>
              <b>{t(`conversations.priorities.${priority}`)}</b>
              {columns.map(([metric, field]) => (
                <div key={metric}>
                  <small aria-hidden>{t(`conversations.sla.metric.${metric}`)}</small>
                  <TargetInput
                    label={t('conversations.sla.value', {
                      metric: t(`conversations.sla.metric.${metric}`),
                      priority: t(`conversations.priorities.${priority}`),
                    })}
                    minutes={values.targets[priority][field]}
                    isOptional={metric === 'resolution'}
                    isReadOnly={false}
                    onChange={(minutes) =>
                      form.setFieldValue('targets', { ...values.targets, [priority]: { ...values.targets[priority], [field]: minutes } })
                    }
                  />
                </div>
              ))}
            </div>
          ))}
        </div>
      </Section>
      <Section title={t('conversations.sla.time')}>
        <Fields>
          <div>
            <SegmentedTabs
              label={t('conversations.sla.time')}
              value={values.time}
              choices={(['business', 'plain'] as const).map((value) => ({ value, label: t(`conversations.sla.${value}`) }))}
              onChange={(next) => form.setFieldValue('time', next)}
            />
          </div>
          <FieldRow>
            {values.time === 'business' && (
              <Select
                label={t('conversations.sla.calendar')}
                data={[
                  { value: '', label: t('conversations.sla.brand_calendar') },
                  ...(calendars?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
                ]}
                allowDeselect={false}
                value={values.calendarId ?? ''}
                error={form.errors['calendarId']}
                onChange={(value) => form.setFieldValue('calendarId', value || null)}
              />
            )}
            <div>
              <span id="warn" className={s.label}>
                {t('conversations.sla.warn')} <b className="num">{values.warnPercent} %</b>
              </span>
              <Slider
                min={50}
                max={95}
                step={5}
                label={null}
                thumbLabel={t('conversations.sla.warn')}
                value={values.warnPercent}
                onChange={(value) => form.setFieldValue('warnPercent', value)}
              />
              <small className={s.hint}>{t('conversations.sla.warn_hint')}</small>
            </div>
          </FieldRow>
        </Fields>
      </Section>
      <FormButtons
        submit={id === null ? t('conversations.sla.create') : t('web.action.save')}
        isSaving={form.isSaving}
        isDisabled={id !== null && !form.isDirty()}
        aside={
          <div className={s.aside}>
            {id !== null && !isDefault && (
              <>
                <Button variant="default" onClick={() => form.saveApart((begun) => updating.send({ id, isDefault: true }, begun))}>
                  {t('conversations.sla.make_default')}
                </Button>
                <Button variant="subtle" color="red" loading={removing.sending} onClick={() => void handleRemove()}>
                  {t('conversations.sla.remove')}
                </Button>
              </>
            )}
          </div>
        }
      />
    </CheckedForm>
  )
}

type Form = Pick<ReturnType<typeof useContractForm<{ conditions: SlaPolicy['conditions'] }>>, 'field'>

/** Which conversations it is for: each list narrows, and what is empty does not. */
function Conditions({ form }: { form: Form }) {
  const t = useT()
  const { brands } = useSession()
  const { data: channels } = useApi(listChannelNames, {})
  const { data: teams } = useApi(listTeams, {})
  const { data: labels } = useApi(listLabels, {})
  const named = (items: readonly { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Section title={t('conversations.sla.when')} hint={t('conversations.sla.when_hint')}>
      <Fields>
        <FieldRow>
          {brands.length > 1 && (
            <MultiSelect
              label={t('conversations.sla.brands')}
              data={named(brands)}
              hidePickedOptions
              {...form.field('conditions.brandIds')}
            />
          )}
          <MultiSelect
            label={t('conversations.sla.channels')}
            data={named(channels?.items)}
            hidePickedOptions
            {...form.field('conditions.channelIds')}
          />
          <MultiSelect
            label={t('conversations.sla.teams')}
            data={named(teams?.items)}
            hidePickedOptions
            {...form.field('conditions.teamIds')}
          />
        </FieldRow>
        <FieldRow>
          <MultiSelect
            label={t('conversations.sla.priorities')}
            data={priorities.map((value) => ({ value, label: t(`conversations.priorities.${value}`) }))}
            hidePickedOptions
            {...form.field('conditions.priorities')}
          />
          <TagsField
            label={t('conversations.sla.labels')}
            data={(labels?.items ?? []).map(({ label }) => label)}
            maxTags={50}
            {...form.field('conditions.labels')}
          />
        </FieldRow>
      </Fields>
    </Section>
  )
}
