import { useState } from 'react'
import { getConversation } from '#conversations/contract/api.ts'
import { OrderBuilder } from '#orders/web/builder/order-builder.tsx'
import type { Draft } from '#orders/web/builder/draft.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { loadMessages } from '#web/i18n/messages.ts'
import type { ConversationAction } from '#web/module.ts'
import { useApi } from '#web/query.ts'
import { putLayer, removeLayer } from '#web/ui/floor.ts'
import { Sheet } from '#web/ui/panes.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/chat/chat.module.css'

type Wanted = { conversationId: string; contact: { id: string; name: string }; start?: Partial<Draft>; ofMessageId?: string }

const layer = 'order-builder'
/** The way out of the screen takes so long. */
const leavingMs = 300

/** The order builder beside the conversation that it is for: what is said stays in sight. */
export async function openBuilder(wanted: Wanted): Promise<void> {
  // The inbox stands before the words of other modules are there.
  await loadMessages()
  putLayer(layer, () => (
    <BuilderSheet key={`${wanted.conversationId} ${wanted.ofMessageId ?? ''} ${wanted.start?.lines?.[0]?.key ?? ''}`} {...wanted} />
  ))
}

export const orderFromConversation: ConversationAction = ({ conversation: { id, contactId, contactName } }) =>
  openBuilder({ conversationId: id, contact: { id: contactId, name: contactName } })

function BuilderSheet({ conversationId, contact, start = {}, ofMessageId }: Wanted) {
  const t = useT()
  const [isOpen, setOpen] = useState(true)
  const { data: conversation, error, refetch } = useApi(getConversation, { id: conversationId })
  const close = () => {
    setOpen(false)
    setTimeout(() => removeLayer(layer), leavingMs)
  }
  return (
    <Sheet title={t('orders.chat.builder', { name: contact.name })} isOpen={isOpen} onClose={close} width={460}>
      <div className={s.builder}>
        {conversation ? (
          <OrderBuilder
            door={ofMessageId === undefined ? 'whatsapp' : 'catalogue'}
            sourceKey={ofMessageId ?? null}
            brandId={conversation.brandId}
            conversationId={conversationId}
            start={{ contact, ...start }}
            isNarrow
            onPlaced={(order) => {
              void toast({ text: order.number ? t('orders.new.placed', { number: order.number }) : t('orders.new.kept'), name: 'order' })
              close()
            }}
          />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <ListBones rows={6} face={false} />
        )}
      </div>
    </Sheet>
  )
}
