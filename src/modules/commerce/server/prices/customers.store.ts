import type { Listing, Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'

export const page = (ctx: Ctx, listId: string, input: Listing): Promise<Page<{ contactId: string }>> =>
  list<{ contactId: string }>(
    ctx,
    {
      from: sql`from commerce.price_list_customer c`,
      columns: sql`c.contact_id as "contactId"`,
      where: [sql`c.list_id = ${listId}`],
      fields: { contactId: { column: sql`c.contact_id`, type: 'id', sortable: true } },
      defaultSort: '-contactId',
      tieBreaker: sql`c.contact_id`,
    },
    input,
  )

export async function add(ctx: Ctx, listId: string, contactIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`
    insert into commerce.price_list_customer (list_id, contact_id) select ${listId}, d.id from unnest(${contactIds}::uuid[]) as d(id)
    on conflict (org_id, contact_id, list_id) do nothing returning contact_id as id`
  return rows.map(({ id }) => id)
}

export async function remove(ctx: Ctx, listId: string, contactIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`
    delete from commerce.price_list_customer where list_id = ${listId} and contact_id = any(${contactIds}::uuid[]) returning contact_id as id`
  return rows.map(({ id }) => id)
}

/** Those of the one are the other's from now on. Kept until the merge can no longer be undone. */
export async function handOver(ctx: Ctx, { mergeId, from, to }: { mergeId: string; from: string; to: string }): Promise<void> {
  await ctx.sql`
    with gone as (
      delete from commerce.price_list_customer where contact_id = ${from} returning list_id
    ), come as (
      insert into commerce.price_list_customer (list_id, contact_id) select g.list_id, ${to} from gone g
      on conflict (org_id, contact_id, list_id) do nothing returning list_id
    )
    insert into commerce.price_list_merge (merge_id, list_ids, new_list_ids, merged_at)
    select ${mergeId}, array(select list_id from gone), array(select list_id from come), ${ctx.now} where exists (select from gone)`
}

/** What went over with a merge goes back, and what was new with it goes. */
export async function giveBack(ctx: Ctx, { mergeId, from, to }: { mergeId: string; from: string; to: string }): Promise<void> {
  await ctx.sql`
    with kept as (
      delete from commerce.price_list_merge where merge_id = ${mergeId} returning list_ids, new_list_ids
    ), gone as (
      delete from commerce.price_list_customer c using kept k where c.contact_id = ${from} and c.list_id = any(k.new_list_ids)
    )
    insert into commerce.price_list_customer (list_id, contact_id)
    select l.id, ${to} from kept k cross join unnest(k.list_ids) as l(id) on conflict (org_id, contact_id, list_id) do nothing`
}

export async function forget(ctx: Ctx, before: string): Promise<void> {
  await ctx.sql`delete from commerce.price_list_merge where merged_at < ${before}`
}
