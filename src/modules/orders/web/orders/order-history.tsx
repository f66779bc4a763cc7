import {
  IconArrowBackUp,
  IconArrowRight,
  IconCash,
  IconCashOff,
  IconMessage,
  IconPackageExport,
  IconPencil,
  IconUser,
} from '@tabler/icons-react'
import { listOrderEvents } from '#orders/contract/order-api.ts'
import type { Order, OrderEvent } from '#orders/contract/order.ts'
import type { LineDifference } from '#orders/contract/order-difference.ts'
import { Difference } from '#orders/web/orders/difference.tsx'
import { useOrdering } from '#orders/web/orders/ordering.queries.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Timeline } from '#web/ui/record-page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import s from '#orders/web/orders/ticket.module.css'

const signs = {
  state: IconArrowRight,
  edited: IconPencil,
  payment: IconCash,
  refund: IconCashOff,
  delivered: IconPackageExport,
  returned: IconArrowBackUp,
  assigned: IconUser,
  told: IconMessage,
} as const

/** Everything that was done to it, newest first. */
export function OrderHistory({ order }: { order: Order }) {
  const { data, error, refetch } = useApi(listOrderEvents, { id: order.id })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <ListBones rows={4} face={false} />
  const items = (data.items as OrderEvent[]).map((event) => {
    const Sign = signs[event.kind]
    return {
      id: event.id,
      icon: <Sign size={15} stroke={1.7} />,
      text: <What event={event} order={order} />,
      at: event.at,
      by: event.actorName,
    }
  })
  return (
    <div className={s.history}>
      <Timeline items={items} />
    </div>
  )
}

function What({ event, order }: { event: OrderEvent; order: Order }) {
  const t = useT()
  const format = useFormat()
  const { stateName } = useOrdering()
  const { detail, reason } = event
  const money = (value: unknown): string => format.money(Number(value ?? 0), order.currency)
  const items = ((detail['items'] ?? []) as { name: string; quantityMilli: number }[])
    .map(({ name, quantityMilli }) => `${format.number(quantityMilli / 1000)} ${name}`)
    .join(', ')
  const words: Record<OrderEvent['kind'], string> = {
    state:
      event.fromState === null
        ? t('orders.history.made', { state: stateName(event.toState ?? 'received', order.brandId) })
        : t('orders.history.moved', { state: stateName(event.toState ?? 'received', order.brandId) }),
    edited: t('orders.history.edited', { from: money(detail['fromTotalMinor']), to: money(detail['toTotalMinor']) }),
    payment: t('orders.history.paid', {
      amount: money(detail['amountMinor']),
      method: t(`orders.methods.${String(detail['method'] ?? 'other')}`),
    }),
    refund: t('orders.history.refunded', {
      amount: money(detail['amountMinor']),
      method: t(`orders.methods.${String(detail['method'] ?? 'other')}`),
    }),
    delivered: t('orders.history.handed', { items }),
    returned: t('orders.history.returned', { items, amount: money(detail['valueMinor']) }),
    assigned: t('orders.history.assigned', {
      assignee: String(detail['assigneeName'] ?? '—'),
      driver: String(detail['driverName'] ?? '—'),
    }),
    told:
      typeof detail['refusal'] === 'string'
        ? t('orders.history.not_told', { state: stateName(event.toState ?? 'received', order.brandId), why: detail['refusal'] })
        : t('orders.history.told', { state: stateName(event.toState ?? 'received', order.brandId) }),
  }
  const change = Number(detail['changeMinor'] ?? 0)
  return (
    <>
      {words[event.kind]}
      {event.kind === 'payment' && change > 0 && <small> {t('orders.history.change', { amount: money(change) })}</small>}
      {typeof detail['reference'] === 'string' && detail['reference'] !== '' && <small> {detail['reference']}</small>}
      {reason && <em className={s.reason}>{reason}</em>}
      {event.kind === 'edited' && <Difference rows={(detail['difference'] ?? []) as LineDifference[]} currency={order.currency} />}
    </>
  )
}
