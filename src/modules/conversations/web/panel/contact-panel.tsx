import { Suspense } from 'react'
import { getConversation } from '#conversations/contract/api.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { ConversationFacts } from '#conversations/web/panel/conversation-facts.tsx'
import { AsideBones } from '#conversations/web/thread/thread-bones.tsx'
import { partOf } from '#web/lent.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { panelsFor } from '#web/registry.ts'
import { useSession } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import s from '#conversations/web/panel/panel.module.css'

/** Who it is, what they are worth and what next: the parts that other modules bring, and what this conversation itself tells. */
export function ContactPanel({ id }: { id: string }) {
  const session = useSession()
  const { data: conversation, error } = useApi(getConversation, { id })
  const panels = panelsFor(session, 'contact')
  // The thread beside it says what went wrong.
  if (!conversation) return error ? null : <AsideBones />
  return (
    <div className={s.panel}>
      {panels.length === 0 && <Face conversation={conversation} />}
      {panels.map((panel) => {
        const Body = partOf<'contact'>(panel)
        return (
          <Suspense key={panel.name} fallback={<AsideBones />}>
            <Body contactId={conversation.contactId} conversationId={conversation.id} />
          </Suspense>
        )
      })}
      {panelsFor(session, 'talk').map((panel) => {
        const Body = partOf<'talk'>(panel)
        const { state, lastMessageAt, assigneeId } = conversation
        return (
          <Suspense key={panel.name}>
            <Body conversationId={conversation.id} state={state} moved={`${state} ${assigneeId} ${lastMessageAt}`} />
          </Suspense>
        )
      })}
      <ConversationFacts conversation={conversation} />
    </div>
  )
}

/** Name and address, where nobody brings more. */
function Face({ conversation }: { conversation: Conversation }) {
  const t = useT()
  return (
    <div className={s.face}>
      <Avatar name={conversation.contactName} size={52} />
      <div>
        <h2>{conversation.contactName}</h2>
        <small className="num">{conversation.contactAddress || t(`web.channel.${conversation.channelKind}`)}</small>
      </div>
    </div>
  )
}
