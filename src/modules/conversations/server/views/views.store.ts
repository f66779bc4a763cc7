import type { InboxView } from '#conversations/contract/inbox-view.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

export type StoredView = Omit<InboxView, 'isMine'> & { ownerId: string }

const columns = sql`v.id, v.owner_id as "ownerId", v.name, v.is_shared as "isShared", v.query, v.version`

export async function visible(ctx: Ctx, ownerId: string): Promise<StoredView[]> {
  return ctx.sql<StoredView>`
    select ${columns} from conversations.inbox_view v where v.owner_id = ${ownerId} or v.is_shared
    order by v.is_shared desc, lower(v.name), v.id limit 400`
}

export async function countOf(ctx: Ctx, ownerId: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from conversations.inbox_view v where v.owner_id = ${ownerId}`
  return row?.count ?? 0
}

export async function find(ctx: Ctx, id: string): Promise<StoredView | undefined> {
  const [view] = await ctx.sql<StoredView>`select ${columns} from conversations.inbox_view v where v.id = ${id}`
  return view
}

export async function insert(ctx: Ctx, view: Omit<StoredView, 'version'>): Promise<StoredView> {
  const [made] = await ctx.sql<StoredView>`
    insert into conversations.inbox_view as v (id, owner_id, name, is_shared, query, created_at)
    values (${view.id}, ${view.ownerId}, ${view.name}, ${view.isShared}, ${JSON.stringify(view.query)}::jsonb, ${ctx.now})
    returning ${columns}`
  return made as StoredView
}

export async function update(ctx: Ctx, view: StoredView): Promise<StoredView | undefined> {
  const [changed] = await ctx.sql<StoredView>`
    update conversations.inbox_view v set
      name = ${view.name}, is_shared = ${view.isShared}, query = ${JSON.stringify(view.query)}::jsonb, version = v.version + 1
    where v.id = ${view.id} and v.version = ${view.version} returning ${columns}`
  return changed
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from conversations.inbox_view where id = ${id}`
}
