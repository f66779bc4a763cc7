import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql } from '#kernel/db/sql.ts'

/** Restricts, or lifts the restriction, where that changes something. */
export async function restrict(ctx: Ctx, id: string, isRestricted: boolean): Promise<boolean> {
  const changed = await ctx.sql`
    update crm.contact set restricted_at = ${isRestricted ? ctx.now : null}::timestamptz, updated_at = ${ctx.now}, version = version + 1
    where id = ${id} and (restricted_at is null) = ${isRestricted} returning id`
  return changed.length > 0
}

/**
 * Ids of the contacts whose processing is restricted: those among some, or all of them (few), for what goes through whole
 * tables. No marketing, scores, segments or automatic routing for them.
 */
export async function restrictedContacts(ctx: Ctx, among?: readonly string[]): Promise<Set<string>> {
  if (among?.length === 0) return new Set()
  const ofThem = among ? sql`id = any (${among}::uuid[]) and` : empty
  const rows = await ctx.sql<{ id: string }>`select id from crm.contact where ${ofThem} restricted_at is not null`
  return new Set(rows.map(({ id }) => id))
}

/** A contact with everybody who was merged into it, and into those. */
export async function withMerged(ctx: Ctx, id: string): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`
    with recursive one as (
      select c.id from crm.contact c where c.id = ${id}
      union
      select c.id from crm.contact c join one on c.merged_into = one.id)
    select id from one`
  return rows.map((row) => row.id)
}
