import type { FlowDocument } from '#bots/contract/flow.ts'
import type { Resume, Trigger } from '#bots/contract/flows.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

export type FlowRow = {
  id: string
  name: string
  isActive: boolean
  trigger: Trigger
  resume: Resume
  draft: FlowDocument
  publishedVersionId: string | null
  publishedNumber: number | null
  hasChanges: boolean
  drawnAt: string
  version: number
}

const columns = sql`
  f.id, f.name, f.is_active as "isActive", f.trigger, f.resume, f.draft, f.published_version_id as "publishedVersionId",
  p.number as "publishedNumber", p.document is distinct from f.draft as "hasChanges", f.drawn_at as "drawnAt", f.version`
const from = sql`bots.flow f left join bots.flow_version p on p.org_id = f.org_id and p.id = f.published_version_id`

export async function list(ctx: Ctx): Promise<FlowRow[]> {
  return ctx.sql<FlowRow>`select ${columns} from ${from} order by f.position, f.id limit 500`
}

export async function find(ctx: Ctx, id: string): Promise<FlowRow | undefined> {
  const [row] = await ctx.sql<FlowRow>`select ${columns} from ${from} where f.id = ${id}`
  return row
}

/** Held, so that of two who publish at once one is second. */
export async function lock(ctx: Ctx, id: string): Promise<FlowRow | undefined> {
  const held = await ctx.sql`select true as yes from bots.flow f where f.id = ${id} for update`
  return held.length > 0 ? find(ctx, id) : undefined
}

export async function insert(
  ctx: Ctx,
  one: { id: string; name: string; trigger: Trigger; resume: Resume; draft: FlowDocument; byName: string | null },
): Promise<void> {
  await ctx.sql`
    insert into bots.flow (id, name, position, trigger, resume, draft, created_at, created_by_name, drawn_at)
    select ${one.id}::uuid, ${one.name}::text, coalesce(max(f.position), 0) + 1, ${JSON.stringify(one.trigger)}::jsonb,
      ${JSON.stringify(one.resume)}::jsonb, ${JSON.stringify(one.draft)}::jsonb, ${ctx.now}::timestamptz, ${one.byName}::text, ${ctx.now}::timestamptz
    from bots.flow f`
}

export async function update(ctx: Ctx, { id, name, isActive, trigger, resume }: FlowRow): Promise<void> {
  await ctx.sql`
    update bots.flow set name = ${name}, is_active = ${isActive}, trigger = ${JSON.stringify(trigger)}::jsonb,
      resume = ${JSON.stringify(resume)}::jsonb, version = version + 1
    where id = ${id}`
}

export async function draw(ctx: Ctx, id: string, draft: FlowDocument): Promise<void> {
  await ctx.sql`
    update bots.flow set draft = ${JSON.stringify(draft)}::jsonb, drawn_at = ${ctx.now}, version = version + 1 where id = ${id}`
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from bots.flow where id = ${id}`
}

export async function order(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`
    update bots.flow f set position = wanted.place
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, place) where f.id = wanted.id`
}

export async function count(ctx: Ctx): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from bots.flow`
  return row?.count ?? 0
}

export type VersionRow = {
  id: string
  number: number
  document: FlowDocument
  note: string
  publishedAt: string
  publishedByName: string | null
  inside: number
}

export async function versions(ctx: Ctx, flowId: string): Promise<VersionRow[]> {
  return ctx.sql<VersionRow>`
    select v.id, v.number, v.document, v.note, v.published_at as "publishedAt", v.published_by_name as "publishedByName",
      (select count(*) from bots.run r where r.org_id = v.org_id and r.flow_id = v.flow_id and r.version_id = v.id and r.state = 'active') as inside
    from bots.flow_version v where v.flow_id = ${flowId} order by v.number desc limit 100`
}

export async function numbered(ctx: Ctx, flowId: string, number: number): Promise<{ id: string; document: FlowDocument } | undefined> {
  const [row] = await ctx.sql<{ id: string; document: FlowDocument }>`
    select v.id, v.document from bots.flow_version v where v.flow_id = ${flowId} and v.number = ${number}`
  return row
}

export async function publish(
  ctx: Ctx,
  { id, flowId, document, note, byName }: { id: string; flowId: string; document: FlowDocument; note: string; byName: string | null },
): Promise<number> {
  const [row] = await ctx.sql<{ number: number }>`
    insert into bots.flow_version (id, flow_id, number, document, note, published_at, published_by_name)
    select ${id}::uuid, ${flowId}::uuid, coalesce(max(v.number), 0) + 1, ${JSON.stringify(document)}::jsonb, ${note}::text, ${ctx.now}::timestamptz,
      ${byName}::text
    from bots.flow_version v where v.flow_id = ${flowId}::uuid returning number`
  return row?.number ?? 0
}

export async function point(ctx: Ctx, flowId: string, versionId: string): Promise<void> {
  await ctx.sql`update bots.flow set published_version_id = ${versionId}, version = version + 1 where id = ${flowId}`
}

/** What whoever answers has to know of the flows that are on, in their order. */
export type ActiveFlow = { id: string; name: string; trigger: Trigger; resume: Resume; versionId: string }

export async function active(ctx: Ctx): Promise<ActiveFlow[]> {
  return ctx.sql<ActiveFlow>`
    select f.id, f.name, f.trigger, f.resume, f.published_version_id as "versionId" from bots.flow f
    where f.is_active and f.published_version_id is not null order by f.position, f.id`
}

export async function documentOf(ctx: Ctx, versionId: string): Promise<FlowDocument | undefined> {
  const [row] = await ctx.sql<{ document: FlowDocument }>`select v.document from bots.flow_version v where v.id = ${versionId}`
  return row?.document
}

export type FigureRow = { flowId: string; started: number; finished: number; handedOff: number; inside: number }

export async function figures(ctx: Ctx, since: string, silentSince: string): Promise<FigureRow[]> {
  return ctx.sql<FigureRow>`
    select r.flow_id as "flowId", count(*) as started, count(*) filter (where r.state = 'ended') as finished,
      count(*) filter (where r.state = 'handed-off') as "handedOff",
      count(*) filter (where r.state = 'active' and r.moved_at > ${silentSince}) as inside
    from bots.run r where r.started_at >= ${since} group by r.flow_id`
}

export async function drops(ctx: Ctx, since: string, silentSince: string): Promise<{ flowId: string; nodeId: string; count: number }[]> {
  return ctx.sql`
    select r.flow_id as "flowId", r.node_id as "nodeId", count(*) as count from bots.run r
    where r.started_at >= ${since} and r.state = 'active' and r.moved_at <= ${silentSince} and r.node_id is not null
    group by r.flow_id, r.node_id order by count(*) desc limit 200`
}

export async function isInside(ctx: Ctx, flowId: string): Promise<boolean> {
  const rows = await ctx.sql`
    select true as yes from bots.run r where r.flow_id = ${flowId} and r.state = any(array['active', 'paused']) limit 1`
  return rows.length > 0
}
