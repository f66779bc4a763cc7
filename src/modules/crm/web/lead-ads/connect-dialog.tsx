import { Modal, PasswordInput, TextInput } from '@mantine/core'
import { connectLeadPage, listLeadPages } from '#crm/contract/lead-ads-api.ts'
import type { LeadPage } from '#crm/contract/lead-ads.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FieldRow, Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'

/** What the provider's console says about the page; it is tried before it is kept. */
export function ConnectDialog({ onClose, onDone }: { onClose: () => void; onDone: (page: LeadPage) => void }) {
  const t = useT()
  const { send } = useSend(connectLeadPage, { invalidates: [listLeadPages], onDone })
  const missing = (text: string) => (text.trim() === '' ? t('crm.lead_ads.missing') : null)
  const form = useContractForm({
    initialValues: { pageId: '', token: '', appSecret: '' },
    validate: {
      pageId: (pageId) => (/^\d{3,30}$/.test(pageId.trim()) ? null : t('crm.lead_ads.page_id_wrong')),
      token: missing,
      appSecret: missing,
    },
    save: (values) => send(values),
  })
  return (
    <Modal opened onClose={onClose} title={t('crm.lead_ads.connect')} size={520} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <TextInput
            label={t('crm.lead_ads.page_id')}
            description={t('crm.lead_ads.page_id_hint')}
            withAsterisk
            aria-required
            inputMode="numeric"
            data-autofocus
            {...form.field('pageId')}
          />
          <FieldRow>
            <PasswordInput
              label={t('crm.lead_ads.token')}
              description={t('crm.lead_ads.token_hint')}
              withAsterisk
              aria-required
              autoComplete="off"
              {...form.field('token')}
            />
            <PasswordInput
              label={t('crm.lead_ads.app_secret')}
              description={t('crm.lead_ads.app_secret_hint')}
              withAsterisk
              aria-required
              autoComplete="off"
              {...form.field('appSecret')}
            />
          </FieldRow>
        </Fields>
        <FormButtons submit={t('crm.lead_ads.connect')} isSaving={form.isSaving} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
