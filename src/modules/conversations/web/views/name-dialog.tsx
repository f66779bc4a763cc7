import '#web/ui/mantine-forms-css.ts'
import { Modal, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { InboxView } from '#conversations/contract/inbox-view.ts'
import { canAssign } from '#conversations/contract/permissions.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons } from '#web/ui/form.tsx'

type Props = { view: InboxView | null; onSave: (words: { name: string; isShared: boolean }) => Promise<unknown>; onClose: () => void }

/** A name for what is on screen; who hands out work may give it to everybody. */
export function NameDialog({ view, onSave, onClose }: Props) {
  const t = useT()
  const may = useMay()
  const [name, setName] = useState(view?.name ?? '')
  const [isShared, setShared] = useState(view?.isShared ?? false)
  const [isSaving, setSaving] = useState(false)
  return (
    <Modal
      opened
      onClose={onClose}
      size={420}
      title={t(view ? 'conversations.views.rename' : 'conversations.views.save')}
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
          label={t('conversations.views.name')}
          placeholder={t('conversations.views.name_hint')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {may(canAssign) && (
          <Switch
            mt="md"
            label={t('conversations.views.share')}
            description={t('conversations.views.share_hint')}
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <FormButtons submit={t('web.action.save')} isSaving={isSaving} onCancel={onClose} isDisabled={!name.trim()} />
      </CheckedForm>
    </Modal>
  )
}
