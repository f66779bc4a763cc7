import { Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons } from '#web/ui/form.tsx'
import '#web/ui/mantine-forms-css.ts'

type Props = {
  title: string
  hint?: string
  initial: string
  isSaving: boolean
  onSave: (name: string) => void
  onClose: () => void
}

/** Asks for the name of a list that is about to be made. */
export function ListNameDialog({ title, hint, initial, isSaving, onSave, onClose }: Props) {
  const t = useT()
  const [name, setName] = useState(initial)
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          if (name.trim()) onSave(name.trim())
        }}
      >
        <TextInput
          data-autofocus
          required
          maxLength={80}
          label={t('crm.segment.list_name')}
          description={hint}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.stopPropagation()}
        />
        <FormButtons submit={t('crm.segment.create_list')} isSaving={isSaving} onCancel={onClose} isDisabled={!name.trim()} />
      </CheckedForm>
    </Modal>
  )
}
