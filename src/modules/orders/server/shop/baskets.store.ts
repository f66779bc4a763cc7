import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql } from '#kernel/db/sql.ts'

export type BasketRow = {
  id: string
  brandId: string
  token: string
  draft: unknown
  name: string
  phone: string
  reminderConsent: string | null
  itemCount: number
  totalMinor: number
  currency: string
  orderId: string | null
  touchedAt: string
  remindedAt: string | null
  reminderRefusal: string | null
}

const columns = sql`b.id, b.brand_id as "brandId", b.token, b.draft, b.name, b.phone, b.reminder_consent as "reminderConsent",
  b.item_count as "itemCount", b.total_minor as "totalMinor", b.currency, b.order_id as "orderId", b.touched_at as "touchedAt",
  b.reminded_at as "remindedAt", b.reminder_refusal as "reminderRefusal"`

export async function find(ctx: Ctx, brandId: string, token: string): Promise<BasketRow | undefined> {
  const [row] = await ctx.sql<BasketRow>`select ${columns} from orders.shop_basket b where b.token = ${token} and b.brand_id = ${brandId}`
  return row
}

/** Held until the transaction ends: whoever has the same one waits. */
export async function hold(ctx: Ctx, id: string): Promise<BasketRow | undefined> {
  const [row] = await ctx.sql<BasketRow>`select ${columns} from orders.shop_basket b where b.id = ${id} for update`
  return row
}

export type Written = Pick<
  BasketRow,
  'brandId' | 'token' | 'draft' | 'name' | 'phone' | 'reminderConsent' | 'itemCount' | 'totalMinor' | 'currency'
>

/**
 * As it is now, held until the transaction ends. One that became an order stays as it was, as does another brand's: `undefined`
 * then. What was said in a reminder is not said again.
 */
export async function keep(ctx: Ctx, one: Written): Promise<BasketRow | undefined> {
  const [row] = await ctx.sql<BasketRow>`
    insert into orders.shop_basket as b (id, brand_id, token, draft, name, phone, reminder_consent, item_count, total_minor, currency,
      created_at, touched_at)
    values (${ctx.newId()}, ${one.brandId}, ${one.token}, ${JSON.stringify(one.draft)}::jsonb, ${one.name}, ${one.phone},
      ${one.reminderConsent}, ${one.itemCount}, ${one.totalMinor}, ${one.currency}, ${ctx.now}, ${ctx.now})
    on conflict (org_id, token) do update set draft = excluded.draft, name = excluded.name, phone = excluded.phone,
      reminder_consent = excluded.reminder_consent, item_count = excluded.item_count, total_minor = excluded.total_minor,
      touched_at = excluded.touched_at
    where b.order_id is null and b.brand_id = excluded.brand_id
    returning ${columns}`
  return row
}

export async function ordered(ctx: Ctx, id: string, orderId: string): Promise<void> {
  await ctx.sql`update orders.shop_basket set order_id = ${orderId} where id = ${id}`
}

export async function reminded(ctx: Ctx, id: string, refusal: string | null): Promise<void> {
  await ctx.sql`
    update orders.shop_basket set reminded_at = ${refusal === null ? ctx.now : null}, reminder_refusal = ${refusal} where id = ${id}`
}

/** Of people who may be reminded and did not order, quiet since `before`, the newest first. */
export const left = (ctx: Ctx, brandId: string | undefined, before: string, most: number): Promise<BasketRow[]> =>
  ctx.sql<BasketRow>`
    select ${columns} from orders.shop_basket b
    where b.order_id is null and b.reminder_consent is not null and b.item_count > 0 and b.phone <> '' and b.touched_at < ${before}
      ${brandId ? sql`and b.brand_id = ${brandId}` : empty}
    order by b.touched_at desc, b.id desc limit ${most}`

/** Answers how many are gone. */
export async function forget(ctx: Ctx, before: string, most: number): Promise<number> {
  const rows = await ctx.sql`
    delete from orders.shop_basket where id = any(select b.id from orders.shop_basket b where b.touched_at < ${before} order by b.touched_at limit ${most})
    returning id`
  return rows.length
}
