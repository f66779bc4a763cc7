import '#web/ui/mantine-forms-css.ts'
import { Modal, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons } from '#web/ui/form.tsx'

export type Named = { name: string; isShared: boolean }
type Props = {
  view: Named | null
  /** Key below which the module says `save`, `rename`, `name`, `share` and `share_hint`. */
  words: string
  /** A name for example. */
  example?: string
  mayShare: boolean
  onSave: (named: Named) => Promise<unknown>
  onClose: () => void
}

/** A name for what is on screen, or another one; whoever may share it gives it to everybody. */
export function NameDialog({ view, words, example, mayShare, onSave, onClose }: Props) {
  const t = useT()
  const [name, setName] = useState(view?.name ?? '')
  const [isShared, setShared] = useState(view?.isShared ?? false)
  const [isSaving, setSaving] = useState(false)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`${words}.${view ? 'rename' : 'save'}`)}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          if (!name.trim()) return
          setSaving(true)
          onSave({ name: name.trim(), isShared }).catch(() => setSaving(false))
        }}
      >
        <TextInput
          data-autofocus
          required
          maxLength={60}
          label={t(`${words}.name`)}
          placeholder={example}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {mayShare && (
          <Switch
            mt="md"
            label={t(`${words}.share`)}
            description={t(`${words}.share_hint`)}
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <FormButtons submit={t('web.action.save')} isSaving={isSaving} onCancel={onClose} isDisabled={!name.trim()} />
      </CheckedForm>
    </Modal>
  )
}
