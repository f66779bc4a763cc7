import type { Ctx } from '#kernel/ctx.ts'

/** Places among the deals of a stage. Whoever asks for one to put something there holds the stage. */
type Place = { id: string; rankKey: string }

export async function placeOf(ctx: Ctx, stageId: string, dealId: string): Promise<string | null> {
  const [row] = await ctx.sql<Place>`
    select d.id, d.rank_key as "rankKey" from sales.deal d where d.id = ${dealId} and d.stage_id = ${stageId} and d.archived_at is null`
  return row?.rankKey ?? null
}

/** The first below `key`, or the first of all; `but` does not count: it is the one being moved. */
export async function firstAfter(ctx: Ctx, stageId: string, key: string | null, but: readonly string[]): Promise<string | null> {
  const [row] = await ctx.sql<Place>`
    select d.id, d.rank_key as "rankKey" from sales.deal d
    where d.stage_id = ${stageId} and d.archived_at is null and d.rank_key > ${key ?? ''} and not d.id = any(${but})
    order by d.rank_key limit 1`
  return row?.rankKey ?? null
}

/** The last above `key`, or the last of all. */
export async function lastBefore(ctx: Ctx, stageId: string, key: string | null, but: readonly string[]): Promise<string | null> {
  const [row] = await ctx.sql<Place>`
    select d.id, d.rank_key as "rankKey" from sales.deal d
    where d.stage_id = ${stageId} and d.archived_at is null and (${key}::text is null or d.rank_key < ${key ?? ''}) and not d.id = any(${but})
    order by d.rank_key desc limit 1`
  return row?.rankKey ?? null
}

/** All of a stage in their order, held. */
export const lockAllOf = (ctx: Ctx, stageId: string): Promise<Place[]> =>
  ctx.sql<Place>`
    select d.id, d.rank_key as "rankKey" from sales.deal d where d.stage_id = ${stageId} and d.archived_at is null
    order by d.rank_key for no key update`

/** New keys, none of which anybody has. Versions stay: the order is the same. */
export async function rewrite(ctx: Ctx, places: readonly Place[]): Promise<void> {
  await ctx.sql`
    update sales.deal d set rank_key = p."rankKey"
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p(id uuid, "rankKey" text)
    where d.id = any(${places.map(({ id }) => id)}) and d.id = p.id`
}
