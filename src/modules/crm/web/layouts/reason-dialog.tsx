import { Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'

type Props = { name: string; stage: string; onSave: (reason: string) => void; onClose: () => void }

/** A stage is left backwards for a reason, which stays in the story of the contact. */
export function ReasonDialog({ name, stage, onSave, onClose }: Props) {
  const t = useT()
  const [reason, setReason] = useState('')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('crm.layout.back_title', { name, stage })}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          onSave(reason.trim())
        }}
      >
        <Textarea
          data-autofocus
          required
          autosize
          minRows={2}
          maxLength={500}
          label={t('crm.layout.back_reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <FormButtons submit={t('crm.layout.back')} isSaving={false} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
