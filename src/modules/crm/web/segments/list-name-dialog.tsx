import { TextInput } from '@mantine/core'
import { useT } from '#web/i18n/i18n.tsx'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'

type Props = {
  title: string
  hint?: string
  initial: string
  onSave: (name: string) => Promise<unknown>
  onClose: () => void
}

/** Asks for the name of a list that is about to be made. */
export function ListNameDialog({ title, hint, initial, onSave, onClose }: Props) {
  const t = useT()
  const form = useContractForm({ initialValues: { name: initial }, save: ({ name }) => onSave(name.trim()) })
  return (
    <DialogForm form={form} onClose={onClose} onCancel={onClose} title={title} size={440} submit={t('crm.segment.create_list')}>
      <TextInput
        data-autofocus
        required
        maxLength={80}
        label={t('crm.segment.list_name')}
        description={hint}
        onKeyDown={(event) => event.stopPropagation()}
        {...form.field('name')}
      />
    </DialogForm>
  )
}
