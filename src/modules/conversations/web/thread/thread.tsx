import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { getConversation } from '#conversations/contract/api.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { Composer } from '#conversations/web/composer/composer.tsx'
import type { Aside } from '#conversations/web/panel/aside.ts'
import { Messages } from '#conversations/web/thread/messages.tsx'
import { leave, type Thread as LoadedThread, threadQuery } from '#conversations/web/thread/thread-cache.ts'
import { ThreadBones } from '#conversations/web/thread/thread-bones.tsx'
import { BareHeader, ThreadHeader } from '#conversations/web/thread/thread-header.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { usePresence, useTopic } from '#web/live-hooks.ts'
import { useConversationCommands } from '#web/open-conversation.ts'
import { TransferDialogs } from '#conversations/web/routing/transfer-dialogs.tsx'
import { useApi } from '#web/query.ts'
import { useWholeHeight } from '#web/shell/bottom-bar-state.ts'
import { ErrorState } from '#web/ui/states.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import s from '#conversations/web/thread/thread.module.css'

type Props = { id: string; messageId: string | undefined; aside: Aside; onClose: () => void }

/** One conversation: what was said, who is on it, and the place to answer. */
export function Thread({ id, messageId, aside, onClose }: Props) {
  const t = useT()
  const queryClient = useQueryClient()
  const topic = `conversations.thread:${id}`
  useTopic(topic)
  useWholeHeight(useIsPhone())
  const presence = usePresence(topic)
  useEffect(() => () => leave(queryClient, id), [queryClient, id])
  const { data: conversation, error, refetch } = useApi(getConversation, { id })
  const thread = useQuery(threadQuery(queryClient, id))
  const isReady = useIsCaughtUp(conversation, thread)
  const failure = conversation && thread.data ? null : (error ?? thread.error)

  const retry = () => {
    void refetch()
    void thread.refetch()
  }
  // A link to what was made one with another leads to where everything is.
  if (conversation?.mergedIntoId)
    return <Navigate to="/bandeja/{-$id}" params={{ id: conversation.mergedIntoId } as never} search={true as never} replace />
  if (failure) {
    return (
      <section className={s.thread} aria-label={t('conversations.thread.label_unknown')}>
        <BareHeader onClose={onClose} />
        <ErrorState error={failure} onRetry={retry} />
      </section>
    )
  }
  if (!conversation) {
    return (
      <section className={s.thread} aria-label={t('conversations.thread.label_unknown')}>
        <BareHeader onClose={onClose} />
        <ThreadBones />
      </section>
    )
  }
  return (
    <section className={s.thread} aria-label={t('conversations.thread.label', { name: conversation.contactName })}>
      <LentKeys conversation={conversation} />
      <ThreadHeader conversation={conversation} aside={aside} onClose={onClose} />
      {isReady && thread.data ? <Messages conversation={conversation} thread={thread.data} messageId={messageId} /> : <ThreadBones />}
      <Composer conversation={conversation} thread={thread.data} presence={presence} />
      <TransferDialogs conversation={conversation} />
    </section>
  )
}

/** What other modules can do with it. */
function LentKeys({ conversation }: { conversation: Conversation }) {
  useConversationCommands(conversation)
  return null
}

/**
 * What was loaded on an earlier visit may lack what came since. It is shown once the newest message is there, so that the
 * thread opens at the right line instead of jumping to it; without a connection it is shown as it is.
 */
function useIsCaughtUp(conversation: Conversation | undefined, { data, isFetching, refetch }: UseQueryResult<LoadedThread>): boolean {
  const isShown = useRef(false)
  const askedFor = useRef<string | null>(null)
  const lastId = conversation?.lastMessageId ?? null
  const isBehind = data !== undefined && lastId !== null && data.newer === null && !data.items.some(({ id }) => id === lastId)
  const mayAsk = isBehind && !isFetching && askedFor.current !== lastId
  useEffect(() => {
    if (!mayAsk) return
    askedFor.current = lastId
    void refetch()
  }, [mayAsk, lastId, refetch])
  if (conversation && data && !((isBehind && isFetching) || mayAsk)) isShown.current = true
  return isShown.current
}
