import { Button } from '@mantine/core'
import { IconMapPin, IconReceipt } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { getConversation } from '#conversations/contract/api.ts'
import type { Content } from '#conversations/contract/content.ts'
import { getCatalogueOrder, takeCatalogueOrder } from '#orders/contract/catalogue-order-api.ts'
import type { CatalogueOrder } from '#orders/contract/catalogue-order.ts'
import { editOrder, listOrders } from '#orders/contract/order-api.ts'
import type { Order, OrderCard } from '#orders/contract/order.ts'
import { canTakeOrders } from '#orders/contract/permissions.ts'
import { openBuilder } from '#orders/web/chat/builder-sheet.tsx'
import { draftOfCatalogue } from '#orders/web/chat/again.ts'
import { nowhere } from '#orders/web/builder/draft.ts'
import { isClosed } from '#orders/web/orders/closed.ts'
import { OrderStateChip } from '#orders/web/orders/order-state.tsx'
import { keep } from '#orders/web/orders/orders.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import type { PanelProps } from '#web/module.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/chat/chat.module.css'

type Shared = Extract<Content, { kind: 'location' }>

/** What a message can become: an order of the catalogue, or the address of one. */
export function MessageOrder({ conversationId, messageId, content }: PanelProps['message']) {
  const may = useMay()
  const { kind } = (content ?? {}) as Partial<Content>
  if (kind === 'order') return <FromCatalogue conversationId={conversationId} messageId={messageId} />
  if (kind === 'location' && may(canTakeOrders)) return <FromPlace conversationId={conversationId} place={content as Shared} />
  return null
}

function FromCatalogue({ conversationId, messageId }: { conversationId: string; messageId: string }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const queryClient = useQueryClient()
  const { data } = useApi(getCatalogueOrder, { messageId })
  useTopic(`orders.conversation:${conversationId}`)
  const { send, sending } = useSend(takeCatalogueOrder, {
    invalidates: [getCatalogueOrder, listOrders],
    onDone: (order) => keep(queryClient, order as Order),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: `catalogue-${messageId}` }),
  })
  const { data: conversation } = useApi(getConversation, { id: conversationId })
  if (!data) return null
  const known = data as CatalogueOrder
  const { order, totalMinor, currency, seenMinor, problem } = known
  if (order)
    return (
      <p className={s.offer}>
        <Link to={`/pedidos/${order.id}`} className="num">
          {order.number ?? t('orders.states.draft')}
        </Link>
        <OrderStateChip order={order} />
      </p>
    )
  const left = known.lines.filter(({ refusal }) => refusal !== null)
  const difference = totalMinor !== null && seenMinor !== null && left.length === 0 ? totalMinor - seenMinor : 0
  return (
    <div className={s.offer}>
      {left.map((line) => (
        <small key={line.sku} data-tone="warn">
          {t('orders.chat.refused', { name: line.name ?? line.sku, why: (line.refusal ?? '').replaceAll('-', '_') })}
        </small>
      ))}
      {difference !== 0 && currency && (
        <small data-tone="warn">
          {t(difference > 0 ? 'orders.chat.dearer' : 'orders.chat.cheaper', { by: format.money(Math.abs(difference), currency) })}
        </small>
      )}
      {problem && <small data-tone="warn">{problem}</small>}
      {may(canTakeOrders) && totalMinor !== null && currency && (
        <Button
          variant="default"
          size="compact-sm"
          loading={sending}
          leftSection={<IconReceipt size={14} stroke={1.8} />}
          onClick={() => void send({ messageId })}
        >
          {t('orders.chat.take', { total: format.money(totalMinor, currency) })}
        </Button>
      )}
      {may(canTakeOrders) && problem && conversation && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconReceipt size={14} stroke={1.8} />}
          onClick={() =>
            void openBuilder({
              conversationId,
              contact: { id: conversation.contactId, name: conversation.contactName },
              start: draftOfCatalogue(known),
              ofMessageId: messageId,
            })
          }
        >
          {t('orders.chat.complete')}
        </Button>
      )}
    </div>
  )
}

/** A place that was shared: where the order that is open goes, or where a new one will. */
function FromPlace({ conversationId, place }: { conversationId: string; place: Shared }) {
  const t = useT()
  const queryClient = useQueryClient()
  const { data } = useApi(listOrders, { conversationId, isOpen: 'true' as never, limit: 5 })
  const { data: conversation } = useApi(getConversation, { id: conversationId })
  const { send, sending } = useSend(editOrder, {
    onDone: (order) => {
      keep(queryClient, order as Order)
      void toast({ text: t('orders.chat.address_set', { number: order.number ?? t('orders.states.draft') }), name: 'order-place' })
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'order-place' }),
  })
  const open = ((data?.items ?? []) as OrderCard[]).find(({ state }) => !isClosed(state) && state !== 'on_the_way')
  const { latitude, longitude } = place
  const text = [place.name, place.address].filter(Boolean).join(', ').slice(0, 300)
  const address = { ...nowhere, text, latitude, longitude }
  if (!data || !conversation) return null
  const isThere = open?.fulfilment === 'delivery' && open.address?.latitude === latitude && open.address.longitude === longitude
  if (isThere) return <small className={s.offer}>{t('orders.chat.address_of', { number: open.number ?? t('orders.states.draft') })}</small>
  const use = () => {
    if (open) return void send({ id: open.id, fulfilment: 'delivery', address }, { ifMatch: open.version })
    const contact = { id: conversation.contactId, name: conversation.contactName }
    return void openBuilder({ conversationId, contact, start: { fulfilment: 'delivery', address } })
  }
  return (
    <p className={s.offer}>
      <Button variant="default" size="compact-sm" loading={sending} leftSection={<IconMapPin size={14} stroke={1.8} />} onClick={use}>
        {open ? t('orders.chat.use_address', { number: open.number ?? t('orders.states.draft') }) : t('orders.chat.order_here')}
      </Button>
    </p>
  )
}
