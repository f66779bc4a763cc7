import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Tag } from '#crm/contract/tag.ts'

const columns = sql`id, name, color, version`

export const all = (ctx: Ctx): Promise<Tag[]> => ctx.sql<Tag>`select ${columns} from crm.tag order by name_key, id`

export const some = (ctx: Ctx, ids: readonly string[]): Promise<Tag[]> =>
  ctx.sql<Tag>`select ${columns} from crm.tag where id = any(${ids}) order by name_key, id`

export const named = (ctx: Ctx, keys: readonly string[]): Promise<(Tag & { nameKey: string })[]> =>
  ctx.sql`select ${columns}, name_key as "nameKey" from crm.tag where name_key = any(${keys})`

export async function count(ctx: Ctx): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from crm.tag`
  return row?.count ?? 0
}

/** Undefined when the name is taken. */
export async function insert(ctx: Ctx, tag: { id: string; name: string; nameKey: string; color: string }): Promise<Tag | undefined> {
  const [made] = await ctx.sql<Tag>`
    insert into crm.tag (id, name, name_key, color) values (${tag.id}, ${tag.name}, ${tag.nameKey}, ${tag.color})
    on conflict (org_id, name_key) do nothing
    returning ${columns}`
  return made
}

export async function find(ctx: Ctx, id: string): Promise<Tag | undefined> {
  const [tag] = await ctx.sql<Tag>`select ${columns} from crm.tag where id = ${id}`
  return tag
}

export async function update(
  ctx: Ctx,
  tag: { id: string; name: string; nameKey: string; color: string; version: number },
): Promise<Tag | undefined> {
  const [changed] = await ctx.sql<Tag>`
    update crm.tag set name = ${tag.name}, name_key = ${tag.nameKey}, color = ${tag.color}, version = version + 1
    where id = ${tag.id} and version = ${tag.version}
    returning ${columns}`
  return changed
}

/** Takes it off every contact too; tells how many had it. */
export async function remove(ctx: Ctx, id: string): Promise<number> {
  const touched = await ctx.sql<{ id: string }>`
    update crm.contact c set tag_ids = array_remove(c.tag_ids, ${id}::uuid), version = c.version + 1
    from crm.contact_tag t where t.tag_id = ${id} and c.org_id = t.org_id and c.id = t.contact_id
    returning c.id`
  await ctx.sql`delete from crm.tag where id = ${id}`
  return touched.length
}
