import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { CommercialState, LifecycleStage } from '#crm/contract/badge.ts'
import type { Relation } from '#crm/contract/contact.ts'
import type { Reason, Transition } from '#crm/contract/lead.ts'

export type Override = { state: CommercialState; until: string; by: string | null; reason: string | null }
export type Facts = {
  contactId: string
  stage: LifecycleStage | null
  relations: Relation[]
  /** Kinds of what they ever did, since they were last sent back. */
  done: string[]
  isAnswered: boolean
  /** Of the last two weeks, newest first. */
  signals: { kind: string; at: string }[]
  replies: string[]
  /** Proposals that were sent and not closed. */
  proposals: string[]
  /** What became last of each deal of theirs that is negotiated or won. */
  deals: { kind: 'deal.negotiating' | 'deal.won'; at: string }[]
  /** Points by the rules, of those that have any. */
  score: number | null
  /** Stages that they were brought to since they were last sent back, also as somebody who is part of them now. */
  reached: LifecycleStage[]
  waitingSince: string | null
  /** When the answer was owed to the first message that has none. */
  dueAt: string | null
  standing: { state: CommercialState; reasons: Reason[]; lapsesAt: string | null; attentionAt: string | null } | null
  override: Override | null
}

const signalKinds = '{intent.price,intent.stock,intent.booking,booking.made,link.clicked,form.submitted}'
const onceKinds =
  '{message.in,form.submitted,lead.received,intent.price,intent.stock,intent.booking,booking.made,link.clicked,order.placed}'

/** Everything that the rules ask about these contacts, in one statement. Each part is an index walk of a bounded length. */
export const facts = (ctx: Ctx, contactIds: readonly string[], since: string): Promise<Facts[]> =>
  ctx.sql<Facts>`
    select c.id as "contactId", c.lifecycle_stage as stage, c.relations,
      array(select k.kind from unnest(${onceKinds}::text[]) k (kind)
        where exists (select from crm.activity a where a.org_id = c.org_id and a.contact_id = c.id and a.kind = k.kind and a.at >= back.at)) as done,
      coalesce(e.last_answer_at >= back.at, false) as "isAnswered",
      coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'at', s.at)) from (
        select a.kind, to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from crm.activity a
        where a.org_id = c.org_id and a.contact_id = c.id and a.kind = any(${signalKinds}::text[]) and a.at >= ${since}
        order by a.at desc limit 20) s), '[]') as signals,
      array(select to_char(r.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from (
        select a.at, a.kind, lag(a.kind) over (order by a.at) as before from (
          select m.at, m.kind from crm.activity m
          where m.org_id = c.org_id and m.contact_id = c.id and m.kind = any('{message.in,message.out}') and m.at >= ${since}
          order by m.at desc limit 200) a) r
        where r.kind = 'message.in' and r.before = 'message.out' order by r.at desc) as replies,
      array(select to_char(p.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from crm.activity p
        where p.org_id = c.org_id and p.contact_id = c.id and p.kind = 'proposal.sent' and p.at >= back.at and not exists (
          select from crm.activity q where q.org_id = c.org_id and q.contact_id = c.id and q.kind = 'proposal.closed'
            and q.value ->> 'proposalId' = p.value ->> 'proposalId')
        order by p.at desc limit 5) as proposals,
      coalesce((select jsonb_agg(jsonb_build_object('kind', l.kind, 'at', to_char(l.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by l.at desc)
        from (
          select distinct on (a.value ->> 'dealId') a.kind, a.at from crm.activity a
          where a.org_id = c.org_id and a.contact_id = c.id and a.kind = any('{deal.opened,deal.negotiating,deal.won,deal.lost}') and a.at >= back.at
          order by a.value ->> 'dealId', a.at desc, a.id desc limit 100) l
        where l.kind = any('{deal.negotiating,deal.won}')), '[]') as deals,
      p.rule_score::float8 as score,
      array(select t.to_stage from crm.lifecycle_transition t
        where t.org_id = c.org_id and t.contact_id = c.id and t.is_forward and t.at >= back.at order by t.at limit 100) as reached,
      e.waiting_since as "waitingSince",
      (select w.value ->> 'dueAt' from crm.activity w
        where w.org_id = c.org_id and w.contact_id = c.id and w.kind = 'message.in' and w.at = e.waiting_since limit 1) as "dueAt",
      case when s.contact_id is not null then jsonb_build_object('state', s.state, 'reasons', s.reasons, 'lapsesAt', s.lapses_at,
        'attentionAt', s.attention_at) end as standing,
      case when s.override_state is not null then jsonb_build_object('state', s.override_state, 'until', s.override_until,
        'by', s.override_by, 'reason', s.override_reason) end as override
    from crm.contact c
    left join crm.engagement e on e.org_id = c.org_id and e.contact_id = c.id
    left join crm.standing s on s.org_id = c.org_id and s.contact_id = c.id
    left join crm.contact_score p on p.org_id = c.org_id and p.contact_id = c.id
    cross join lateral (
      select coalesce((select t.at from crm.lifecycle_transition t
        where t.org_id = c.org_id and t.contact_id = c.id and not t.is_forward order by t.at desc limit 1), '-infinity') as at) back
    where c.id = any(${contactIds})`

export type NewStanding = {
  contactId: string
  state: CommercialState
  reasons: Reason[]
  lapsesAt: string | null
  attentionAt: string | null
  override: Override | null
}

/** In the order of their ids, so that two classifications wait for each other in turn. */
export async function write(ctx: Ctx, standings: readonly NewStanding[]): Promise<void> {
  if (standings.length === 0) return
  await ctx.sql`
    insert into crm.standing (contact_id, state, reasons, lapses_at, attention_at, override_state, override_until, override_by, override_reason,
      shown_state, classified_at)
    select d."contactId", d.state, d.reasons, d."lapsesAt", d."attentionAt", d.override ->> 'state', (d.override ->> 'until')::timestamptz,
      d.override ->> 'by', d.override ->> 'reason', coalesce(d.override ->> 'state', d.state), ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(standings)}::jsonb)
      as d("contactId" uuid, state text, reasons jsonb, "lapsesAt" timestamptz, "attentionAt" timestamptz, override jsonb)
    order by d."contactId"
    on conflict (org_id, contact_id) do update set state = excluded.state, reasons = excluded.reasons, lapses_at = excluded.lapses_at,
      attention_at = excluded.attention_at, override_state = excluded.override_state, override_until = excluded.override_until,
      override_by = excluded.override_by, override_reason = excluded.override_reason, shown_state = excluded.shown_state,
      classified_at = excluded.classified_at`
}

/** What a person says instead of the facts; the lapse is the earlier of the two. */
export async function say(ctx: Ctx, contactId: string, said: Override | null): Promise<void> {
  await ctx.sql`
    update crm.standing s set override_state = ${said?.state ?? null}, override_until = ${said?.until ?? null}, override_by = ${said?.by ?? null},
      override_reason = ${said?.reason ?? null}, shown_state = coalesce(${said?.state ?? null}, s.state),
      lapses_at = least(s.lapses_at, ${said?.until ?? null}::timestamptz)
    where s.contact_id = ${contactId}`
}

/** Those whose state, or what somebody said instead of it, is over by now. */
export async function lapsed(ctx: Ctx, limit: number): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`
    select s.contact_id as id from crm.standing s where s.lapses_at <= ${ctx.now} order by s.lapses_at limit ${limit}`
  return rows.map(({ id }) => id)
}

export type Stood = {
  contactId: string
  stage: LifecycleStage | null
  stageEnteredAt: string | null
  state: CommercialState
  reasons: Reason[]
  override: Override | null
  waitingSince: string | null
  attentionAt: string | null
}

export async function find(ctx: Ctx, contactId: string): Promise<Stood | undefined> {
  const [row] = await ctx.sql<Stood>`
    select c.id as "contactId", c.lifecycle_stage as stage, c.stage_entered_at as "stageEnteredAt", coalesce(s.state, 'nuevo') as state,
      coalesce(s.reasons, '[{"code": "none", "at": null, "count": null}]') as reasons,
      case when s.override_until > ${ctx.now} then jsonb_build_object('state', s.override_state,
        'until', to_char(s.override_until at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', s.override_by, 'reason', s.override_reason) end as override,
      e.waiting_since as "waitingSince", s.attention_at as "attentionAt"
    from crm.contact c
    left join crm.standing s on s.org_id = c.org_id and s.contact_id = c.id
    left join crm.engagement e on e.org_id = c.org_id and e.contact_id = c.id
    where c.id = ${contactId}`
  return row
}

export const history = (ctx: Ctx, contactId: string): Promise<Transition[]> =>
  ctx.sql<Transition>`
    select t.id, t.from_stage as "from", t.to_stage as "to", t.at, t.is_forward as "isForward", t.rule, t.reason, t.actor_name as "actorName"
    from crm.lifecycle_transition t where t.contact_id = ${contactId} order by t.at desc, t.id desc limit 100`

export type NewTransition = Omit<Transition, 'id'> & { contactId: string }

export async function addTransitions(ctx: Ctx, transitions: readonly NewTransition[]): Promise<void> {
  if (transitions.length === 0) return
  const rows = transitions.map((one) => ({ ...one, id: ctx.newId() }))
  await ctx.sql(sql`
    insert into crm.lifecycle_transition (id, contact_id, from_stage, to_stage, at, is_forward, rule, reason, actor_name)
    select d.id, d."contactId", d."from", d."to", d.at, d."isForward", d.rule, d.reason, d."actorName"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, "contactId" uuid, "from" text, "to" text, at timestamptz,
      "isForward" boolean, rule text, reason text, "actorName" text)`)
}
