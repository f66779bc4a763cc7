import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { getOrder } from '#orders/contract/order-api.ts'
import type { Order } from '#orders/contract/order.ts'
import { canTakeOrders } from '#orders/contract/permissions.ts'
import { OrderEditor } from '#orders/web/orders/order-editor.tsx'
import { isClosed } from '#orders/web/orders/closed.ts'
import { OrderActions } from '#orders/web/orders/order-actions.tsx'
import { OrderFacts } from '#orders/web/orders/order-facts.tsx'
import { OrderHistory } from '#orders/web/orders/order-history.tsx'
import { OrderTicket } from '#orders/web/orders/order-ticket.tsx'
import { FulfilmentMark, OrderStateChip, PaymentChip } from '#orders/web/orders/order-state.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi } from '#web/query.ts'
import { oneOf } from '#web/search.ts'
import { useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { RecordPage } from '#web/ui/record-page.tsx'
import { ErrorState, PageBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'

export function OrderPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data, error, refetch } = useApi(getOrder, { id })
  useTopic(`orders.order:${id}`)
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} isPage />
  if (!data) return <PageBones kind="record" />
  return <Record key={id} order={data as Order} />
}

function Record({ order }: { order: Order }) {
  const t = useT()
  const may = useMay()
  const [raw, setSearch] = useSearchState<Record<string, unknown>>()
  const tab = oneOf(['facts', 'pedido', 'historial'], raw['ver'], 'pedido')
  const [isEditing, setEditing] = useState(false)
  const title = order.number ?? t('orders.states.draft')
  useTitle(order.contactName ? `${title} · ${order.contactName}` : title)
  const mayEdit = may(canTakeOrders) && !isClosed(order.state)
  if (isEditing && mayEdit) return <OrderEditor order={order} onDone={() => setEditing(false)} />
  return (
    <RecordPage
      back="/pedidos"
      title={title}
      under={
        <>
          {order.contactId ? (
            <Link to={`/contactos/${order.contactId}`}>{order.contactName}</Link>
          ) : (
            (order.tableName ?? t('orders.list.nobody'))
          )}
          {' · '}
          {t(`orders.doors.${order.door}`)}
          {' · '}
          <RelativeTime at={order.placedAt ?? order.createdAt} />
        </>
      }
      marks={
        <>
          <OrderStateChip order={order} />
          <PaymentChip order={order} />
          <FulfilmentMark order={order} />
        </>
      }
      actions={<OrderActions order={order} {...(mayEdit && { onEdit: () => setEditing(true) })} />}
      facts={<OrderFacts order={order} />}
      tabs={[
        { value: 'pedido', label: t('orders.record.ticket') },
        { value: 'historial', label: t('orders.record.history') },
      ]}
      tab={tab}
      onTab={(ver) => setSearch({ ver: ver === 'pedido' ? undefined : ver })}
    >
      {tab === 'historial' ? <OrderHistory order={order} /> : <OrderTicket order={order} />}
    </RecordPage>
  )
}
