import { Modal, TextInput } from '@mantine/core'
import * as api from '#sales/contract/proposal-template-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'

export function NewTemplateDialog({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const t = useT()
  const { send } = useSend(api.createProposalTemplate, { invalidates: [api.listProposalTemplates], onDone: ({ id }) => onDone(id) })
  const form = useContractForm({
    initialValues: { name: '' },
    validate: { name: (name: string) => (name.trim() === '' ? t('sales.templates.name_missing') : null) },
    save: ({ name }) => send({ name: name.trim() }),
  })
  return (
    <Modal opened onClose={onClose} title={t('sales.templates.new')} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <TextInput label={t('sales.templates.name')} maxLength={80} data-autofocus {...form.field('name')} />
        </Fields>
        <FormButtons submit={t('sales.templates.create')} isSaving={form.isSaving} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
