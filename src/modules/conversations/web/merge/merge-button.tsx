import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowMerge } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { listContactConversations, listMessages } from '#conversations/contract/api.ts'
import type { Conversation, ConversationItem } from '#conversations/contract/conversation.ts'
import { mergeConversations } from '#conversations/contract/merge-api.ts'
import { hear } from '#conversations/web/inbox/heard.ts'
import { threadKey } from '#conversations/web/thread/thread-cache.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { confirm } from '#web/ui/dialog.ts'
import { toast } from '#web/ui/toast.ts'

/** Brings an earlier conversation of the same person into this thread, after asking: it cannot be taken apart again. */
export function MergeButton({ into, other }: { into: Conversation; other: ConversationItem }) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const { send, sending } = useSend(mergeConversations, {
    invalidates: [listContactConversations, listMessages],
    onDone: (after) => {
      hear(queryClient, after)
      void queryClient.invalidateQueries({ queryKey: threadKey(after.id) })
      void toast({ text: t('conversations.merge.done'), name: 'merge' })
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'merge' }),
  })
  const label = t('conversations.merge.label', { day: format.day(other.openedAt) })
  const ask = async () => {
    const isSure = await confirm({
      title: t('conversations.merge.title'),
      text: t('conversations.merge.text', { day: format.day(other.openedAt) }),
      confirm: t('conversations.merge.confirm'),
    })
    if (isSure) await send({ id: into.id, otherId: other.id }).catch(() => {})
  }
  return (
    <Tooltip label={label}>
      <ActionIcon size={26} aria-label={label} loading={sending} onClick={() => void ask()}>
        <IconArrowMerge size={15} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  )
}
