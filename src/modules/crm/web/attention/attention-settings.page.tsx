import { Button, MultiSelect } from '@mantine/core'
import '#web/ui/mantine-forms-css.ts'
import { getAttentionSettings, updateAttentionSettings } from '#crm/contract/attention-api.ts'
import type { AttentionSettings } from '#crm/contract/attention.ts'
import { attentionParts, usualWeights } from '#crm/contract/attention-score.ts'
import { useTags } from '#crm/web/contacts/definitions.ts'
import s from '#crm/web/attention/attention.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

/** How the queue weighs what waits. */
export function AttentionSettingsPage() {
  const t = useT()
  const { data, error, refetch } = useApi(getAttentionSettings, {})
  return (
    <Page title={t('crm.attention.settings.title')} back="/ajustes" narrow>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Weights settings={data} />
      ) : (
        <ListBones rows={4} face={false} />
      )}
    </Page>
  )
}

function Weights({ settings }: { settings: AttentionSettings }) {
  const t = useT()
  const { tags } = useTags()
  const { send } = useSend(updateAttentionSettings, {
    invalidates: [getAttentionSettings],
    rereads: [getAttentionSettings],
    onDone: () => void toast({ text: t('crm.attention.settings.saved') }),
  })
  const form = useContractForm({
    version: settings.version,
    initialValues: { ...settings.weights, vipTagIds: settings.vipTagIds },
    save: ({ vipTagIds, ...weights }, begun) => send({ weights, vipTagIds }, begun),
  })
  const values = form.getValues()
  const sum = attentionParts.reduce((all, part) => all + (Number(values[part]) || 0), 0)
  return (
    <CheckedForm form={form} className={s.settings}>
      <UnsavedGuard when={form.isDirty()} />
      <FormProblem form={form} />
      <Section title={t('crm.attention.settings.weights')} hint={t('crm.attention.settings.order_hint')}>
        <Fields>
          {attentionParts.map((part) => (
            <NumberField
              key={part}
              label={t(`crm.attention.settings.${part}`)}
              description={t(`crm.attention.settings.${part}_hint`)}
              min={0}
              max={100}
              suffix=" %"
              {...form.field(part)}
            />
          ))}
          <p className={s.sum} data-wrong={sum !== 100 || undefined} role="status">
            {sum === 100
              ? t('crm.attention.settings.sum', { sum })
              : t('crm.attention.settings.sum_wrong', { direction: sum < 100 ? 'missing' : 'over', by: `${Math.abs(100 - sum)} %` })}
          </p>
          <div>
            <Button variant="default" size="xs" onClick={() => form.setValues(usualWeights)}>
              {t('crm.attention.settings.reset')}
            </Button>
          </div>
        </Fields>
      </Section>
      <Section title={t('crm.attention.settings.vip')} hint={t('crm.attention.settings.vip_hint')}>
        <MultiSelect
          aria-label={t('crm.attention.settings.vip')}
          placeholder={values.vipTagIds.length === 0 ? t('crm.attention.settings.vip_placeholder') : ''}
          data={tags.map(({ id, name }) => ({ value: id, label: name }))}
          maxValues={20}
          searchable
          {...form.field('vipTagIds')}
        />
      </Section>
      <FormButtons submit={t('web.action.save')} isSaving={form.isSaving} isDisabled={!form.isDirty() || sum !== 100} />
    </CheckedForm>
  )
}
