import type { Ctx } from '#kernel/ctx.ts'
import type { Notice } from '#orders/contract/notice.ts'
import type { Tellable } from '#orders/contract/notice-text.ts'

export type NoticesRow = { brandId: string; notices: Notice[]; version: number }

export const all = (ctx: Ctx): Promise<NoticesRow[]> =>
  ctx.sql<NoticesRow>`select n.brand_id as "brandId", n.notices, n.version from orders.brand_notices n`

/** The version goes up by one; `false`: somebody else was first. */
export async function save(ctx: Ctx, brandId: string, notices: readonly Notice[], expected: number): Promise<boolean> {
  const json = JSON.stringify(notices)
  const rows =
    expected === 0
      ? await ctx.sql`
          insert into orders.brand_notices (brand_id, notices) values (${brandId}, ${json}::jsonb)
          on conflict (org_id, brand_id) do nothing returning version`
      : await ctx.sql`
          update orders.brand_notices set notices = ${json}::jsonb, version = version + 1
          where brand_id = ${brandId} and version = ${expected} returning version`
  return rows.length > 0
}

export async function isTold(ctx: Ctx, orderId: string, state: Tellable): Promise<boolean> {
  const rows = await ctx.sql`select true as told from orders.order_notice n where n.order_id = ${orderId} and n.state = ${state}`
  return rows.length > 0
}

export type Outcome = { via: 'chat' | 'template'; messageId: string } | { refusal: string }

export async function keep(ctx: Ctx, orderId: string, state: Tellable, outcome: Outcome): Promise<void> {
  const { via, refusal } = { via: null, refusal: null, ...outcome }
  await ctx.sql`
    insert into orders.order_notice (order_id, state, at, via, refusal)
    values (${orderId}, ${state}, ${ctx.now}, ${via}, ${refusal})`
}
