import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ContactChange } from '#crm/contract/change.ts'

export type StoredChange = {
  id: string
  change: ContactChange
  contacts: number
  madeAt: string
  madeByName: string | null
  undoneAt: string | null
  restored: number | null
}
export type Before = { contactId: string; before: unknown }

const columns = sql`id, change, contacts, made_at as "madeAt", made_by_name as "madeByName", undone_at as "undoneAt", restored`

export async function insert(ctx: Ctx, made: Omit<StoredChange, 'undoneAt' | 'restored'>, rows: readonly Before[]): Promise<void> {
  await ctx.sql`
    insert into crm.contact_change (id, change, contacts, made_at, made_by_name)
    values (${made.id}, ${JSON.stringify(made.change)}::jsonb, ${made.contacts}, ${made.madeAt}, ${made.madeByName})`
  await ctx.sql`
    insert into crm.contact_change_row (change_id, contact_id, before)
    select ${made.id}, d."contactId", d.before from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d("contactId" uuid, before jsonb)`
}

export const since = (ctx: Ctx, from: string): Promise<StoredChange[]> =>
  ctx.sql<StoredChange>`select ${columns} from crm.contact_change where made_at > ${from} order by made_at desc, id desc limit 50`

/** Held until the transaction ends: of any number who undo at once, one does. */
export async function findForUpdate(ctx: Ctx, id: string): Promise<StoredChange | undefined> {
  const [found] = await ctx.sql<StoredChange>`select ${columns} from crm.contact_change where id = ${id} for update`
  return found
}

export const rowsOf = (ctx: Ctx, id: string): Promise<Before[]> =>
  ctx.sql<Before>`select contact_id as "contactId", before from crm.contact_change_row where change_id = ${id} order by contact_id`

export async function markUndone(ctx: Ctx, id: string, restored: number): Promise<void> {
  await ctx.sql`update crm.contact_change set undone_at = ${ctx.now}, restored = ${restored} where id = ${id}`
}

/** What nobody can take back any more says nothing to anybody. */
export async function forget(ctx: Ctx, until: string): Promise<void> {
  await ctx.sql`delete from crm.contact_change where made_at <= ${until}`
}
