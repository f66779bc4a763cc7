import type { Ctx } from '#kernel/ctx.ts'
import { identifier, join, sql, type Statement } from '#kernel/db/sql.ts'

export type NewStored<Look> = Look & { id: string; ownerId: string; name: string; isShared: boolean }
export type StoredView<Look> = NewStored<Look> & { version: number }
type Table = { table: string; look: readonly string[] }

/** Names of tables and columns come from the declarations of the modules, which are code. */
const word = (name: string): Statement => identifier(name, [name])
const tableOf = ({ table }: Table): Statement => word(table)
const lookOf = ({ look }: Table, each: (column: Statement) => Statement): Statement =>
  join(
    look.map((name) => each(word(name))),
    ', ',
  )
const columnsOf = (of: Table): Statement =>
  sql`v.id, v.owner_id as "ownerId", v.name, v.is_shared as "isShared", v.version, ${lookOf(of, (column) => sql`v.${column}`)}`
/** The look as the columns of its table have it, whatever their types. */
const readLook = <Look>(of: Table, view: Look): Statement =>
  sql`jsonb_populate_record(null::${tableOf(of)}, ${JSON.stringify(Object.fromEntries(of.look.map((name) => [name, view[name as keyof Look]])))}::jsonb) d`

export const visible = <Look>(ctx: Ctx, of: Table, ownerId: string): Promise<StoredView<Look>[]> =>
  ctx.sql<StoredView<Look>>`
    select ${columnsOf(of)} from ${tableOf(of)} v where v.owner_id = ${ownerId} or v.is_shared
    order by v.is_shared desc, lower(v.name), v.id limit 400`

export async function countOf(ctx: Ctx, of: Table, ownerId: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from ${tableOf(of)} v where v.owner_id = ${ownerId}`
  return row?.count ?? 0
}

export async function find<Look>(ctx: Ctx, of: Table, id: string): Promise<StoredView<Look> | undefined> {
  const [view] = await ctx.sql<StoredView<Look>>`select ${columnsOf(of)} from ${tableOf(of)} v where v.id = ${id}`
  return view
}

export async function insert<Look>(ctx: Ctx, of: Table, view: NewStored<Look>): Promise<StoredView<Look>> {
  const [made] = await ctx.sql<StoredView<Look>>`
    insert into ${tableOf(of)} as v (id, owner_id, name, is_shared, created_at, ${lookOf(of, (column) => column)})
    select ${view.id}, ${view.ownerId}, ${view.name}, ${view.isShared}, ${ctx.now}, ${lookOf(of, (column) => sql`d.${column}`)} from ${readLook(of, view)}
    returning ${columnsOf(of)}`
  return made as StoredView<Look>
}

export async function update<Look>(ctx: Ctx, of: Table, view: StoredView<Look>): Promise<StoredView<Look> | undefined> {
  const [changed] = await ctx.sql<StoredView<Look>>`
    update ${tableOf(of)} v
    set name = ${view.name}, is_shared = ${view.isShared}, version = v.version + 1, ${lookOf(of, (column) => sql`${column} = d.${column}`)}
    from ${readLook(of, view)}
    where v.id = ${view.id} and v.version = ${view.version}
    returning ${columnsOf(of)}`
  return changed
}

export async function remove(ctx: Ctx, of: Table, id: string): Promise<void> {
  await ctx.sql`delete from ${tableOf(of)} where id = ${id}`
}
