import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Test } from '#crm/server/segments/conditions.store.ts'
import type { SegmentCount } from '#crm/contract/segment.ts'

/** Milliseconds within which a person who moves a condition sees what it does. */
const patienceMs = 100
/** Of `crm.contact.sample`. */
const parts = 32_768
const queryCanceled = '57014'

/**
 * How many living contacts meet a condition, within 300 ms whatever is asked of however many: counted when that
 * can be done in time, otherwise estimated from contacts taken by chance. Inside a transaction only.
 */
export async function count(ctx: Ctx, { test, probe }: Pick<Test, 'test' | 'probe'>): Promise<SegmentCount> {
  // A plan made for any part of the contacts reads whole tables for the smallest of them, from the sixth count on.
  await ctx.sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`
  const counted = await inTime(ctx, () => countOf(ctx, test, parts))
  if (counted !== undefined) return { count: counted, margin: 0 }
  const partOf = await partsOf(ctx)
  const hits = await inTime(ctx, () => countOf(ctx, probe, partOf(8_000)))
  if (hits !== undefined) return estimate(hits, partOf(8_000) / parts)
  return estimate(await countOf(ctx, probe, partOf(2_000)), partOf(2_000) / parts)
}

/** Which part of the living contacts about so many of them are. */
async function partsOf(ctx: Ctx): Promise<(contacts: number) => number> {
  const total = (await sampleSize(ctx, parts / 128)) * 128
  return (contacts) => Math.max(1, Math.min(parts, Math.round((parts * contacts) / Math.max(total, 1))))
}

/** A condition that leaves about so many contacts taken by chance, and their share; null where that would be all of them. */
export async function sample(ctx: Ctx, contacts: number): Promise<{ condition: Statement; share: number } | null> {
  const part = (await partsOf(ctx))(contacts)
  return part === parts ? null : { condition: sql`c.sample < ${part}::smallint`, share: part / parts }
}

/** However long it takes. */
export async function countAll(ctx: Ctx, condition: Statement): Promise<SegmentCount> {
  return { count: await countOf(ctx, condition, parts), margin: 0 }
}

/**
 * A share of the contacts says this much about all of them, 19 times in 20: two standard deviations of a binomial, and
 * with no hit at all the rule of three. The count is rounded to what the margin allows to know.
 */
export function estimate(hits: number, share: number): SegmentCount {
  if (share >= 1) return { count: hits, margin: 0 }
  if (hits === 0) return { count: 0, margin: rounded(3 / share) }
  const margin = rounded((1.96 * Math.sqrt(hits * (1 - share))) / share)
  const step = 10 ** Math.max(0, Math.floor(Math.log10(margin)))
  return { count: Math.max(hits, Math.round(hits / share / step) * step), margin }
}

/** To two digits that matter. */
const rounded = (value: number): number => {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1)
  return Math.ceil(value / step) * step
}

async function countOf(ctx: Ctx, condition: Statement, part: number): Promise<number> {
  const [row] =
    part >= parts
      ? await ctx.sql<{ count: number }>`select count(*) as count from crm.contact c where c.archived_at is null and ${condition}`
      : await ctx.sql<{ count: number }>`
          select count(*) as count from crm.contact c where c.archived_at is null and c.sample < ${part}::smallint and ${condition}`
  return row?.count ?? 0
}

async function sampleSize(ctx: Ctx, part: number): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as count from crm.contact c where c.archived_at is null and c.sample < ${part}::smallint`
  return row?.count ?? 0
}

/** Undefined when the database was stopped because it took too long. The transaction goes on either way. */
async function inTime(ctx: Ctx, run: () => Promise<number>): Promise<number | undefined> {
  await ctx.sql`savepoint counting`
  await ctx.sql`select set_config('statement_timeout', ${String(patienceMs)}, true)`
  try {
    const found = await run()
    await ctx.sql`release savepoint counting`
    await ctx.sql`select set_config('statement_timeout', '0', true)`
    return found
  } catch (error) {
    if ((error as { code?: unknown }).code !== queryCanceled) throw error
    await ctx.sql`rollback to savepoint counting`
    return undefined
  }
}
