import { Button, Select } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { listAdForms, listLeadDeliveries, listLeadPages, sendTestLead, updateLeadPage } from '#crm/contract/lead-ads-api.ts'
import type { AdForm, LeadPage } from '#crm/contract/lead-ads.ts'
import { useFields } from '#crm/web/contacts/definitions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { Bone, EmptyState, ErrorState, Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/lead-ads/lead-ads.module.css'

const basics = ['name', 'phone', 'email', 'message'] as const
const askable = new Set(['text', 'number', 'date', 'choice', 'multi-choice', 'boolean', 'link'])

/** The forms as the provider has them: what becomes of each answer, and an invented lead to try it out. */
export function AdForms({ page }: { page: LeadPage }) {
  const t = useT()
  const { data, error, refetch } = useApi(listAdForms, { id: page.id }, { staleTime: 60_000 })
  return (
    <Section title={t('crm.lead_ads.forms')} hint={t('crm.lead_ads.forms_hint')}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bone height={120} />}
      {data?.items.length === 0 && <EmptyState drawing="file" title={t('crm.lead_ads.no_forms')} hint={t('crm.lead_ads.no_forms_hint')} />}
      {data && data.items.length > 0 && <Questions page={page} forms={data.items} />}
    </Section>
  )
}

function Questions({ page, forms }: { page: LeadPage; forms: readonly AdForm[] }) {
  const t = useT()
  const definitions = useFields().filter((field) => !field.isArchived && askable.has(field.type))
  const [formId, setFormId] = useState(forms[0]?.id ?? '')
  const { send } = useSend(updateLeadPage, { invalidates: [listLeadPages, listAdForms], rereads: [listLeadPages, listAdForms] })
  const draft = useContractForm({
    version: page.version,
    initialValues: { mapping: page.mapping },
    save: (values, begun) => send({ id: page.id, ...values }, begun),
  })
  const { mapping } = draft.getValues()
  const testing = useSend(sendTestLead, {
    invalidates: [listLeadDeliveries],
    onDone: () => void toast({ text: t('crm.lead_ads.test_sent') }),
  })
  const form = forms.find(({ id }) => id === formId) ?? forms[0]
  const targets = [
    ...basics.map((value) => ({ value: value as string, label: t(`crm.lead_ads.targets.${value}`) })),
    ...definitions.map((field) => ({ value: `fields.${field.key}`, label: field.label })),
    { value: 'none', label: t('crm.lead_ads.targets.none') },
  ]
  if (!form) return null
  return (
    <CheckedForm className={s.forms} form={draft}>
      <FormProblem form={draft} />
      {testing.problem && <Notice tone="bad">{testing.problem}</Notice>}
      <div className={s.choice}>
        <Select
          label={t('crm.lead_ads.form')}
          allowDeselect={false}
          data={forms.map(({ id, name }) => ({ value: id, label: name || id }))}
          value={form.id}
          onChange={(id) => setFormId(id ?? form.id)}
        />
        <Button
          variant="default"
          leftSection={<IconSend size={15} stroke={1.7} />}
          loading={testing.sending}
          onClick={() => void testing.send({ id: page.id, formId: form.id }).catch(() => {})}
        >
          {t('crm.lead_ads.test')}
        </Button>
      </div>
      <ul className={s.questions}>
        {form.questions.map(({ key, label, target }) => (
          <li key={key}>
            <span>{label}</span>
            <Select
              aria-label={t('crm.lead_ads.becomes', { question: label })}
              allowDeselect={false}
              data={targets}
              value={mapping[key] ?? target}
              onChange={(next) => next && draft.setFieldValue('mapping', { ...mapping, [key]: next })}
            />
          </li>
        ))}
      </ul>
      {draft.isDirty() && <FormButtons submit={t('web.action.save')} isSaving={draft.isSaving} onCancel={draft.reset} />}
    </CheckedForm>
  )
}
