import type { Ctx } from '#kernel/ctx.ts'
import type { TimelineQuery } from '#kernel/timeline.ts'
import type { PurchaseEvent } from '#purchasing/contract/purchase-order.ts'

type NewEvent = { kind: PurchaseEvent['kind']; reason?: string | null; detail?: Record<string, unknown> }

export async function add(ctx: Ctx, orderId: string, { kind, reason = null, detail = {} }: NewEvent): Promise<void> {
  const { actor } = ctx
  await ctx.sql`
    insert into purchasing.order_event (id, order_id, kind, at, actor_id, actor_name, reason, detail)
    values (${ctx.newId()}, ${orderId}, ${kind}, ${ctx.now}, ${actor.kind === 'system' ? null : actor.id},
      ${actor.kind === 'system' ? null : actor.name}, ${reason || null}, ${JSON.stringify(detail)}::jsonb)`
}

/** Newest first. */
export const ofOrder = (ctx: Ctx, orderId: string): Promise<PurchaseEvent[]> =>
  ctx.sql<PurchaseEvent>`
    select e.id, e.kind, e.at, e.actor_name as "actorName", e.reason, e.detail from purchasing.order_event e
    where e.order_id = ${orderId} order by e.at desc, e.id desc limit 300`

export type Moment = PurchaseEvent & { orderId: string; number: string | null }

/** Of a contact's orders, as its timeline tells them. */
export const moments = (ctx: Ctx, query: TimelineQuery, kinds: readonly string[]): Promise<Moment[]> =>
  ctx.sql<Moment>`
    select e.id, e.kind, e.at, e.actor_name as "actorName", e.reason, e.detail, o.id as "orderId", o.number
    from purchasing.supplier s join purchasing.purchase_order o on o.org_id = s.org_id and o.supplier_id = s.id
      join purchasing.order_event e on e.org_id = o.org_id and e.order_id = o.id
    where s.contact_id = ${query.contactId} and e.kind = any(${kinds})
      and (e.at, e.id) < (${query.before}::timestamptz, ${query.beforeId}::uuid)
    order by e.at desc, e.id desc limit ${query.limit}`
