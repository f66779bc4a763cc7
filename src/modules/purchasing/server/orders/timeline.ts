import type { SearchSource, TimelineSource } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import { canReadPurchases } from '#purchasing/contract/permissions.ts'
import { purchaseChanged } from '#purchasing/contract/purchase-events.ts'
import * as history from '#purchasing/server/orders/history.store.ts'
import { list } from '#purchasing/server/orders/orders.ts'

/** What says something of a supplier, by the kind that it is in a timeline. */
const eventByKind = {
  'purchase-sent': 'sent',
  'purchase-received': 'received',
  'purchase-returned': 'returned',
  'purchase-billed': 'billed',
  'purchase-closed': 'closed',
  'purchase-cancelled': 'cancelled',
} as const
const kinds = Object.keys(eventByKind) as (keyof typeof eventByKind)[]

export const hrefOf = (orderId: string): string => `/compras/${orderId}`

export const purchaseTimeline: TimelineSource = {
  kinds: kinds.map((kind) => `purchasing.${kind}`),
  async entries(ctx, query) {
    if (!ctx.can(canReadPurchases)) return []
    const asked = kinds.filter((kind) => !query.kinds || query.kinds.includes(`purchasing.${kind}`))
    if (asked.length === 0) return []
    const rows = await history.moments(
      ctx,
      query,
      asked.map((kind) => eventByKind[kind]),
    )
    return rows.map((row) => {
      const kind = kinds.find((one) => eventByKind[one] === row.kind) ?? 'purchase-sent'
      return {
        id: row.id,
        at: row.at,
        kind: `purchasing.${kind}`,
        words: `purchasing.timeline.${row.number === null && kind === 'purchase-cancelled' ? 'draft-cancelled' : kind}`,
        values: { number: row.number ?? '', reason: row.reason ?? '' },
        href: hrefOf(row.orderId),
        actorName: row.actorName,
      }
    })
  },
  movedBy: [moves(purchaseChanged, ({ card }) => [card.contactId])],
}

/** Orders in the palette: by number and by supplier. */
export const purchaseSearch: SearchSource = {
  kind: 'purchase',
  permission: canReadPurchases,
  async find(ctx, text, limit) {
    const { items } = await list(ctx, { search: text, limit, filter: [] })
    return items.map((order) => ({
      id: order.id,
      kind: 'purchase',
      title: order.number ?? ctx.t(order.state === 'cancelled' ? 'purchasing.cancelled_draft' : 'purchasing.states.draft'),
      subtitle: order.supplierName,
      href: hrefOf(order.id),
    }))
  },
}
