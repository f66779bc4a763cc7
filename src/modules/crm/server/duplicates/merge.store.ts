import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ConsentChannel, ConsentPurpose, ConsentState } from '#crm/contract/consent.ts'
import type { Stored } from '#crm/server/contacts/contacts.store.ts'
import type { Merged } from '#crm/server/duplicates/rules.ts'

export type ConsentBefore = {
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState
  changedAt: string
  source: string
  evidence: string
  actorName: string | null
}

/** Both as they were, and what the survivor was made. */
export type Snapshot = {
  survivor: Stored & { consents: ConsentBefore[] }
  loser: Stored & { consents: ConsentBefore[] }
  merged: Merged
}

export type MergeRow = {
  id: string
  survivorId: string
  loserId: string
  loserName: string
  mergedAt: string
  actorName: string | null
  undoneAt: string | null
}

const columns = sql`m.id, m.survivor_id as "survivorId", m.loser_id as "loserId", coalesce(m.snapshot #>> '{loser,name}', '') as "loserName",
  m.merged_at as "mergedAt", m.actor_name as "actorName", m.undone_at as "undoneAt"`

export async function insert(
  ctx: Ctx,
  merge: { id: string; survivorId: string; loserId: string; actorName: string | null; snapshot: Snapshot },
): Promise<MergeRow> {
  const [row] = await ctx.sql<MergeRow>`
    insert into crm.contact_merge as m (id, survivor_id, loser_id, merged_at, actor_name, snapshot)
    values (${merge.id}, ${merge.survivorId}, ${merge.loserId}, ${ctx.now}, ${merge.actorName}, ${JSON.stringify(merge.snapshot)}::jsonb)
    returning ${columns}`
  return row as MergeRow
}

/** The merge that holds of these two. */
export async function standing(ctx: Ctx, survivorId: string, loserId: string): Promise<MergeRow | undefined> {
  const [row] = await ctx.sql<MergeRow>`
    select ${columns} from crm.contact_merge m where m.loser_id = ${loserId} and m.survivor_id = ${survivorId} and m.undone_at is null`
  return row
}

export const of = (ctx: Ctx, survivorId: string): Promise<MergeRow[]> =>
  ctx.sql<MergeRow>`select ${columns} from crm.contact_merge m where m.survivor_id = ${survivorId} order by m.merged_at desc, m.id desc limit 50`

export async function find(ctx: Ctx, id: string): Promise<MergeRow | undefined> {
  const [row] = await ctx.sql<MergeRow>`select ${columns} from crm.contact_merge m where m.id = ${id}`
  return row
}

export async function snapshotOf(ctx: Ctx, id: string): Promise<Snapshot | undefined> {
  const [row] = await ctx.sql<{ snapshot: Snapshot }>`select m.snapshot from crm.contact_merge m where m.id = ${id}`
  return row?.snapshot
}

export async function setUndone(ctx: Ctx, id: string, by: string | null): Promise<MergeRow> {
  const [row] = await ctx.sql<MergeRow>`
    update crm.contact_merge m set undone_at = ${ctx.now}, undone_by = ${by} where m.id = ${id} returning ${columns}`
  return row as MergeRow
}

/** What can no longer be undone keeps no copies of anybody. */
export async function forgetSnapshots(ctx: Ctx, before: string): Promise<void> {
  await ctx.sql`
    delete from crm.contact_merge_move v using crm.contact_merge m where m.org_id = v.org_id and m.id = v.merge_id and m.merged_at < ${before}`
  await ctx.sql`
    update crm.contact_merge m set snapshot = jsonb_build_object('loser', jsonb_build_object('name', m.snapshot #> '{loser,name}'))
    where m.merged_at < ${before} and m.snapshot ? 'merged'`
}
