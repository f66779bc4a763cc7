import type { Ctx } from '#kernel/ctx.ts'

export type Use = { promotionId: string; couponId: string | null; amountMinor: number; contactId: string | null }

/** What counts in an order now, held until this transaction ends. */
export const ofOrder = (ctx: Ctx, orderId: string): Promise<Use[]> =>
  ctx.sql<Use>`
    select promotion_id as "promotionId", coupon_id as "couponId", amount_minor as "amountMinor", contact_id as "contactId"
    from commerce.promotion_use where order_id = ${orderId} and released_at is null for update`

/** The foreign key keeps whoever changes the promotion waiting, so that its limits are those of this moment from here on. */
export async function put(ctx: Ctx, orderId: string, currency: string, use: Use): Promise<void> {
  await ctx.sql`
    insert into commerce.promotion_use (id, promotion_id, order_id, contact_id, coupon_id, amount_minor, currency, used_at)
    values (${ctx.newId()}, ${use.promotionId}, ${orderId}, ${use.contactId}::uuid, ${use.couponId}::uuid, ${use.amountMinor}, ${currency}, ${ctx.now})
    on conflict (org_id, order_id, promotion_id) do update set contact_id = excluded.contact_id, coupon_id = excluded.coupon_id,
      amount_minor = excluded.amount_minor, currency = excluded.currency, released_at = null,
      used_at = case when promotion_use.released_at is null then promotion_use.used_at else excluded.used_at end`
}

export async function release(ctx: Ctx, orderId: string, promotionIds: readonly string[]): Promise<void> {
  await ctx.sql`
    update commerce.promotion_use set released_at = ${ctx.now}
    where order_id = ${orderId} and promotion_id = any(${promotionIds}::uuid[]) and released_at is null`
}

type Counted = { name: string; isLimited: boolean; isWithin: boolean; usesPerCustomer: number | null }

/**
 * Counts uses and money of a promotion where it has a limit to either. One statement, whose condition holds for whoever comes
 * second too: `isWithin` is false where there is not enough left, and nothing was counted.
 */
export async function count(ctx: Ctx, promotionId: string, uses: number, amountMinor: number): Promise<Counted | undefined> {
  const [row] = await ctx.sql<Counted>`
    with counted as (
      update commerce.promotion p set used = greatest(0, p.used + ${uses}::bigint), spent_minor = greatest(0, p.spent_minor + ${amountMinor}::bigint)
      where p.id = ${promotionId} and (p.uses_total is not null or p.budget_minor is not null)
        and (p.uses_total is null or ${uses}::bigint <= 0 or p.used + ${uses}::bigint <= p.uses_total)
        and (p.budget_minor is null or ${amountMinor}::bigint <= 0 or p.spent_minor + ${amountMinor}::bigint <= p.budget_minor)
      returning p.id)
    select p.name, p.uses_total is not null or p.budget_minor is not null as "isLimited", exists (select from counted) as "isWithin",
      p.uses_per_customer as "usesPerCustomer"
    from commerce.promotion p where p.id = ${promotionId}`
  return row
}

/** The same for a coupon that is good for so many orders. False: it was used up meanwhile. */
export async function countCoupon(ctx: Ctx, couponId: string, uses: number): Promise<boolean> {
  const [row] = await ctx.sql<{ isWithin: boolean }>`
    with counted as (
      update commerce.coupon c set used = greatest(0, c.used + ${uses}::bigint)
      where c.id = ${couponId} and c.uses_limit is not null and (${uses}::bigint <= 0 or c.used + ${uses}::bigint <= c.uses_limit)
      returning c.id)
    select c.uses_limit is null or exists (select from counted) as "isWithin" from commerce.coupon c where c.id = ${couponId}`
  return row?.isWithin ?? false
}

/** One order of a customer after the other, for what they may have only so many times. */
export async function takeTurn(ctx: Ctx, promotionId: string, contactId: string): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`promotion ${promotionId} ${contactId}`}, 0))`
}

/** How often a customer used promotions, `exceptOrderId` left out. */
export async function ofCustomer(
  ctx: Ctx,
  contactId: string,
  promotionIds: readonly string[],
  exceptOrderId: string | null,
): Promise<Record<string, number>> {
  const rows = await ctx.sql<{ promotionId: string; count: number }>`
    select promotion_id as "promotionId", count(*) as count from commerce.promotion_use
    where contact_id = ${contactId} and promotion_id = any(${promotionIds}::uuid[]) and released_at is null
      and order_id is distinct from ${exceptOrderId}::uuid
    group by promotion_id`
  return Object.fromEntries(rows.map(({ promotionId, count }) => [promotionId, count]))
}

/** All that is counted of a promotion, from its uses themselves. */
export async function totals(ctx: Ctx, promotionId: string): Promise<{ used: number; spentMinor: number }> {
  const [row] = await ctx.sql<{ used: number; spentMinor: number }>`
    select count(*) as used, coalesce(sum(amount_minor), 0)::bigint as "spentMinor"
    from commerce.promotion_use where promotion_id = ${promotionId} and released_at is null`
  return row ?? { used: 0, spentMinor: 0 }
}

type Merge = { mergeId: string; survivorId: string; loserId: string }

export async function handOver(ctx: Ctx, { mergeId, survivorId, loserId }: Merge): Promise<void> {
  await ctx.sql`
    update commerce.promotion_use set contact_id = ${survivorId}, merged_by = merged_by || ${mergeId}::uuid where contact_id = ${loserId}`
}

export async function handBack(ctx: Ctx, { mergeId, survivorId, loserId }: Merge): Promise<void> {
  await ctx.sql`
    update commerce.promotion_use set contact_id = ${loserId}, merged_by = array_remove(merged_by, ${mergeId}::uuid)
    where contact_id = ${survivorId} and ${mergeId}::uuid = any (merged_by)`
}

/** Limited promotions whose row says something else than their uses do. One statement, so that both are of one moment. */
export const miscounted = (ctx: Ctx): Promise<{ id: string; used: number; counted: number }[]> =>
  ctx.sql<{ id: string; used: number; counted: number }>`
    select p.id, p.used, u.used as counted from commerce.promotion p
    cross join lateral (
      select count(*) as used, coalesce(sum(amount_minor), 0)::bigint as spent
      from commerce.promotion_use where promotion_id = p.id and released_at is null) u
    where (p.uses_total is not null or p.budget_minor is not null) and (p.used, p.spent_minor) is distinct from (u.used, u.spent)`

/** Of a locked row. */
export async function recount(ctx: Ctx, promotionId: string): Promise<void> {
  const { used, spentMinor } = await totals(ctx, promotionId)
  await ctx.sql`
    update commerce.promotion set used = least(${used}::bigint, coalesce(uses_total, ${used}::bigint)),
      spent_minor = least(${spentMinor}::bigint, coalesce(budget_minor, ${spentMinor}::bigint))
    where id = ${promotionId}`
}
