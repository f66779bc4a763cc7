import '#web/ui/mantine-forms-css.ts'
import { Select, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getConversation } from '#conversations/contract/api.ts'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import { getRoutingSettings, transferConversation } from '#conversations/contract/routing-api.ts'
import { getSupervision } from '#conversations/contract/supervision-api.ts'
import { useAvailability } from '#conversations/web/availability/availability.queries.ts'
import { hear } from '#conversations/web/inbox/heard.ts'
import type { Target } from '#conversations/web/routing/transfer-state.ts'
import { useAssignees } from '#conversations/web/thread/assign-menu.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import { toast } from '#web/ui/toast.ts'

type Props = {
  conversation: Pick<ConversationCard, 'id' | 'contactName' | 'assigneeId' | 'teamId'>
  to: Target | null
  onClose: () => void
}

/** Hands a conversation on, with word for whoever gets it. */
export function TransferDialog({ conversation, to, onClose }: Props) {
  const t = useT()
  const queryClient = useQueryClient()
  const { people, teams } = useAssignees()
  const availability = useAvailability()
  const { data: settings } = useApi(getRoutingSettings, {})
  const isNoteRequired = settings?.transferNoteRequired ?? false
  const { send } = useSend(transferConversation, {
    invalidates: [getConversation, getSupervision],
    onDone: (after) => {
      hear(queryClient, after)
      void toast({ text: t('conversations.transfer.done', { name: after.contactName }), name: 'conversation' })
      onClose()
    },
  })
  const form = useContractForm({
    initialValues: { to: to ? `${to.kind}:${to.id}` : '', note: '' },
    validate: {
      to: (value) => (value ? null : t('conversations.transfer.choose')),
      note: (value) => (isNoteRequired && value.trim() === '' ? t('conversations.transfer.note_missing') : null),
    },
    save: (values) => {
      const [kind, id] = values.to.split(':') as [Target['kind'], string]
      return send({ id: conversation.id, to: { kind, id }, note: values.note })
    },
  })
  const choices = [
    {
      group: t('conversations.assign.people'),
      items: people
        .filter(({ id }) => id !== conversation.assigneeId)
        .map(({ id, name }) => ({ value: `person:${id}`, label: `${name} · ${availability.words(id)}` })),
    },
    { group: t('conversations.assign.teams'), items: teams.map(({ id, name }) => ({ value: `team:${id}`, label: name })) },
  ]
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={t('conversations.transfer.named', { name: conversation.contactName })}
      size={460}
      submit={t('conversations.transfer.send')}
    >
      <Select
        label={t('conversations.transfer.to')}
        placeholder={t('conversations.transfer.choose')}
        data={choices}
        searchable
        nothingFoundMessage={t('web.list.no_results')}
        data-autofocus={to === null || undefined}
        {...form.field('to')}
      />
      <Textarea
        label={t('conversations.transfer.note')}
        description={t(isNoteRequired ? 'conversations.transfer.note_required_hint' : 'conversations.transfer.note_hint')}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={4096}
        data-autofocus={to !== null || undefined}
        {...form.field('note')}
      />
    </DialogForm>
  )
}
