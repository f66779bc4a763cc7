import type { BasketLine, Door, Fulfilment, Quote } from '#commerce/contract/quote.ts'
import type { OrderEvent } from '#orders/contract/order.ts'
import { isClosed, type OrderState, type PaymentMethod } from '#orders/contract/order-state.ts'
import { searchTextOf, type Customer } from '#orders/server/orders/frame.ts'
import { returnedMinorOf } from '#orders/server/orders/kept-basket.ts'
import type { PlacedLine } from '#orders/server/orders/lines.store.ts'
import type { OrderRow } from '#orders/server/orders/orders.store.ts'
import { sumsOf } from '#orders/server/orders/shown.ts'
import { paymentStateOf } from '#orders/server/payments/payment-state.ts'

type Person = { id: string; name: string }

/** An order of the past as it went, with everything that was done about it, in that order. Instants. */
export type PastOrder = {
  at: string
  door: Door
  fulfilment: Fulfilment
  customer: Customer | null
  takenBy: Person | null
  lines: BasketLine[]
  steps: { state: OrderState; at: string; reason: string | null }[]
  /** All of it, at once. */
  paid: { method: PaymentMethod; at: string } | null
  /** What of the last line came back, and was given back in the way in which it was paid. */
  claim: { reason: string; at: string } | null
}

export type PastEvent = Pick<OrderEvent, 'kind' | 'fromState' | 'toState' | 'at' | 'reason' | 'detail'> & {
  id: string
  orderId: string
  by: Person | null
}
export type PastPayment = {
  id: string
  orderId: string
  method: PaymentMethod
  amountMinor: number
  isRefund: boolean
  at: string
  by: Person | null
}
export type Written = {
  row: OrderRow & { createdById: string | null; searchText: string }
  lines: PlacedLine[]
  events: PastEvent[]
  payments: PastPayment[]
}

/** What is kept of it, as placing, moving, paying and taking back would have left it. Pure. */
export function written(
  past: PastOrder,
  { quote, number, brandId, newId }: { quote: Quote; number: string; brandId: string; newId: () => string },
): Written {
  const id = newId()
  const last = past.steps.at(-1)
  const state = last?.state ?? 'received'
  const reached = (wanted: OrderState): string | null => past.steps.find((step) => step.state === wanted)?.at ?? null
  const isDelivered = state === 'delivered'
  const lines = quote.lines.map((line, position): PlacedLine => {
    const isBack = past.claim !== null && position === quote.lines.length - 1
    return {
      ...line,
      id: newId(),
      position,
      amendment: 0,
      preparedAt: reached('ready'),
      deliveredMilli: isDelivered ? line.quantityMilli : 0,
      returnedMilli: isBack ? line.quantityMilli : 0,
      removedAt: null,
    }
  })
  const returnedMinor = lines.reduce((sum, line) => sum + returnedMinorOf(line), 0)
  const isAllBack = past.claim !== null && lines.length === 1
  const after: OrderState = isAllBack ? 'returned' : state
  const row: OrderRow = {
    id,
    number,
    brandId,
    contactId: past.customer?.id ?? null,
    contactName: past.customer?.name ?? null,
    conversationId: null,
    door: past.door,
    state: after,
    stateSince: isAllBack ? (past.claim?.at ?? past.at) : (last?.at ?? past.at),
    paymentState: 'none',
    fulfilment: past.fulfilment,
    address: null,
    zoneId: null,
    tableName: null,
    wantedAt: null,
    promisedAt: null,
    note: '',
    couponCodes: [],
    ...sumsOf(quote),
    balanceMinor: 0,
    paymentMethod: past.paid?.method ?? null,
    paysWithMinor: null,
    assigneeId: null,
    driverId: null,
    placedAt: past.at,
    createdAt: past.at,
    lineCount: lines.length,
    version: 1 + past.steps.length,
    paidMinor: past.paid ? quote.totalMinor : 0,
    refundedMinor: past.paid ? returnedMinor : 0,
    returnedMinor,
    cancelReason: state === 'cancelled' ? (last?.reason ?? null) : null,
    confirmedAt: reached('confirmed'),
    readyAt: reached('ready'),
    dispatchedAt: reached('on_the_way'),
    closedAt: isClosed(state) ? (last?.at ?? null) : null,
    createdByName: past.takenBy?.name ?? null,
    amendment: 0,
    isByHand: false,
    paidAt: past.paid?.at ?? null,
  }
  row.paymentState = paymentStateOf(row)
  return {
    row: { ...row, createdById: past.takenBy?.id ?? null, searchText: searchTextOf(row, past.customer) },
    lines,
    events: eventsOf(past, { id, newId, returnedMinor, isAllBack, lines }, row),
    payments: paymentsOf(past, { id, newId, returnedMinor }, row),
  }
}

type Made = { id: string; newId: () => string; returnedMinor: number; isAllBack?: boolean; lines?: readonly PlacedLine[] }

function eventsOf(past: PastOrder, { id, newId, returnedMinor, isAllBack, lines = [] }: Made, row: OrderRow): PastEvent[] {
  const event = (at: string, entry: Partial<PastEvent> & Pick<PastEvent, 'kind'>): PastEvent => ({
    id: newId(),
    orderId: id,
    fromState: null,
    toState: null,
    reason: null,
    detail: {},
    by: past.takenBy,
    ...entry,
    at,
  })
  const steps = past.steps.map(({ state, at, reason }, i) =>
    event(at, { kind: 'state', fromState: past.steps[i - 1]?.state ?? 'received', toState: state, reason }),
  )
  const { currency } = row
  const paid =
    past.paid && event(past.paid.at, { kind: 'payment', detail: { method: past.paid.method, amountMinor: row.paidMinor, currency } })
  const line = lines.at(-1)
  const back =
    past.claim &&
    event(past.claim.at, {
      kind: 'returned',
      reason: past.claim.reason,
      detail: { items: [{ name: line?.name, quantityMilli: line?.quantityMilli }], valueMinor: returnedMinor, currency },
    })
  const end =
    past.claim && isAllBack
      ? event(past.claim.at, { kind: 'state', fromState: 'delivered', toState: 'returned', reason: past.claim.reason })
      : null
  return [event(past.at, { kind: 'state', toState: 'received' }), ...steps, paid, back, end].filter((one) => one !== null)
}

function paymentsOf(past: PastOrder, { id, newId, returnedMinor }: Made, row: OrderRow): PastPayment[] {
  if (!past.paid || row.paidMinor === 0) return []
  const { method, at } = past.paid
  const one = { orderId: id, method, by: past.takenBy }
  return [
    { ...one, id: newId(), amountMinor: row.paidMinor, isRefund: false, at },
    ...(past.claim && returnedMinor > 0 ? [{ ...one, id: newId(), amountMinor: returnedMinor, isRefund: true, at: past.claim.at }] : []),
  ]
}
