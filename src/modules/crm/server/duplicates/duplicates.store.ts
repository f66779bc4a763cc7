import type { Ctx } from '#kernel/ctx.ts'
import type { Page } from '#kernel/contract/page.ts'
import { list } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Clues } from '#crm/server/duplicates/clues.ts'

export type Hit = { id: string; similarity: number; shared: string[] }

/** Nobody looks through more of one name than these. */
export const mostAlike = 20

/** Those who share a name like this and a clue, or a clue that tells by itself; the most alike first. */
export const alike = (ctx: Ctx, nameKey: string, { telling, supporting }: Clues, most = mostAlike + 1): Promise<Hit[]> =>
  telling.length + supporting.length === 0
    ? Promise.resolve([])
    : ctx.sql<Hit>`
      select a.id, a.similarity, a.shared
      from crm.alike_contact(${nameKey}, ${telling}::text[], ${supporting}::text[], ${most}) as a`

/** Makes these the clues of the contacts, and no others. */
export async function setClues(
  ctx: Ctx,
  contactIds: readonly string[],
  clues: readonly { contactId: string; clue: string }[],
): Promise<void> {
  await ctx.sql`
    with wanted as (
      select d."contactId" as contact_id, d.clue from jsonb_to_recordset(${JSON.stringify(clues)}::jsonb) as d("contactId" uuid, clue text)
    ), gone as (
      delete from crm.contact_clue k
      where k.contact_id = any(${contactIds}) and not exists (select from wanted w where w.contact_id = k.contact_id and w.clue = k.clue)
    )
    insert into crm.contact_clue (contact_id, clue) select w.contact_id, w.clue from wanted w order by 1, 2
    on conflict do nothing`
}

export type Pair = { id: string; firstId: string; secondId: string; similarity: number; clues: string[]; strength: number }

/** Makes these the open pairs of the contacts that were looked at. What somebody dismissed stays dismissed. */
export async function setPairs(ctx: Ctx, contactIds: readonly string[], pairs: readonly Pair[]): Promise<void> {
  await ctx.sql`
    with wanted as (
      select d.id, d."firstId" as first_id, d."secondId" as second_id, d.similarity, d.clues, d.strength
      from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb)
        as d(id uuid, "firstId" uuid, "secondId" uuid, similarity real, clues text[], strength bigint)
    ), gone as (
      delete from crm.duplicate p
      where (p.first_id = any(${contactIds}) or p.second_id = any(${contactIds})) and p.dismissed_at is null
        and not exists (select from wanted w where w.first_id = p.first_id and w.second_id = p.second_id)
    )
    insert into crm.duplicate as p (id, first_id, second_id, similarity, clues, strength, found_at)
    select w.id, w.first_id, w.second_id, w.similarity, w.clues, w.strength, ${ctx.now} from wanted w order by w.first_id, w.second_id
    on conflict (org_id, first_id, second_id) do update
      set similarity = excluded.similarity, clues = excluded.clues, strength = excluded.strength
      where p.dismissed_at is null`
}

export type PairRow = Pair & { foundAt: string }
const columns = sql`p.id, p.first_id as "firstId", p.second_id as "secondId", p.similarity, p.clues, p.strength, p.found_at as "foundAt"`
/** Both are there and nobody said that they are two. */
const isOpen = sql`p.dismissed_at is null and a.archived_at is null and b.archived_at is null`
const ofBoth = sql`
  from crm.duplicate p
  join crm.contact a on a.org_id = p.org_id and a.id = p.first_id
  join crm.contact b on b.org_id = p.org_id and b.id = p.second_id`

export const page = (ctx: Ctx, input: { cursor?: string | undefined; limit: number }): Promise<Page<PairRow>> =>
  list<PairRow>(
    ctx,
    {
      from: ofBoth,
      columns,
      where: [isOpen],
      fields: { strength: { column: sql`p.strength`, type: 'number', sortable: true } },
      defaultSort: '-strength',
      tieBreaker: sql`p.id`,
    },
    { ...input, filter: [] },
  )

export async function countUpTo(ctx: Ctx, most: number): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from (select ${ofBoth} where ${isOpen} limit ${most}) found`
  return row?.count ?? 0
}

export const openOf = (ctx: Ctx, contactId: string): Promise<PairRow[]> =>
  ctx.sql<PairRow>`
    select ${columns} ${ofBoth}
    where (p.first_id = ${contactId} or p.second_id = ${contactId}) and ${isOpen}
    order by p.strength desc, p.id desc limit ${mostAlike}`

/** Who was said to be somebody else than this contact. */
export const dismissedOf = async (ctx: Ctx, contactId: string): Promise<string[]> =>
  (
    await ctx.sql<{ otherId: string }>`
      select case when p.first_id = ${contactId} then p.second_id else p.first_id end as "otherId"
      from crm.duplicate p where (p.first_id = ${contactId} or p.second_id = ${contactId}) and p.dismissed_at is not null`
  ).map(({ otherId }) => otherId)

/** The pair, if there is one; dismissing twice keeps the first word. */
export async function dismiss(ctx: Ctx, id: string, by: string | null): Promise<{ firstId: string; secondId: string } | undefined> {
  const [row] = await ctx.sql<{ firstId: string; secondId: string }>`
    update crm.duplicate set dismissed_by = case when dismissed_at is null then ${by} else dismissed_by end, dismissed_at = coalesce(dismissed_at, ${ctx.now})
    where id = ${id} returning first_id as "firstId", second_id as "secondId"`
  return row
}

export async function bringBack(ctx: Ctx, id: string): Promise<{ firstId: string; secondId: string } | undefined> {
  const [row] = await ctx.sql<{ firstId: string; secondId: string }>`
    update crm.duplicate set dismissed_by = null, dismissed_at = null
    where id = ${id} returning first_id as "firstId", second_id as "secondId"`
  return row
}

/** What was said of the loser is true of the survivor: whoever is not the one is not the other. */
export async function settle(ctx: Ctx, survivorId: string, loserId: string, newIds: readonly string[]): Promise<void> {
  await ctx.sql`
    with said as (
      select case when p.first_id = ${loserId} then p.second_id else p.first_id end as other_id, p.similarity, p.clues, p.strength,
        p.found_at, p.dismissed_at, p.dismissed_by, row_number() over (order by p.id) as place
      from crm.duplicate p where (p.first_id = ${loserId} or p.second_id = ${loserId}) and p.dismissed_at is not null
    )
    insert into crm.duplicate as p (id, first_id, second_id, similarity, clues, strength, found_at, dismissed_at, dismissed_by)
    select (${newIds}::uuid[])[s.place], least(s.other_id, ${survivorId}::uuid), greatest(s.other_id, ${survivorId}::uuid), s.similarity, s.clues, s.strength,
      s.found_at, s.dismissed_at, s.dismissed_by
    from said s where s.other_id <> ${survivorId} and s.place <= cardinality(${newIds}::uuid[])
    on conflict (org_id, first_id, second_id) do update set dismissed_at = excluded.dismissed_at, dismissed_by = excluded.dismissed_by
      where p.dismissed_at is null`
  await ctx.sql`delete from crm.duplicate where (first_id = ${loserId} or second_id = ${loserId}) and dismissed_at is null`
}
