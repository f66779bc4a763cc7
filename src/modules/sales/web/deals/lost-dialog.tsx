import { Modal, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useLostReasons } from '#sales/web/pipelines/pipelines.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons } from '#web/ui/form.tsx'

type Props = { title: string; onClose: () => void; onSave: (lost: { lostReasonId: string; lostNote: string | null }) => void }

/** What it was lost for: without a reason nobody learns anything. */
export function LostDialog({ title, onClose, onSave }: Props) {
  const t = useT()
  const reasons = useLostReasons().reasons.filter(({ isArchived }) => !isArchived)
  const [reasonId, setReasonId] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [wasMissing, setMissing] = useState(false)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sales.lost.title', { title })}
      size={440}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          if (reasonId === null) return setMissing(true)
          onSave({ lostReasonId: reasonId, lostNote: note.trim() || null })
        }}
      >
        <Fields>
          <Select
            label={t('sales.lost.reason')}
            data={reasons.map(({ id, name }) => ({ value: id, label: name }))}
            value={reasonId}
            onChange={setReasonId}
            error={wasMissing && reasonId === null ? t('sales.lost.reason_missing') : undefined}
            data-autofocus
          />
          <Textarea
            label={t('sales.lost.note')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Fields>
        <FormButtons submit={t('sales.lost.save')} isSaving={false} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
