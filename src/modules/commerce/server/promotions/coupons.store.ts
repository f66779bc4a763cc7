import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import { list } from '#kernel/db/listing.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { Coupon } from '#commerce/contract/coupon.ts'

const used = sql`(select count(*) from commerce.promotion_use u where u.coupon_id = c.id and u.released_at is null)`
const columns = sql`
  c.id, c.promotion_id as "promotionId", c.code, c.uses_limit as "usesLimit", ${used} as used, c.created_at as "createdAt"`

export const page = (ctx: Ctx, promotionId: string, input: { cursor?: string | undefined; limit: number }): Promise<Page<Coupon>> =>
  list<Coupon>(
    ctx,
    {
      from: sql`from commerce.coupon c`,
      columns,
      where: [sql`c.promotion_id = ${promotionId}`, sql`c.archived_at is null`],
      fields: { createdAt: { column: sql`c.created_at`, type: 'instant', sortable: true } },
      defaultSort: '-createdAt',
      tieBreaker: sql`c.id`,
    },
    { ...input, filter: [] },
  )

export const codes = (ctx: Ctx, promotionId: string): Promise<Pick<Coupon, 'code' | 'usesLimit' | 'used'>[]> =>
  ctx.sql<Pick<Coupon, 'code' | 'usesLimit' | 'used'>>`
    select c.code, c.uses_limit as "usesLimit", ${used} as used
    from commerce.coupon c where c.promotion_id = ${promotionId} and c.archived_at is null order by c.created_at, c.code`

/** Also those that were withdrawn. */
export async function count(ctx: Ctx, promotionId: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from commerce.coupon where promotion_id = ${promotionId}`
  return row?.count ?? 0
}

/** Answers those that were free. */
export const insert = (
  ctx: Ctx,
  promotionId: string,
  wanted: readonly { id: string; code: string }[],
  usesLimit: number | null,
): Promise<Coupon[]> =>
  ctx.sql<Coupon>`
    insert into commerce.coupon (id, promotion_id, code, uses_limit, created_at)
    select n.id, ${promotionId}, n.code, ${usesLimit}::bigint, ${ctx.now}
    from unnest(${wanted.map(({ id }) => id)}::uuid[], ${wanted.map(({ code }) => code)}::text[]) n (id, code)
    order by n.code
    on conflict (org_id, code) do nothing
    returning id, promotion_id as "promotionId", code, uses_limit as "usesLimit", used, created_at as "createdAt"`

export async function find(
  ctx: Ctx,
  id: string,
): Promise<{ id: string; promotionId: string; code: string; isArchived: boolean } | undefined> {
  const [row] = await ctx.sql<{ id: string; promotionId: string; code: string; isArchived: boolean }>`
    select id, promotion_id as "promotionId", code, archived_at is not null as "isArchived" from commerce.coupon where id = ${id}`
  return row
}

/** What was never used is gone, and its code free again. */
export async function withdraw(ctx: Ctx, id: string): Promise<void> {
  const gone = await ctx.sql`
    delete from commerce.coupon c where c.id = ${id}
      and not exists (select from commerce.promotion_use u where u.coupon_id = c.id) returning c.id`
  if (gone.length === 0) await ctx.sql`update commerce.coupon set archived_at = ${ctx.now} where id = ${id} and archived_at is null`
}

export type SaidRow = { id: string; code: string; promotionId: string; usesLimit: number | null; used: number; isArchived: boolean }

/** Those of some codes that are ours. The use of `orderId` itself is left out of the count. */
export const said = (ctx: Ctx, wanted: readonly string[], orderId: string | null): Promise<SaidRow[]> =>
  ctx.sql<SaidRow>`
    select c.id, c.code, c.promotion_id as "promotionId", c.uses_limit as "usesLimit", c.archived_at is not null as "isArchived",
      c.used - (select count(*) from commerce.promotion_use u
        where u.order_id = ${orderId}::uuid and u.coupon_id = c.id and u.released_at is null and c.uses_limit is not null) as used
    from commerce.coupon c where c.code = any(${wanted}::text[])`
