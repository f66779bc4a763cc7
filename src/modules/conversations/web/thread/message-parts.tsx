import { Suspense } from 'react'
import type { Message } from '#conversations/contract/message.ts'
import { partOf } from '#web/lent.ts'
import { panelsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'

/** What other modules know of a message of the customer. Nothing holds its place while it is on its way. */
export function MessageParts({ message }: { message: Message }) {
  const session = useSession()
  return (
    <Suspense>
      {panelsFor(session, 'message').map((panel) => {
        const Body = partOf<'message'>(panel)
        return <Body key={panel.name} conversationId={message.conversationId} messageId={message.id} content={message.content} />
      })}
    </Suspense>
  )
}
