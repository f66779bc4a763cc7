import { nilId } from '#kernel/contract/ids.ts'
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
    where c.id > ${afterId ?? nilId} and c.archived_at is null order by c.id limit ${most}`
  return found.map(({ id }) => id)
}

export type Step = { afterId: string | null; reachedId: string | null; count: number; isEnd: boolean }

/** Says how far the walk is. False when it had been said before: the same step is taken twice after an accident. */
export async function reach(ctx: Ctx, { afterId, reachedId, count, isEnd }: Step): Promise<boolean> {
  const moved = await ctx.sql`
    update crm.duplicate_scan set reached_id = ${reachedId}, checked = checked + ${count}, finished_at = ${isEnd ? ctx.now : null}
    where reached_id is not distinct from ${afterId} and finished_at is null
    returning checked`
  return moved.length > 0
}

/** Whoever is noted already is looked at a moment after the last time. */
export async function note(ctx: Ctx, contactIds: readonly string[], dueAt: Date): Promise<void> {
  await ctx.sql`
    insert into crm.duplicate_pending (contact_id, due_at) select one, ${dueAt} from unnest(${contactIds}::uuid[]) as one order by one
    on conflict (org_id, contact_id) do update set due_at = excluded.due_at`
}

export type Due = { contactId: string; dueAt: string }

/** The next that are due. They stay on the list, unlocked, so that whoever changes one of them meanwhile does not wait for the look. */
export const due = (ctx: Ctx, most: number): Promise<Due[]> =>
  ctx.sql<Due>`
    select p.contact_id as "contactId", p.due_at::text as "dueAt" from crm.duplicate_pending p
    where p.due_at <= ${ctx.now} order by p.due_at, p.contact_id limit ${most}`

/** Takes off the list who was looked at, unless they were noted once more meanwhile. */
export async function done(ctx: Ctx, looked: readonly Due[]): Promise<void> {
  await ctx.sql`
    delete from crm.duplicate_pending p using jsonb_to_recordset(${JSON.stringify(looked)}::jsonb) as d("contactId" uuid, "dueAt" text)
    where p.contact_id = d."contactId" and p.due_at = d."dueAt"::timestamptz`
}

export async function nextDueAt(ctx: Ctx): Promise<string | null> {
  const [row] = await ctx.sql<{ at: string }>`select p.due_at as at from crm.duplicate_pending p order by p.due_at limit 1`
  return row?.at ?? null
}
