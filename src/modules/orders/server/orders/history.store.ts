import type { TimelineQuery } from '#kernel/module.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { OrderEvent } from '#orders/contract/order.ts'
import type { OrderState } from '#orders/contract/order-state.ts'

export type Entry = {
  kind: OrderEvent['kind']
  fromState?: OrderState | null
  toState?: OrderState | null
  reason?: string | null
  detail?: Record<string, unknown>
}

/** One more entry of what was done to an order, by whoever acts. Entries are never taken out. */
export async function add(ctx: Ctx, orderId: string, entry: Entry): Promise<void> {
  const { actor } = ctx
  await ctx.sql`
    insert into orders.order_event (id, order_id, kind, from_state, to_state, at, actor_kind, actor_id, actor_name, reason, detail)
    values (${ctx.newId()}, ${orderId}, ${entry.kind}, ${entry.fromState ?? null}, ${entry.toState ?? null}, ${ctx.now},
      ${actor.kind}, ${actor.kind === 'system' ? null : actor.id}, ${actor.kind === 'system' ? null : actor.name},
      ${entry.reason ?? null}, ${JSON.stringify(entry.detail ?? {})}::jsonb)`
}

export const ofOrder = (ctx: Ctx, orderId: string): Promise<OrderEvent[]> =>
  ctx.sql<OrderEvent>`
    select e.id, e.kind, e.from_state as "fromState", e.to_state as "toState", e.at, e.actor_name as "actorName", e.reason, e.detail
    from orders.order_event e where e.order_id = ${orderId} order by e.at desc, e.id desc`

export type Moment = Pick<OrderEvent, 'id' | 'at' | 'toState' | 'reason' | 'actorName'> & { orderId: string; number: string }

/** Steps of the orders of a contact, before a place in the timeline, newest first. Drafts are nobody's yet. */
export const moments = (ctx: Ctx, query: TimelineQuery, states: readonly string[]): Promise<Moment[]> =>
  ctx.sql<Moment>`
    select e.id, e.at, e.to_state as "toState", e.reason, e.actor_name as "actorName", o.id as "orderId", o.number
    from orders.customer_order o join orders.order_event e on e.org_id = o.org_id and e.order_id = o.id
    where o.contact_id = ${query.contactId} and o.number is not null and e.kind = 'state' and e.to_state = any(${states})
      and (e.at, e.id) < (${query.before}::timestamptz, ${query.beforeId}::uuid)
    order by e.at desc, e.id desc limit ${query.limit}`
