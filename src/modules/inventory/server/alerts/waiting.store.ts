import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ListWaiting, Waiting } from '#inventory/contract/waiting.ts'

export type WaitingRow = Omit<Waiting, 'name' | 'contactName'>
const columns = sql`w.id, w.variant_id as "variantId", w.contact_id as "contactId", w.asked_at as "askedAt", w.state, w.refusal,
  w.told_at as "toldAt"`
const from = sql`from inventory.waiting w`

export const page = (ctx: Ctx, input: ListWaiting): Promise<Page<WaitingRow & Record<string, unknown>>> =>
  list(
    ctx,
    {
      columns,
      from,
      where: [
        ...(input.variantId ? [sql`w.variant_id = ${input.variantId}::uuid`] : []),
        ...(input.contactId ? [sql`w.contact_id = ${input.contactId}::uuid`] : []),
        ...(input.state ? [sql`w.state = ${input.state}`] : []),
      ],
      fields: { askedAt: { column: sql`w.asked_at`, type: 'instant', sortable: true } },
      shown: { askedAt: 'askedAt', tieBreaker: 'id' },
      defaultSort: '-askedAt',
      tieBreaker: sql`w.id`,
    },
    input,
  )

export async function put(ctx: Ctx, variantId: string, contactId: string): Promise<WaitingRow | undefined> {
  await ctx.sql`
    insert into inventory.waiting (id, variant_id, contact_id, asked_at) values (${ctx.newId()}, ${variantId}, ${contactId}, ${ctx.now})
    on conflict do nothing`
  const [row] = await ctx.sql<WaitingRow>`
    select ${columns} ${from} where w.variant_id = ${variantId} and w.contact_id = ${contactId} and w.state = 'waiting'`
  return row
}

/** What is not counted itself and somebody waits for who was not tried in vain. */
export async function uncounted(ctx: Ctx, most: number): Promise<string[]> {
  const rows = await ctx.sql<{ variantId: string }>`
    select distinct w.variant_id as "variantId" from inventory.waiting w
    where w.state = 'waiting' and w.refusal is null
      and not exists (select from inventory.item i where i.variant_id = w.variant_id and i.is_kept)
    order by w.variant_id limit ${most}`
  return rows.map(({ variantId }) => variantId)
}

export async function withdraw(ctx: Ctx, id: string): Promise<boolean> {
  const rows = await ctx.sql<{ id: string }>`
    update inventory.waiting set state = 'withdrawn' where id = ${id} and state = 'waiting' returning id`
  return rows.length > 0
}

/** The first of those who wait for these and were not tried in vain, at most so many of each. */
export const first = (ctx: Ctx, of: readonly { variantId: string; count: number }[]): Promise<WaitingRow[]> =>
  ctx.sql<WaitingRow>`
    select ${columns} ${from}
    where w.id = any(array(
      select x.id from jsonb_to_recordset(${JSON.stringify(of)}::jsonb) as n("variantId" uuid, count bigint)
        cross join lateral (
          select q.id from inventory.waiting q
          where q.variant_id = n."variantId" and q.state = 'waiting' and q.refusal is null
          order by q.asked_at, q.id limit n.count) x))
    order by w.asked_at, w.id`

export async function settle(ctx: Ctx, id: string, refusal: Waiting['refusal']): Promise<void> {
  await ctx.sql`
    update inventory.waiting set state = case when ${refusal}::text is null then 'told' else state end, refusal = ${refusal},
      told_at = case when ${refusal}::text is null then ${ctx.now}::timestamptz end
    where id = ${id} and state = 'waiting'`
}

type Merge = { mergeId: string; survivorId: string; loserId: string }
/** Who waits twice then waits where they asked first. */
export async function handOver(ctx: Ctx, { mergeId, survivorId, loserId }: Merge): Promise<void> {
  await ctx.sql`
    update inventory.waiting o set asked_at = w.asked_at from inventory.waiting w
    where o.contact_id = ${survivorId} and o.state = 'waiting' and w.contact_id = ${loserId} and w.variant_id = o.variant_id
      and w.state = 'waiting' and w.asked_at < o.asked_at`
  await ctx.sql`
    update inventory.waiting w set state = 'withdrawn' where w.contact_id = ${loserId} and w.state = 'waiting' and exists (
      select from inventory.waiting o where o.contact_id = ${survivorId} and o.variant_id = w.variant_id and o.state = 'waiting')`
  await ctx.sql`
    update inventory.waiting set contact_id = ${survivorId}, merged_by = merged_by || ${mergeId}::uuid where contact_id = ${loserId}`
}
export async function handBack(ctx: Ctx, { mergeId, survivorId, loserId }: Merge): Promise<void> {
  await ctx.sql`
    update inventory.waiting set contact_id = ${loserId}, merged_by = array_remove(merged_by, ${mergeId}::uuid)
    where contact_id = ${survivorId} and ${mergeId}::uuid = any (merged_by)`
}
