import type { Ctx } from '#kernel/ctx.ts'
import type { Address } from '#orders/contract/order.ts'
import type { CartLine, Place } from '#orders/server/bot/place.ts'

export type CartRow = {
  id: string
  key: string
  brandId: string
  contactId: string
  conversationId: string
  state: 'open' | 'placed' | 'handed-over' | 'left'
  place: Place
  orderId: string | null
  heardAt: string
  remindedAt: string | null
  createdAt: string
}

/** The one of a run that is open; held. */
export async function ofRun(ctx: Ctx, key: string): Promise<CartRow | undefined> {
  const [row] = await ctx.sql<CartRow>`
    select c.id, c.run_key as "key", c.brand_id as "brandId", c.contact_id as "contactId", c.conversation_id as "conversationId", c.state, c.place,
      c.order_id as "orderId", c.heard_at as "heardAt", c.reminded_at as "remindedAt", c.created_at as "createdAt"
    from orders.bot_cart c where c.run_key = ${key} and c.state = 'open' for update`
  return row
}

/** What a customer left with something in it, at another time; held. */
export async function leftBehind(
  ctx: Ctx,
  { contactId, brandId, since }: { contactId: string; brandId: string; since: string },
): Promise<CartRow | undefined> {
  const [row] = await ctx.sql<CartRow>`
    select c.id, c.run_key as "key", c.brand_id as "brandId", c.contact_id as "contactId", c.conversation_id as "conversationId", c.state, c.place,
      c.order_id as "orderId", c.heard_at as "heardAt", c.reminded_at as "remindedAt", c.created_at as "createdAt"
    from orders.bot_cart c
    where c.contact_id = ${contactId} and c.brand_id = ${brandId} and c.state = 'open' and c.heard_at >= ${since} and c.line_count > 0
    order by c.heard_at desc limit 1 for update`
  return row
}

export async function byId(ctx: Ctx, id: string): Promise<CartRow | undefined> {
  const [row] = await ctx.sql<CartRow>`
    select c.id, c.run_key as "key", c.brand_id as "brandId", c.contact_id as "contactId", c.conversation_id as "conversationId", c.state, c.place,
      c.order_id as "orderId", c.heard_at as "heardAt", c.reminded_at as "remindedAt", c.created_at as "createdAt"
    from orders.bot_cart c where c.id = ${id} for update`
  return row
}

export async function save(ctx: Ctx, row: CartRow): Promise<void> {
  await ctx.sql`
    insert into orders.bot_cart (id, run_key, brand_id, contact_id, conversation_id, state, place, line_count, order_id, heard_at, reminded_at, created_at)
    values (${row.id}, ${row.key}, ${row.brandId}, ${row.contactId}, ${row.conversationId}, ${row.state}, ${JSON.stringify(row.place)}::jsonb,
      ${row.place.lines.length}, ${row.orderId}, ${row.heardAt}, ${row.remindedAt}, ${row.createdAt})
    on conflict (org_id, id) do update set run_key = excluded.run_key, conversation_id = excluded.conversation_id, state = excluded.state,
      place = excluded.place, line_count = excluded.line_count, order_id = excluded.order_id, heard_at = excluded.heard_at,
      reminded_at = excluded.reminded_at`
}

/** Two contacts are one: what the other one was putting together is theirs. */
export async function give(ctx: Ctx, from: string, to: string): Promise<void> {
  await ctx.sql`update orders.bot_cart set contact_id = ${to} where contact_id = ${from}`
}

type Past = { lines: Pick<CartLine, 'variantId' | 'quantityMilli' | 'modifierIds' | 'note'>[]; address: Address | null }

/** What they had last of all that came to them, and where it was brought. */
export async function lastDelivered(ctx: Ctx, { contactId, brandId }: { contactId: string; brandId: string }): Promise<Past | undefined> {
  const [row] = await ctx.sql<Past>`
    select case when o.fulfilment = 'delivery' then o.address end as address,
      coalesce((select jsonb_agg(jsonb_build_object('variantId', l.variant_id, 'quantityMilli', l.quantity_milli, 'note', l.note,
          'modifierIds', coalesce((select jsonb_agg(m ->> 'id') from jsonb_array_elements(l.modifiers) m), '[]')) order by l.position)
        from orders.order_line l where l.org_id = o.org_id and l.order_id = o.id and l.removed_at is null), '[]') as lines
    from orders.customer_order o
    where o.contact_id = ${contactId} and o.brand_id = ${brandId} and o.state = 'delivered'
    order by o.created_at desc, o.id desc limit 1`
  return row
}
