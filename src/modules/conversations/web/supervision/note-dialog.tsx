import '#web/ui/mantine-forms-css.ts'
import { Textarea } from '@mantine/core'
import { writeNote } from '#conversations/contract/api.ts'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = { conversation: Pick<ConversationCard, 'id' | 'contactName'>; onClose: () => void }

/** Joins somebody's conversation without taking it: a note that only colleagues read. */
export function NoteDialog({ conversation, onClose }: Props) {
  const t = useT()
  const { send } = useSend(writeNote, {
    onDone: () => {
      void toast({ text: t('conversations.supervision.joined'), name: 'supervision' })
      onClose()
    },
  })
  const form = useContractForm({
    initialValues: { text: '' },
    validate: { text: (value) => (value.trim() === '' ? t('conversations.transfer.note_missing') : null) },
    save: ({ text }) => send({ id: conversation.id, text }),
  })
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={t('conversations.supervision.note_for', { name: conversation.contactName })}
      size={440}
      submit={t('conversations.composer.save_note')}
    >
      <Textarea
        label={t('conversations.composer.note')}
        description={t('conversations.composer.note_hint')}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={4096}
        data-autofocus
        {...form.field('text')}
      />
    </DialogForm>
  )
}
