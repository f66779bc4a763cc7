import { IconBike, IconBuildingStore, IconToolsKitchen2 } from '@tabler/icons-react'
import type { Order, OrderCard } from '#orders/contract/order.ts'
import type { OrderState, PaymentState } from '#orders/contract/order-state.ts'
import { useOrdering } from '#orders/web/orders/ordering.queries.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { Chip, type Tone } from '#web/ui/marks.tsx'

const toneByState: Readonly<Record<OrderState, Tone>> = {
  draft: 'plain',
  received: 'info',
  confirmed: 'info',
  preparing: 'warn',
  ready: 'ok',
  on_the_way: 'info',
  delivered: 'plain',
  cancelled: 'bad',
  returned: 'plain',
}
export const states = Object.keys(toneByState) as OrderState[]
export const toneOf = (state: OrderState): Tone => toneByState[state]

export function OrderStateChip({ order: { state, brandId } }: { order: Pick<OrderCard, 'state' | 'brandId'> }) {
  const { stateName } = useOrdering()
  return <Chip tone={toneByState[state]}>{stateName(state, brandId)}</Chip>
}

const toneByPayment: Readonly<Record<PaymentState, Tone>> = { none: 'warn', partial: 'warn', paid: 'ok', refunded: 'plain' }

/** What is paid, in a word. Of what was called off and never paid there is nothing to say. */
export function PaymentChip({ order: { state, paymentState } }: { order: Pick<Order, 'state' | 'paymentState'> }) {
  const t = useT()
  if (state === 'draft' || (state === 'cancelled' && paymentState === 'none')) return null
  return <Chip tone={toneByPayment[paymentState]}>{t(`orders.payment_states.${paymentState}`)}</Chip>
}

const signs = { delivery: IconBike, pickup: IconBuildingStore, table: IconToolsKitchen2 } as const

/** How it reaches the customer: an icon and its word. */
export function FulfilmentMark({ order: { fulfilment, tableName } }: { order: Pick<OrderCard, 'fulfilment' | 'tableName'> }) {
  const t = useT()
  const Sign = signs[fulfilment]
  const plain = t(`orders.fulfilments.${fulfilment}`)
  // Who calls their tables "Mesa 4" reads it once.
  const isNamed = fulfilment === 'table' && tableName !== null && !tableName.startsWith(plain)
  const words = isNamed ? t('orders.fulfilments.table_named', { name: tableName }) : fulfilment === 'table' ? (tableName ?? plain) : plain
  return <Chip icon={<Sign size={13} stroke={1.8} aria-hidden />}>{words}</Chip>
}
