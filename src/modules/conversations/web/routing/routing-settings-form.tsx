import { Switch } from '@mantine/core'
import { getRoutingSettings, updateRoutingSettings } from '#conversations/contract/routing-api.ts'
import type { RoutingSettings } from '#conversations/contract/routing.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#conversations/web/routing/routing.module.css'

/** The limits for all. */
export function RoutingSettingsForm() {
  const { data, error, refetch } = useApi(getRoutingSettings, {})
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={4} face={false} />
  return <Limits settings={data} />
}

function Limits({ settings }: { settings: RoutingSettings }) {
  const t = useT()
  const { send } = useSend(updateRoutingSettings, {
    invalidates: [getRoutingSettings],
    rereads: [getRoutingSettings],
    onDone: () => void toast({ text: t('conversations.routing.saved') }),
  })
  const { rateLimit, reassignAfterMinutes, version, ...plain } = settings
  const form = useContractForm({
    version,
    initialValues: {
      ...plain,
      reassigns: reassignAfterMinutes !== null,
      reassignAfterMinutes: reassignAfterMinutes ?? 15,
      isLimited: rateLimit !== null,
      rateCount: rateLimit?.count ?? 10,
      rateMinutes: rateLimit?.minutes ?? 60,
    },
    save: ({ reassigns, isLimited, rateCount, rateMinutes, ...values }, begun) =>
      send(
        {
          ...values,
          reassignAfterMinutes: reassigns ? values.reassignAfterMinutes : null,
          rateLimit: isLimited ? { count: rateCount, minutes: rateMinutes } : null,
        },
        begun,
      ),
  })
  const values = form.getValues()
  const number = (name: string, max: number) => ({
    label: t(`conversations.routing.${name}`),
    min: 1,
    max,
  })
  return (
    <CheckedForm form={form} className={s.settings}>
      <UnsavedGuard when={form.isDirty()} />
      <Fields>
        <FormProblem form={form} />
        <FieldRow>
          <NumberField
            {...number('default_capacity', 200)}
            description={t('conversations.routing.default_capacity_hint')}
            {...form.field('defaultCapacity')}
          />
          <NumberField
            {...number('away_after', 240)}
            description={t('conversations.routing.away_after_hint')}
            {...form.field('awayAfterMinutes')}
          />
        </FieldRow>
        <Switch
          label={t('conversations.routing.reassigns')}
          description={t('conversations.routing.reassigns_hint')}
          {...form.field('reassigns', { type: 'checkbox' })}
        />
        {values.reassigns && <NumberField {...number('reassign_after', 1440)} {...form.field('reassignAfterMinutes')} />}
        <Switch
          label={t('conversations.routing.limited')}
          description={t('conversations.routing.limited_hint')}
          {...form.field('isLimited', { type: 'checkbox' })}
        />
        {values.isLimited && (
          <FieldRow>
            <NumberField {...number('rate_count', 1000)} {...form.field('rateCount')} />
            <NumberField {...number('rate_minutes', 1440)} {...form.field('rateMinutes')} />
          </FieldRow>
        )}
        <Switch
          label={t('conversations.routing.note_required')}
          description={t('conversations.routing.note_required_hint')}
          {...form.field('transferNoteRequired', { type: 'checkbox' })}
        />
      </Fields>
      <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty()} />
    </CheckedForm>
  )
}
