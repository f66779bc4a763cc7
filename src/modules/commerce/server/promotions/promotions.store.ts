import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { CreatePromotion, Promotion } from '#commerce/contract/promotion.ts'
import type { Offer } from '#commerce/contract/promotion-terms.ts'

/** A promotion without what is only said of it when it is looked at. */
export type PromotionRow = Omit<Promotion, 'state' | 'couponCount' | 'code' | 'names'>

const offerColumns = sql`
  p.id, p.name, p.rule, p.minimum, p.currency, p.most_minor as "mostMinor", p.starts_at as "startsAt", p.ends_at as "endsAt", p.schedule,
  p.brand_ids as "brandIds", p.doors, p.fulfilments, p.segment_ids as "segmentIds", p.is_first_purchase as "isFirstPurchase",
  p.needs_coupon as "needsCoupon", p.stacking_group as "stackingGroup", p.is_exclusive as "isExclusive", p.skips_reduced as "skipsReduced",
  p.priority, p.uses_total as "usesTotal", p.uses_per_customer as "usesPerCustomer", p.budget_minor as "budgetMinor",
  p.is_paused as "isPaused"`

// What has no limit is not counted in its row: what was used of it is asked of its uses.
const shown = (which: Statement): Statement => sql`
  select ${offerColumns}, p.created_at as "createdAt", p.archived_at as "archivedAt", p.version,
    u.used, u.spent as "spentMinor", c.count as "couponCount", c.code
  from commerce.promotion p
  cross join lateral (
    select count(*) as used, coalesce(sum(amount_minor), 0)::bigint as spent
    from commerce.promotion_use where promotion_id = p.id and released_at is null) u
  cross join lateral (
    select count(*) as count, case when count(*) = 1 then min(code) end as code
    from commerce.coupon where promotion_id = p.id and archived_at is null) c
  ${which}`

type ShownRow = PromotionRow & Pick<Promotion, 'couponCount' | 'code'>

/** The newest first. */
export const list = (ctx: Ctx, isArchived: boolean): Promise<ShownRow[]> =>
  ctx.sql<ShownRow>(shown(sql`where (p.archived_at is not null) = ${isArchived} order by p.created_at desc, p.id desc limit 500`))

export async function find(ctx: Ctx, id: string): Promise<ShownRow | undefined> {
  const [row] = await ctx.sql<ShownRow>(shown(sql`where p.id = ${id}`))
  return row
}

/** Nobody else writes it, or counts a use of it, until this transaction ends. */
export async function lock(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`select id from commerce.promotion where id = ${id} for update`
}

export async function countLiving(ctx: Ctx): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from commerce.promotion where archived_at is null`
  return row?.count ?? 0
}

export type Written = CreatePromotion & { currency: string | null }
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

export async function insert(ctx: Ctx, id: string, one: Written): Promise<void> {
  await ctx.sql`
    insert into commerce.promotion (id, name, kind, rule, minimum, currency, most_minor, starts_at, ends_at, schedule, brand_ids, doors,
      fulfilments, segment_ids, is_first_purchase, needs_coupon, stacking_group, is_exclusive, skips_reduced, priority, uses_total,
      uses_per_customer, budget_minor, is_paused, created_at, updated_at)
    values (${id}, ${one.name}, ${one.rule.kind}, ${json(one.rule)}::jsonb, ${json(one.minimum)}::jsonb, ${one.currency}, ${one.mostMinor},
      ${one.startsAt}, ${one.endsAt}, ${json(one.schedule)}::jsonb, ${one.brandIds}::uuid[], ${one.doors}::text[], ${one.fulfilments}::text[],
      ${one.segmentIds}::uuid[], ${one.isFirstPurchase}, ${one.needsCoupon}, ${one.stackingGroup}, ${one.isExclusive}, ${one.skipsReduced},
      ${one.priority}, ${one.usesTotal}, ${one.usesPerCustomer}, ${one.budgetMinor}, ${one.isPaused}, ${ctx.now}, ${ctx.now})`
}

/** `counted`: what was used of it so far, which its row takes over where there is a limit from now on. Of a locked row. */
export async function update(ctx: Ctx, id: string, one: Written, counted: { used: number; spentMinor: number }): Promise<void> {
  const isLimited = one.usesTotal !== null || one.budgetMinor !== null
  await ctx.sql`
    update commerce.promotion set name = ${one.name}, kind = ${one.rule.kind}, rule = ${json(one.rule)}::jsonb,
      minimum = ${json(one.minimum)}::jsonb, currency = ${one.currency}, most_minor = ${one.mostMinor}, starts_at = ${one.startsAt},
      ends_at = ${one.endsAt}, schedule = ${json(one.schedule)}::jsonb, brand_ids = ${one.brandIds}::uuid[], doors = ${one.doors}::text[],
      fulfilments = ${one.fulfilments}::text[], segment_ids = ${one.segmentIds}::uuid[], is_first_purchase = ${one.isFirstPurchase},
      needs_coupon = ${one.needsCoupon}, stacking_group = ${one.stackingGroup}, is_exclusive = ${one.isExclusive},
      skips_reduced = ${one.skipsReduced}, priority = ${one.priority}, uses_total = ${one.usesTotal},
      uses_per_customer = ${one.usesPerCustomer}, budget_minor = ${one.budgetMinor}, is_paused = ${one.isPaused},
      used = ${isLimited ? counted.used : 0}, spent_minor = ${isLimited ? counted.spentMinor : 0},
      updated_at = ${ctx.now}, version = version + 1
    where id = ${id}`
}

export async function setArchived(ctx: Ctx, id: string, isArchived: boolean): Promise<void> {
  await ctx.sql`
    update commerce.promotion set archived_at = ${isArchived ? ctx.now : null}::timestamptz, updated_at = ${ctx.now}, version = version + 1
    where id = ${id}`
}

/**
 * What may count at a moment, and what somebody said a code of, to be told why it does not. Uses of `orderId` itself are left
 * out of the counts, so that an order that is priced again is not in its own way.
 */
export const offers = (
  ctx: Ctx,
  { at, codes, orderId }: { at: string; codes: readonly string[]; orderId: string | null },
): Promise<Offer[]> =>
  ctx.sql<Offer>`
    select ${offerColumns}, p.used - coalesce(own.used, 0) as used, p.spent_minor - coalesce(own.spent, 0) as "spentMinor"
    from commerce.promotion p
    left join lateral (
      select 1::bigint as used, u.amount_minor as spent from commerce.promotion_use u
      where u.order_id = ${orderId}::uuid and u.promotion_id = p.id and u.released_at is null
        and (p.uses_total is not null or p.budget_minor is not null)) own on true
    where p.archived_at is null and (
      (not p.is_paused and (p.starts_at is null or p.starts_at <= ${at}::timestamptz) and (p.ends_at is null or p.ends_at > ${at}::timestamptz))
      or p.id = any(select c.promotion_id from commerce.coupon c where c.code = any(${codes}::text[])))`

/** What products, variants and categories are called, those that are put away too. Ids of nothing are absent. */
export async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Record<string, string>> {
  const rows = await ctx.sql<{ id: string; name: string }>`
    select id, name from commerce.product where id = any(${ids}::uuid[])
    union all select v.id, p.name || case when v.name = '' then '' else ' ' || v.name end
      from commerce.variant v join commerce.product p on p.id = v.product_id where v.id = any(${ids}::uuid[])
    union all select id, name from commerce.category where id = any(${ids}::uuid[])`
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}
