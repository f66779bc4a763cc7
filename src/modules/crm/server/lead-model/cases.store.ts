import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { LeadFacts } from '#crm/server/lead-model/features.ts'

export type OpenedCase = { leadId: string; contactId: string; openedAt: string; channel: string | null; source: string | null }
export type Case = OpenedCase & { decidedAt: string | null; facts: LeadFacts | null; closedAt: string | null; won: boolean | null }

const columns = sql`k.id as "leadId", k.contact_id as "contactId", k.opened_at as "openedAt", k.channel, k.source,
  k.decided_at as "decidedAt", k.facts, k.closed_at as "closedAt", k.won`

export async function open(ctx: Ctx, cases: readonly OpenedCase[]): Promise<void> {
  await ctx.sql`
    insert into crm.lead_case (id, contact_id, opened_at, channel, source)
    select d."leadId", d."contactId", d."openedAt", d.channel, d.source
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb)
      as d("leadId" uuid, "contactId" uuid, "openedAt" timestamptz, channel text, source text)
    order by d."leadId"
    on conflict (org_id, id) do nothing`
}

/** Held until this transaction ends. */
export const lock = (ctx: Ctx, leadIds: readonly string[]): Promise<Case[]> =>
  ctx.sql<Case>`select ${columns} from crm.lead_case k where k.id = any(${leadIds}) order by k.id for update`

export async function decide(ctx: Ctx, decided: readonly { leadId: string; at: string; facts: LeadFacts }[]): Promise<void> {
  await ctx.sql`
    update crm.lead_case k set decided_at = d.at, facts = d.facts,
      rule_score = (select s.rule_score from crm.contact_score s where s.org_id = k.org_id and s.contact_id = k.contact_id)
    from jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) as d("leadId" uuid, at timestamptz, facts jsonb)
    where k.id = any(${decided.map(({ leadId }) => leadId)}) and k.id = d."leadId" and k.decided_at is null`
}

export async function close(ctx: Ctx, closed: readonly { leadId: string; at: string; won: boolean }[]): Promise<void> {
  await ctx.sql`
    update crm.lead_case k set closed_at = d.at, won = d.won
    from jsonb_to_recordset(${JSON.stringify(closed)}::jsonb) as d("leadId" uuid, at timestamptz, won boolean)
    where k.id = any(${closed.map(({ leadId }) => leadId)}) and k.id = d."leadId"`
}

/** Open again: what was known when it was decided stays known. */
export async function reopen(ctx: Ctx, leadIds: readonly string[]): Promise<void> {
  await ctx.sql`update crm.lead_case set closed_at = null, won = null where id = any(${leadIds})`
}

export const undecidedBefore = (ctx: Ctx, before: string, limit: number): Promise<{ leadId: string }[]> =>
  ctx.sql`
    select id as "leadId" from crm.lead_case where decided_at is null and opened_at <= ${before} order by opened_at limit ${limit}`

/** The last open lead of each of these contacts. */
export const openOf = (ctx: Ctx, contactIds: readonly string[]): Promise<Case[]> =>
  ctx.sql<Case>`
    select distinct on (k.contact_id) ${columns} from crm.lead_case k
    where k.contact_id = any(${contactIds}) and k.closed_at is null order by k.contact_id, k.opened_at desc, k.id desc`

/** Contacts with an open lead, after `afterId`, in the order of their ids. */
export const contactsWithOpen = (ctx: Ctx, afterId: string, limit: number): Promise<{ contactId: string }[]> =>
  ctx.sql`
    select distinct k.contact_id as "contactId" from crm.lead_case k
    where k.contact_id > ${afterId}::uuid and k.closed_at is null order by 1 limit ${limit}`

/**
 * What was known of leads by a moment of theirs, and nothing of what came later. Minutes to the first answer count from the
 * first message; days of silence from whatever the contact did before the lead.
 */
export const factsAt = (
  ctx: Ctx,
  leads: readonly { leadId: string; at: string }[],
  zone: string,
): Promise<(LeadFacts & { leadId: string })[]> =>
  ctx.sql<LeadFacts & { leadId: string }>`
    select k.id as "leadId", k.channel, k.source,
      (extract(epoch from answered.at - asked.at) / 60)::double precision as response,
      coalesce(spoke.inbound, 0) as inbound, coalesce(spoke.price, false) as price,
      extract(hour from k.opened_at at time zone ${zone})::bigint as hour,
      extract(isodow from k.opened_at at time zone ${zone})::bigint as weekday,
      -- An id says when the address was written down.
      (select a.city from crm.contact_address a
        where a.org_id = k.org_id and a.contact_id = k.contact_id and a.city <> '' and uuid_extract_timestamp(a.id) <= d.at
        order by a.position limit 1) as city,
      exists (select from crm.contact_identity i
        where i.org_id = k.org_id and i.contact_id = k.contact_id and i.kind = 'email' and i.created_at <= d.at) as email,
      coalesce(past.orders, 0) as orders,
      (extract(epoch from k.opened_at - past.last_at) / 86400)::double precision as silence
    from jsonb_to_recordset(${JSON.stringify(leads)}::jsonb) as d("leadId" uuid, at timestamptz)
    join crm.lead_case k on k.id = d."leadId"
    left join lateral (
      select count(*) filter (where a.kind = 'message.in' and a.at < k.opened_at + interval '24 hours') as inbound,
        bool_or(a.kind = 'intent.price') as price
      from crm.activity a
      where a.org_id = k.org_id and a.contact_id = k.contact_id and a.at >= k.opened_at and a.at <= d.at) spoke on true
    left join lateral (
      select coalesce(min(a.at), k.opened_at) as at from crm.activity a
      where a.org_id = k.org_id and a.contact_id = k.contact_id and a.kind = 'message.in' and a.at >= k.opened_at and a.at <= d.at) asked on true
    left join lateral (
      select min(a.at) as at from crm.activity a
      where a.org_id = k.org_id and a.contact_id = k.contact_id and a.kind = 'message.out' and a.at >= asked.at and a.at <= d.at) answered on true
    left join lateral (
      select count(*) filter (where a.kind = 'order.placed') as orders, max(a.at) as last_at from crm.activity a
      where a.org_id = k.org_id and a.contact_id = k.contact_id and a.at < k.opened_at) past on true
    where k.id = any(${leads.map(({ leadId }) => leadId)})`
