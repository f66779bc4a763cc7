import type { Ctx } from '#kernel/ctx.ts'
import type { ContactRow } from '#crm/contract/contact.ts'
import { rowColumns } from '#crm/server/contacts/contacts.store.ts'

/** The row stays for the links that lead to it; no list shows it any more. */
export async function absorb(ctx: Ctx, loserId: string, survivorId: string): Promise<void> {
  await ctx.sql`
    update crm.contact set merged_into = ${survivorId}, archived_at = coalesce(archived_at, ${ctx.now}), updated_at = ${ctx.now}, version = version + 1
    where id = ${loserId}`
}

/** Somebody since the first of the two was, and from there; out of the archive when either was. */
export async function setBeginning(
  ctx: Ctx,
  id: string,
  begin: { createdAt: string; source: string; archivedAt: string | null },
): Promise<ContactRow | undefined> {
  const [row] = await ctx.sql<ContactRow>`
    update crm.contact c set created_at = ${begin.createdAt}, source = ${begin.source}, archived_at = ${begin.archivedAt}
    where c.id = ${id} returning ${rowColumns}`
  return row
}

/** A contact of its own again. */
export async function release(ctx: Ctx, id: string, archivedAt: string | null): Promise<ContactRow | undefined> {
  const [row] = await ctx.sql<ContactRow>`
    update crm.contact c set merged_into = null, archived_at = ${archivedAt}, updated_at = ${ctx.now}, version = version + 1
    where c.id = ${id} returning ${rowColumns}`
  return row
}

/** Where these are now: through every merge since. Ids of nobody are absent. */
export const living = (ctx: Ctx, ids: readonly string[]): Promise<{ id: string; livingId: string }[]> =>
  ctx.sql`
    with recursive way as (
      select c.id, c.id as "livingId", c.merged_into from crm.contact c where c.id = any(${ids})
      union
      select w.id, c.id, c.merged_into from way w join crm.contact c on c.id = w.merged_into
    )
    select w.id, w."livingId" from way w where w.merged_into is null`
