import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconExternalLink } from '@tabler/icons-react'
import { useEffect } from 'react'
import { getConversation, listContactConversations } from '#conversations/contract/api.ts'
import { Composer } from '#conversations/web/composer/composer.tsx'
import { Messages } from '#conversations/web/thread/messages.tsx'
import { leave, threadQuery } from '#conversations/web/thread/thread-cache.ts'
import { ThreadBones } from '#conversations/web/thread/thread-bones.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { usePresence, useTopic } from '#web/live-hooks.ts'
import type { PanelProps } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { EmptyState, ErrorState } from '#web/ui/states.tsx'
import s from '#conversations/web/panel/panel.module.css'

/** A conversation on somebody else's page: what was said, and the place to answer. */
export function LentConversation({ contactId, conversationId }: PanelProps['conversation']) {
  const t = useT()
  const { data, error, refetch } = useApi(listContactConversations, { id: contactId, limit: 1 }, { enabled: conversationId === null })
  const id = conversationId ?? data?.items[0]?.id
  if (id !== undefined) return <Open key={id} id={id} />
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ThreadBones />
  return <EmptyState drawing="chat" title={t('conversations.panel.none')} hint={t('conversations.panel.none_hint')} />
}

function Open({ id }: { id: string }) {
  const t = useT()
  const queryClient = useQueryClient()
  const topic = `conversations.thread:${id}`
  useTopic(topic)
  const presence = usePresence(topic)
  useEffect(() => () => leave(queryClient, id), [queryClient, id])
  const { data: conversation, error, refetch } = useApi(getConversation, { id })
  const thread = useQuery(threadQuery(queryClient, id))
  if (conversation?.mergedIntoId) return <Open id={conversation.mergedIntoId} />
  const failure = conversation && thread.data ? null : (error ?? thread.error)
  if (failure) return <ErrorState error={failure} onRetry={() => void Promise.all([refetch(), thread.refetch()])} />
  if (!conversation || !thread.data) return <ThreadBones />
  return (
    <section className={s.lent} aria-label={t('conversations.thread.label', { name: conversation.contactName })}>
      <Link to="/bandeja/{-$id}" params={{ id } as never} className={s.lentLink}>
        <IconExternalLink size={14} stroke={1.7} aria-hidden />
        {t('conversations.panel.open_in_inbox')}
      </Link>
      <Messages conversation={conversation} thread={thread.data} messageId={undefined} />
      <Composer conversation={conversation} thread={thread.data} presence={presence} />
    </section>
  )
}
