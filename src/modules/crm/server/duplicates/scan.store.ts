import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { DuplicateScan } from '#crm/contract/duplicate.ts'

const columns = sql`s.checked, s.started_at as "startedAt", s.finished_at as "finishedAt"`

export async function find(ctx: Ctx): Promise<DuplicateScan | undefined> {
  const [scan] = await ctx.sql<DuplicateScan>`select ${columns} from crm.duplicate_scan s`
  return scan
}

/** Starts from the beginning, unless one is under way; nothing then. */
export async function begin(ctx: Ctx): Promise<DuplicateScan | undefined> {
  const [scan] = await ctx.sql<DuplicateScan>`
    insert into crm.duplicate_scan as s (started_at) values (${ctx.now})
    on conflict (org_id) do update set reached_id = null, checked = 0, started_at = excluded.started_at, finished_at = null
      where s.finished_at is not null
    returning ${columns}`
  return scan
}

/** The next contacts of the walk, by age. */
export async function next(ctx: Ctx, afterId: string | null, most: number): Promise<string[]> {
  const found = await ctx.sql<{ id: string }>`
    select c.id from crm.contact c
    where c.id > ${afterId ?? '00000000-0000-0000-0000-000000000000'} and c.archived_at is null order by c.id limit ${most}`
  return found.map(({ id }) => id)
}

export async function reach(ctx: Ctx, reachedId: string | null, count: number, isEnd: boolean): Promise<void> {
  await ctx.sql`
    update crm.duplicate_scan set reached_id = coalesce(${reachedId}, reached_id), checked = checked + ${count},
      finished_at = ${isEnd ? ctx.now : null}`
}

/** Whoever is noted already is looked at when that was said. */
export async function note(ctx: Ctx, contactIds: readonly string[], dueAt: Date): Promise<void> {
  await ctx.sql`
    insert into crm.duplicate_pending (contact_id, due_at) select one, ${dueAt} from unnest(${contactIds}::uuid[]) as one order by one
    on conflict do nothing`
}

/** The next that are due, taken off the list. */
export async function takeDue(ctx: Ctx, most: number): Promise<string[]> {
  const taken = await ctx.sql<{ id: string }>`
    delete from crm.duplicate_pending where contact_id = any(array(
      select p.contact_id from crm.duplicate_pending p where p.due_at <= ${ctx.now} order by p.due_at, p.contact_id limit ${most}))
    returning contact_id as id`
  return taken.map(({ id }) => id)
}

export async function nextDueAt(ctx: Ctx): Promise<string | null> {
  const [row] = await ctx.sql<{ at: string }>`select p.due_at as at from crm.duplicate_pending p order by p.due_at limit 1`
  return row?.at ?? null
}
