import { Modal, Select } from '@mantine/core'
import { useState } from 'react'
import type { StageDraft } from '#sales/web/pipelines/stage-draft.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons } from '#web/ui/form.tsx'

type Props = { stage: string; count: number; stages: readonly StageDraft[]; onClose: () => void; onChoose: (toStageId: string) => void }

/** A stage goes, and deals stand in it: where they go on. */
export function RemapDialog({ stage, count, stages, onClose, onChoose }: Props) {
  const t = useT()
  const [to, setTo] = useState<string | null>(null)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sales.settings.remap_title', { stage })}
      size={440}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          if (to) onChoose(to)
        }}
      >
        <Fields>
          <Select
            label={t('sales.settings.remap', { count })}
            description={t('sales.settings.remap_hint')}
            data={stages.flatMap(({ id, name }) => (id === null ? [] : [{ value: id, label: name }]))}
            value={to}
            onChange={setTo}
            data-autofocus
          />
        </Fields>
        <FormButtons submit={t('sales.settings.remap_save')} isSaving={false} onCancel={onClose} isDisabled={to === null} />
      </CheckedForm>
    </Modal>
  )
}
