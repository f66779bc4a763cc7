import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { LeadModel } from '#crm/contract/lead-model.ts'
import type { Learned, Training } from '#crm/server/lead-model/training.ts'

export type StoredModel = Pick<LeadModel, 'id' | 'version' | 'trainedAt' | 'trainedBy' | 'passes'> & { report: Omit<Training, 'learned'> }

const columns = sql`id, version, trained_at as "trainedAt", trained_by as "trainedBy", passes, report`

export const list = (ctx: Ctx): Promise<StoredModel[]> =>
  ctx.sql<StoredModel>`select ${columns} from crm.lead_model order by version desc limit 60`

export async function find(ctx: Ctx, id: string): Promise<StoredModel | undefined> {
  const [row] = await ctx.sql<StoredModel>`select ${columns} from crm.lead_model where id = ${id}`
  return row
}

export async function newestVersion(ctx: Ctx): Promise<number> {
  const [row] = await ctx.sql<{ version: number }>`select coalesce(max(version), 0) as version from crm.lead_model`
  return row?.version ?? 0
}

/** The newest version, when it passed: an older one would say what the newest leads have refuted. */
export async function inUse(ctx: Ctx): Promise<{ version: number; learned: Learned } | undefined> {
  const [row] = await ctx.sql<{ version: number; passes: boolean; learned: Learned }>`
    select version, passes, learned from crm.lead_model order by version desc limit 1`
  return row?.passes ? row : undefined
}

export async function insert(
  ctx: Ctx,
  made: { id: string; version: number; trainedBy: string | null; report: Omit<Training, 'learned'>; learned: Learned | null },
): Promise<void> {
  await ctx.sql`
    insert into crm.lead_model (id, version, trained_at, trained_by, passes, report, learned)
    values (${made.id}, ${made.version}, ${ctx.now}, ${made.trainedBy}, ${made.report.passes}, ${JSON.stringify(made.report)}::jsonb,
      ${made.learned === null ? null : JSON.stringify(made.learned)}::jsonb)`
}

/** Since when a training that was asked for is under way. */
export async function trainingSince(ctx: Ctx): Promise<{ since: string; askedBy: string | null } | undefined> {
  const [row] = await ctx.sql<{ since: string; askedBy: string | null }>`select since, asked_by as "askedBy" from crm.lead_training`
  return row
}

export async function beginTraining(ctx: Ctx, askedBy: string | null): Promise<void> {
  await ctx.sql`
    insert into crm.lead_training (since, asked_by) values (${ctx.now}, ${askedBy})
    on conflict (org_id) do update set since = excluded.since, asked_by = excluded.asked_by`
}

export async function endTraining(ctx: Ctx): Promise<void> {
  await ctx.sql`delete from crm.lead_training`
}
