import type { Ctx } from '#kernel/ctx.ts'
import { identifier } from '#kernel/db/sql.ts'

/**
 * Every table of this module whose rows belong to a contact by `contact_id` and keep their own `id`: a merge hands all of
 * the loser's to the survivor. A new one is written here. What there is once per contact (tags, consents, values of
 * fields, sums) is joined by its own rule in `merge.ts`; what an import or an export wrote down of somebody stays as it was.
 */
const movable = [
  'crm.contact_identity',
  'crm.contact_activity',
  'crm.consent_change',
  'crm.activity',
  'crm.lead_case',
  'crm.task',
  'crm.lead',
  'crm.lead_delivery',
  'crm.segment_passage',
  'crm.form_submission',
  'crm.lifecycle_transition',
] as const

/** Hands the rows over and writes down which. */
export async function moveAll(ctx: Ctx, mergeId: string, from: string, to: string): Promise<void> {
  for (const source of movable) {
    const table = identifier(source, movable)
    await ctx.sql`
      with moved as (update ${table} set contact_id = ${to} where contact_id = ${from} returning id)
      insert into crm.contact_merge_move (merge_id, source, ids)
      select ${mergeId}, ${source}, array_agg(moved.id) from moved having count(*) > 0`
  }
}

/** Behind those of the survivor, so that its primary one stays the primary one. */
const behind = 1_000

export async function moveAddresses(ctx: Ctx, mergeId: string, from: string, to: string): Promise<void> {
  await ctx.sql`
    with moved as (update crm.contact_address set contact_id = ${to}, position = position + ${behind} where contact_id = ${from} returning id)
    insert into crm.contact_merge_move (merge_id, source, ids)
    select ${mergeId}, 'crm.contact_address', array_agg(moved.id) from moved having count(*) > 0`
}

/** Those that the survivor has too, and the one between the two, stay with the loser, where nobody sees them. */
export async function moveLinks(ctx: Ctx, mergeId: string, from: string, to: string): Promise<void> {
  await ctx.sql`
    with moved as (
      update crm.contact_link l set from_id = ${to}
      where l.from_id = ${from} and l.to_id <> ${to}
        and not exists (select from crm.contact_link o where o.from_id = ${to} and o.to_id = l.to_id and o.kind = l.kind)
      returning l.id
    )
    insert into crm.contact_merge_move (merge_id, source, ids)
    select ${mergeId}, 'crm.contact_link.from', array_agg(moved.id) from moved having count(*) > 0`
  await ctx.sql`
    with moved as (
      update crm.contact_link l set to_id = ${to}
      where l.to_id = ${from} and l.from_id <> ${to}
        and not exists (select from crm.contact_link o where o.to_id = ${to} and o.from_id = l.from_id and o.kind = l.kind)
      returning l.id
    )
    insert into crm.contact_merge_move (merge_id, source, ids)
    select ${mergeId}, 'crm.contact_link.to', array_agg(moved.id) from moved having count(*) > 0`
}

/** The lists by hand in which the loser is have the survivor in them too. */
export async function joinLists(ctx: Ctx, mergeId: string, from: string, to: string): Promise<void> {
  await ctx.sql`
    with joined as (
      insert into crm.segment_member (segment_id, contact_id, added_at, added_by_name)
      select l.segment_id, ${to}, l.added_at, l.added_by_name from crm.segment_member l where l.contact_id = ${from} order by l.segment_id
      on conflict do nothing returning segment_id
    )
    insert into crm.contact_merge_move (merge_id, source, ids)
    select ${mergeId}, 'crm.segment_member', array_agg(joined.segment_id) from joined having count(*) > 0`
}

/** Hands back what still is where the merge had put it. */
export async function moveBack(ctx: Ctx, mergeId: string, from: string, to: string): Promise<void> {
  for (const source of movable) {
    const table = identifier(source, movable)
    await ctx.sql`
      update ${table} set contact_id = ${to}
      where contact_id = ${from}
        and id = any(array(select unnest(m.ids) from crm.contact_merge_move m where m.merge_id = ${mergeId} and m.source = ${source}))`
  }
  // Edited meanwhile, they stand at places of the survivor's; their order among themselves is what is left of it.
  await ctx.sql`
    update crm.contact_address set contact_id = ${to}, position = greatest(0, position - ${behind})
    where contact_id = ${from}
      and id = any(array(select unnest(m.ids) from crm.contact_merge_move m where m.merge_id = ${mergeId} and m.source = 'crm.contact_address'))`
  await ctx.sql`
    update crm.contact_link l set from_id = ${to}
    where l.from_id = ${from}
      and not exists (select from crm.contact_link o where o.from_id = ${to} and o.to_id = l.to_id and o.kind = l.kind)
      and l.id = any(array(select unnest(m.ids) from crm.contact_merge_move m where m.merge_id = ${mergeId} and m.source = 'crm.contact_link.from'))`
  await ctx.sql`
    update crm.contact_link l set to_id = ${to}
    where l.to_id = ${from}
      and not exists (select from crm.contact_link o where o.to_id = ${to} and o.from_id = l.from_id and o.kind = l.kind)
      and l.id = any(array(select unnest(m.ids) from crm.contact_merge_move m where m.merge_id = ${mergeId} and m.source = 'crm.contact_link.to'))`
  await ctx.sql`
    delete from crm.segment_member
    where contact_id = ${from}
      and segment_id = any(array(select unnest(m.ids) from crm.contact_merge_move m where m.merge_id = ${mergeId} and m.source = 'crm.segment_member'))`
  await ctx.sql`delete from crm.contact_merge_move where merge_id = ${mergeId}`
}

/** Makes exactly these of a contact's living identities the first of their kind. */
export async function setPrimaries(ctx: Ctx, contactId: string, ids: readonly string[]): Promise<void> {
  await ctx.sql`
    update crm.contact_identity set is_primary = (id = any(${ids}))
    where contact_id = ${contactId} and ended_at is null and is_primary <> (id = any(${ids}))`
}
