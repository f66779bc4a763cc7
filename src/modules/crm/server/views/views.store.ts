import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ViewLayout, ViewQuery } from '#crm/contract/view.ts'

export type StoredView = {
  id: string
  name: string
  layout: ViewLayout
  isShared: boolean
  ownerId: string
  query: ViewQuery
  version: number
}

const columns = sql`id, name, layout, is_shared as "isShared", owner_id as "ownerId", query, version`

/** One's own and the shared ones. */
export const visible = (ctx: Ctx, ownerId: string): Promise<StoredView[]> =>
  ctx.sql<StoredView>`select ${columns} from crm.contact_view where owner_id = ${ownerId} or is_shared order by is_shared desc, lower(name), id`

export async function countOf(ctx: Ctx, ownerId: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from crm.contact_view where owner_id = ${ownerId}`
  return row?.count ?? 0
}

export async function find(ctx: Ctx, id: string): Promise<StoredView | undefined> {
  const [view] = await ctx.sql<StoredView>`select ${columns} from crm.contact_view where id = ${id}`
  return view
}

export async function insert(ctx: Ctx, view: Omit<StoredView, 'version'>): Promise<StoredView> {
  const [made] = await ctx.sql<StoredView>`
    insert into crm.contact_view (id, owner_id, name, layout, is_shared, query, created_at)
    values (${view.id}, ${view.ownerId}, ${view.name}, ${view.layout}, ${view.isShared}, ${JSON.stringify(view.query)}::jsonb, ${ctx.now})
    returning ${columns}`
  return made as StoredView
}

export async function update(ctx: Ctx, view: StoredView): Promise<StoredView | undefined> {
  const [changed] = await ctx.sql<StoredView>`
    update crm.contact_view
    set name = ${view.name}, layout = ${view.layout}, is_shared = ${view.isShared}, query = ${JSON.stringify(view.query)}::jsonb, version = version + 1
    where id = ${view.id} and version = ${view.version}
    returning ${columns}`
  return changed
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from crm.contact_view where id = ${id}`
}
