import type { SearchSource, TimelineSource } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import { orderMoved } from '#orders/contract/order-events.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'
import * as history from '#orders/server/orders/history.store.ts'
import { list } from '#orders/server/orders/orders.ts'

/** The steps that say something of a customer, by the kind that they are in a timeline. */
const stateByKind = {
  'order-placed': 'received',
  'order-confirmed': 'confirmed',
  'order-delivered': 'delivered',
  'order-cancelled': 'cancelled',
  'order-returned': 'returned',
} as const
const kinds = Object.keys(stateByKind) as (keyof typeof stateByKind)[]
const nameOf = (kind: string): string => kind.slice('orders.'.length)

export const orderTimeline: TimelineSource = {
  kinds: kinds.map((kind) => `orders.${kind}`),
  async entries(ctx, query) {
    if (!ctx.can(canReadOrders)) return []
    const asked = kinds.filter((kind) => !query.kinds || query.kinds.map(nameOf).includes(kind))
    if (asked.length === 0) return []
    const rows = await history.moments(
      ctx,
      query,
      asked.map((kind) => stateByKind[kind]),
    )
    return rows.map((row) => {
      const kind = kinds.find((one) => stateByKind[one] === row.toState) ?? 'order-placed'
      return {
        id: row.id,
        at: row.at,
        kind: `orders.${kind}`,
        words: `orders.timeline.${kind}`,
        values: { number: row.number, reason: row.reason ?? '' },
        href: hrefOf(row.orderId),
        actorName: row.actorName,
      }
    })
  },
  movedBy: [moves(orderMoved, ({ card }) => [card.contactId])],
}

export const hrefOf = (orderId: string): string => `/pedidos/${orderId}`

/** Orders in the palette: by number, by who they are for, by their telephone. */
export const orderSearch: SearchSource = {
  kind: 'order',
  permission: canReadOrders,
  async find(ctx, text, limit) {
    const { items } = await list(ctx, { search: text, limit, filter: [] })
    return items.map((order) => ({
      id: order.id,
      kind: 'order',
      title: order.number ?? ctx.t('orders.states.draft'),
      subtitle: order.contactName ?? order.tableName ?? '',
      href: hrefOf(order.id),
    }))
  },
}
