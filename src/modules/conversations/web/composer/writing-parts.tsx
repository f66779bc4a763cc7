import { Suspense } from 'react'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { partOf } from '#web/lent.ts'
import type { Thread } from '#conversations/web/thread/thread-cache.ts'
import type { PanelProps } from '#web/module.ts'
import { panelsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'

type Props = { conversation: Conversation; thread: Thread | undefined; onInsert: PanelProps['writing']['onInsert'] }

/** What other modules offer to whoever is about to answer: only while the customer has the last word, in words. */
export function WritingParts({ conversation, thread, onInsert }: Props) {
  const session = useSession()
  const { id, brandId, contactName, lastMessage } = conversation
  const last = lastMessage?.direction === 'in' ? thread?.items.find((message) => message.id === lastMessage.id) : undefined
  const text = last?.content.kind === 'text' && last.revokedAt === null ? last.content.text.trim() : ''
  if (text === '') return null
  return (
    <Suspense>
      {panelsFor(session, 'writing').map((panel) => {
        const Body = partOf<'writing'>(panel)
        return <Body key={panel.name} conversationId={id} {...{ brandId, contactName, text, onInsert }} />
      })}
    </Suspense>
  )
}
