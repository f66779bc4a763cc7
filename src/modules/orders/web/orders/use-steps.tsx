import { useQueryClient } from '@tanstack/react-query'
import { moveOrder } from '#orders/contract/order-api.ts'
import { needsReason, nextState, statesFrom, type Standing } from '#orders/contract/order-step.ts'
import type { Order, OrderCard } from '#orders/contract/order.ts'
import type { OrderState } from '#orders/contract/order-state.ts'
import { canCancelOrders, canMoveOrders, canRefundPayments } from '#orders/contract/permissions.ts'
import { useOrdering } from '#orders/web/orders/ordering.queries.ts'
import { keep } from '#orders/web/orders/orders.live.ts'
import { askReason } from '#web/ui/reason.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { toast } from '#web/ui/toast.ts'

/** Where an order can go from here, as far as this person may bring it there. */
export function useSteps(order: OrderCard & Partial<Pick<Order, 'lines'>>) {
  const t = useT()
  const may = useMay()
  const queryClient = useQueryClient()
  const { stateName, stepsOf, isKnown } = useOrdering()
  const onDone = (moved: unknown) => keep(queryClient, moved as Order)
  const { send, sending } = useSend(moveOrder, {
    onDone,
    onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: `order-${order.id}` }),
  })
  const explained = useSend(moveOrder, { onDone })
  const lines = order.lines ?? []
  const standing: Standing = {
    state: order.state,
    fulfilment: order.fulfilment,
    hasHandedOver: lines.some(({ deliveredMilli }) => deliveredMilli > 0),
    hasReturned: lines.some(({ returnedMilli }) => returnedMilli > 0),
  }
  const brand = stepsOf(order.brandId)
  const isMine = (state: OrderState): boolean => {
    if (state === 'cancelled') return order.state === 'draft' || may(canCancelOrders)
    return state !== 'returned' || may(canRefundPayments)
  }
  const mayMove = may(canMoveOrders) && isKnown
  const next = mayMove ? nextState(standing, brand) : null
  const others = mayMove ? statesFrom(standing, brand).filter((state) => state !== next && isMine(state)) : []
  const go = (state: OrderState): void => {
    if (needsReason(order.state, state))
      return askReason({
        title: t(`orders.steps.reason_${state}`),
        confirm: t(state === 'cancelled' ? 'orders.steps.cancel' : 'orders.steps.return'),
        isDangerous: true,
        send: (reason) => explained.send({ id: order.id, state, reason }),
      })
    void send({ id: order.id, state }).catch(() => {})
  }
  return { next, others, go, isMoving: sending, nameOf: (state: OrderState) => stateName(state, order.brandId) }
}
