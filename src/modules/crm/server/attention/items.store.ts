import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { PutItem } from '#crm/contract/attention.ts'

/** What is known of how likely it is won: the model's word, or the rules' points while there is none, as a share of a hundred. */
const chance = (of: Statement): Statement => sql`
  (select coalesce(s.p_win, case when s.score_version >= 0 then s.rule_score / 100.0::float8 end) from crm.contact_score s where s.contact_id = ${of})`
const chanceFrom = (of: Statement): Statement => sql`
  (select case when s.p_win is not null then 'model' when s.score_version >= 0 then 'rules' end from crm.contact_score s where s.contact_id = ${of})`

const isVip = (contactId: Statement): Statement => sql`exists (
  select from crm.contact_tag g
  where g.contact_id = ${contactId} and g.tag_id = any(coalesce((select s.vip_tag_ids from crm.attention_settings s), '{}')))`

/**
 * A statement, so that it can travel with what made it wait: written beside a message it costs no round trip. Whoever has
 * claimed it keeps it.
 */
export const putting = (item: PutItem): Statement => sql`
  insert into crm.attention_item as i (
    kind, subject_id, contact_id, brand_id, title, href, priority, is_vip, waiting_since, sla_started_at, sla_due_at, value_minor,
    chance, chance_from, assignee_id, team_id)
  select ${item.kind}, ${item.subjectId}::uuid, ${item.contactId}::uuid, ${item.brandId}::uuid, ${item.title}::text, ${item.href}, ${item.priority},
    ${isVip(sql`${item.contactId}::uuid`)}, ${item.waitingSince}::timestamptz, ${item.promise?.startedAt ?? null}::timestamptz,
    ${item.promise?.dueAt ?? null}::timestamptz,
    coalesce(${item.valueMinor ?? null}::bigint, (
      select greatest(0, e.orders_total_minor / e.orders_count) from crm.engagement e
      where e.contact_id = ${item.contactId}::uuid and e.orders_count > 0), 0),
    ${chance(sql`${item.contactId}::uuid`)}, ${chanceFrom(sql`${item.contactId}::uuid`)},
    ${item.assigneeId}::uuid, ${item.teamId}::uuid
  on conflict (org_id, kind, subject_id) do update set
    contact_id = excluded.contact_id, brand_id = excluded.brand_id, title = excluded.title, href = excluded.href, priority = excluded.priority,
    is_vip = excluded.is_vip, waiting_since = excluded.waiting_since, sla_started_at = excluded.sla_started_at, sla_due_at = excluded.sla_due_at,
    value_minor = excluded.value_minor, chance = excluded.chance, chance_from = excluded.chance_from, assignee_id = excluded.assignee_id, team_id = excluded.team_id`

/** It waits no more, whoever has it. */
export const settling = (kind: string, subjectId: string): Statement =>
  sql`delete from crm.attention_item where kind = ${kind} and subject_id = ${subjectId}::uuid`

/** Everything of a kind that waits for these contacts waits no more. */
export async function settleOf(ctx: Ctx, kind: string, contactIds: readonly string[]): Promise<void> {
  await ctx.sql`delete from crm.attention_item where contact_id = any(${contactIds}::uuid[]) and kind = ${kind}`
}

/** Contacts were scored anew. */
export async function refreshChances(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  await ctx.sql`
    update crm.attention_item i set chance = ${chance(sql`i.contact_id`)}, chance_from = ${chanceFrom(sql`i.contact_id`)}
    where i.contact_id = any(${contactIds}::uuid[])
      and (i.chance is distinct from ${chance(sql`i.contact_id`)} or i.chance_from is distinct from ${chanceFrom(sql`i.contact_id`)})`
}

/** Two contacts are one: what waits is the survivor's. Taking it back, what is ours goes by itself; others are told by their modules. */
export async function repoint(ctx: Ctx, from: string, to: string): Promise<void> {
  await ctx.sql`update crm.attention_item set contact_id = ${to} where contact_id = ${from}`
}

export async function followOwn(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  await ctx.sql`
    update crm.attention_item i set contact_id = k.contact_id
    from crm.task k
    where i.contact_id = any(${contactIds}::uuid[]) and i.kind = 'task' and k.id = i.subject_id and k.contact_id <> i.contact_id`
  await ctx.sql`
    update crm.attention_item i set contact_id = l.contact_id, href = '/contactos/' || l.contact_id
    from crm.lead l
    where i.contact_id = any(${contactIds}::uuid[]) and i.kind = 'lead' and l.id = i.subject_id and l.contact_id <> i.contact_id`
}

/** Tags were put on contacts or taken off, or other tags make a VIP now. `null`: everybody's. */
export async function refreshVips(ctx: Ctx, contactIds: readonly string[] | null): Promise<void> {
  const of = contactIds === null ? sql`i.contact_id is not null` : sql`i.contact_id = any(${contactIds}::uuid[])`
  await ctx.sql`
    update crm.attention_item i set is_vip = not i.is_vip
    where ${of} and i.is_vip <> ${isVip(sql`i.contact_id`)}`
}
