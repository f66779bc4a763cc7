import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { SegmentCount, SegmentTree } from '#crm/contract/segment.ts'

export type StoredSegment = {
  id: string
  name: string
  nameKey: string
  description: string
  kind: 'dynamic' | 'static'
  conditions: SegmentTree | null
  isFilling: boolean
  count: number
  margin: number
  countedAt: string | null
  isWatched: boolean
  createdByName: string
  createdAt: string
  updatedAt: string
  version: number
}

const columns = sql`id, name, name_key as "nameKey", description, kind, conditions, is_filling as "isFilling", size as count, size_margin as margin,
  counted_at as "countedAt", is_watched as "isWatched", created_by_name as "createdByName", created_at as "createdAt", updated_at as "updatedAt", version`

export const all = (ctx: Ctx): Promise<StoredSegment[]> => ctx.sql<StoredSegment>`select ${columns} from crm.segment order by name_key, id`

export async function find(ctx: Ctx, id: string): Promise<StoredSegment | undefined> {
  const [segment] = await ctx.sql<StoredSegment>`select ${columns} from crm.segment where id = ${id}`
  return segment
}

/** One at a time: two that are saved at once could each refer to the other. */
export async function lockAll(ctx: Ctx): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`crm.segment ${ctx.org}`}, 0))`
}

export type NewSegment = Pick<
  StoredSegment,
  'id' | 'name' | 'nameKey' | 'description' | 'kind' | 'conditions' | 'isFilling' | 'createdByName'
>

/** Undefined when the name is taken. */
export async function insert(ctx: Ctx, segment: NewSegment): Promise<StoredSegment | undefined> {
  const [made] = await ctx.sql<StoredSegment>`
    insert into crm.segment (id, name, name_key, description, kind, conditions, is_filling, created_by_name, created_at, updated_at)
    values (${segment.id}, ${segment.name}, ${segment.nameKey}, ${segment.description}, ${segment.kind},
      ${segment.conditions && JSON.stringify(segment.conditions)}::jsonb, ${segment.isFilling}, ${segment.createdByName}, ${ctx.now}, ${ctx.now})
    on conflict (org_id, name_key) do nothing
    returning ${columns}`
  return made
}

export async function update(ctx: Ctx, segment: StoredSegment): Promise<StoredSegment | undefined> {
  const [changed] = await ctx.sql<StoredSegment>`
    update crm.segment
    set name = ${segment.name}, name_key = ${segment.nameKey}, description = ${segment.description},
      conditions = ${segment.conditions && JSON.stringify(segment.conditions)}::jsonb, updated_at = ${ctx.now}, version = version + 1
    where id = ${segment.id} and version = ${segment.version}
    returning ${columns}`
  return changed
}

/** What a count found. Nobody's edit: the version stays. */
export async function keepSize(ctx: Ctx, id: string, { count, margin }: SegmentCount): Promise<void> {
  await ctx.sql`update crm.segment set size = ${count}, size_margin = ${margin}, counted_at = ${ctx.now} where id = ${id}`
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from crm.segment where id = ${id}`
}
