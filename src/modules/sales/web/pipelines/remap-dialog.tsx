import { Select } from '@mantine/core'
import type { StageDraft } from '#sales/web/pipelines/stage-draft.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'

type Props = { stage: string; count: number; stages: readonly StageDraft[]; onClose: () => void; onChoose: (toStageId: string) => void }

/** A stage goes, and deals stand in it: where they go on. */
export function RemapDialog({ stage, count, stages, onClose, onChoose }: Props) {
  const t = useT()
  const form = useContractForm({
    initialValues: { to: null as string | null },
    validate: { to: (to) => (to === null ? t('sales.settings.remap_missing') : null) },
    save: async ({ to }) => onChoose(to ?? ''),
  })
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      onCancel={onClose}
      title={t('sales.settings.remap_title', { stage })}
      size={440}
      submit={t('sales.settings.remap_save')}
    >
      <Select
        label={t('sales.settings.remap', { count })}
        description={t('sales.settings.remap_hint')}
        data={stages.flatMap(({ id, name }) => (id === null ? [] : [{ value: id, label: name }]))}
        data-autofocus
        {...form.field('to')}
      />
    </DialogForm>
  )
}
