import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { getConversation, markRead } from '#conversations/contract/api.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import { useIsLooking } from '#conversations/web/thread/looking.ts'
import { call } from '#web/api.ts'

/** Long enough that stepping over a conversation with J does not mark it. */
const glanceMs = 350

/** Says how far this person has read, while they look at the end of the thread. */
export function useReading(conversation: Conversation, messages: readonly Message[], isAtEnd: boolean): void {
  const queryClient = useQueryClient()
  const isLooking = useIsLooking()
  const { id, readSeq, unreadCount } = conversation
  const lastSeq = messages.reduce((most, { seq }) => Math.max(most, seq), 0)
  const told = useRef(readSeq)
  const hasNews = lastSeq > Math.max(readSeq, told.current) || (unreadCount > 0 && told.current < lastSeq)

  useEffect(() => {
    if (!isAtEnd || !isLooking || !hasNews || lastSeq === 0) return
    const timer = setTimeout(() => {
      told.current = lastSeq
      call(markRead, { id, seq: lastSeq }).then(
        (reading) =>
          queryClient.setQueryData<Conversation>([getConversation.path, { id }], (last) => (last ? { ...last, ...reading } : last)),
        () => {
          // Without a connection it is told with the next message.
          told.current = readSeq
        },
      )
    }, glanceMs)
    return () => clearTimeout(timer)
  }, [isAtEnd, isLooking, hasNews, lastSeq, id, readSeq, queryClient])
}
