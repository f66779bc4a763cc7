import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { TimelineQuery } from '#kernel/module.ts'
import type { InvitationState, SkipReason } from '#surveys/contract/invitation.ts'
import type { Band, SurveyKind } from '#surveys/contract/scale.ts'

export type InvitationRow = {
  id: string
  surveyId: string
  surveyName: string
  kind: SurveyKind
  contactId: string
  conversationId: string | null
  brandId: string | null
  agentId: string | null
  occasion: string
  state: InvitationState
  reason: SkipReason | null
  via: 'chat' | 'template' | 'link' | null
  answeredVia: 'chat' | 'link' | null
  score: number | null
  band: Band | null
  comment: string
  taskId: string | null
  dueAt: string
  sentAt: string | null
  expiresAt: string | null
  answeredAt: string | null
  createdAt: string
}

export const columns = sql`
  i.id, i.survey_id as "surveyId", s.name as "surveyName", s.kind, i.contact_id as "contactId", i.conversation_id as "conversationId",
  i.brand_id as "brandId", i.agent_id as "agentId", i.occasion, i.state, i.reason, i.via, i.answered_via as "answeredVia", i.score, i.band, i.comment, i.task_id as "taskId",
  i.due_at as "dueAt", i.sent_at as "sentAt", i.expires_at as "expiresAt", i.answered_at as "answeredAt", i.created_at as "createdAt"`
export const from = sql`from surveys.invitation i join surveys.survey s on s.org_id = i.org_id and s.id = i.survey_id`

export async function find(ctx: Ctx, id: string): Promise<InvitationRow | undefined> {
  const [row] = await ctx.sql<InvitationRow>`select ${columns} ${from} where i.id = ${id}`
  return row
}

/** The same, and nobody else changes it until this transaction ends. */
export async function lock(ctx: Ctx, id: string): Promise<InvitationRow | undefined> {
  const [row] = await ctx.sql<InvitationRow>`select ${columns} ${from} where i.id = ${id} for update of i`
  return row
}

export const ofContact = (ctx: Ctx, contactId: string): Promise<InvitationRow[]> =>
  ctx.sql<InvitationRow>`
    select ${columns} ${from} where i.contact_id = ${contactId} order by i.created_at desc, i.id desc limit 50`

export type NewInvitation = {
  id: string
  surveyId: string
  occasion: string
  contactId: string
  conversationId: string | null
  brandId: string | null
  channelId: string | null
  teamId: string | null
  agentId: string | null
  dueAt: string
  sent: { at: string; expiresAt: string; via: 'chat' | 'template' | 'link' } | null
}

/** False: of this occasion it was asked before. */
export async function insert(ctx: Ctx, one: NewInvitation): Promise<boolean> {
  const { sent } = one
  const rows = await ctx.sql`
    insert into surveys.invitation (id, survey_id, occasion, contact_id, conversation_id, brand_id, channel_id, team_id, agent_id, state,
      via, due_at, sent_at, expires_at, created_at)
    values (${one.id}, ${one.surveyId}, ${one.occasion}, ${one.contactId}, ${one.conversationId}, ${one.brandId}, ${one.channelId},
      ${one.teamId}, ${one.agentId}, ${sent ? 'sent' : 'scheduled'}, ${sent?.via ?? null}, ${one.dueAt}, ${sent?.at ?? null},
      ${sent?.expiresAt ?? null}, ${sent?.at ?? ctx.now})
    on conflict (org_id, survey_id, occasion) do nothing returning id`
  return rows.length > 0
}

export async function markSent(
  ctx: Ctx,
  id: string,
  { via, messageId, expiresAt }: { via: 'chat' | 'template'; messageId: string; expiresAt: string },
): Promise<void> {
  await ctx.sql`
    update surveys.invitation set state = 'sent', via = ${via}, message_id = ${messageId}, sent_at = ${ctx.now}, expires_at = ${expiresAt}
    where id = ${id} and state = 'scheduled'`
}

export async function skip(ctx: Ctx, id: string, reason: SkipReason): Promise<void> {
  await ctx.sql`update surveys.invitation set state = 'skipped', reason = ${reason} where id = ${id} and state = 'scheduled'`
}

export type Answer = Pick<InvitationRow, 'state' | 'score' | 'band' | 'comment' | 'answeredAt' | 'answeredVia'>

export async function answer(ctx: Ctx, id: string, { state, score, band, comment, answeredAt, answeredVia }: Answer): Promise<void> {
  await ctx.sql`
    update surveys.invitation set state = ${state}, score = ${score}, band = ${band}, comment = ${comment}, answered_at = ${answeredAt},
      answered_via = ${answeredVia}
    where id = ${id}`
}

export async function setTask(ctx: Ctx, id: string, taskId: string): Promise<void> {
  await ctx.sql`update surveys.invitation set task_id = ${taskId} where id = ${id}`
}

/** Whoever else is about to ask this contact waits here until this transaction is over. */
export async function takeTurn(ctx: Ctx, contactId: string): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`surveys.asking ${ctx.org} ${contactId}`}, 0))`
}

/** Whether a contact was asked anything since then. */
export async function wasAsked(ctx: Ctx, contactId: string, since: string): Promise<boolean> {
  const rows = await ctx.sql`
    select i.id from surveys.invitation i where i.contact_id = ${contactId} and i.sent_at > ${since} limit 1`
  return rows.length > 0
}

/** Those whose time is over without a word. */
export const expire = (
  ctx: Ctx,
  limit: number,
): Promise<{ id: string; surveyId: string; contactId: string; conversationId: string | null }[]> =>
  ctx.sql`
    update surveys.invitation i set state = 'expired'
    where i.id in (select o.id from surveys.invitation o where o.state = 'sent' and o.expires_at <= ${ctx.now} order by o.expires_at limit ${limit}
      for update skip locked)
    returning i.id, i.survey_id as "surveyId", i.contact_id as "contactId", i.conversation_id as "conversationId"`

/** Everything of one contact is another's now, and can be told apart again by the merge that brought it. */
export async function handOver(
  ctx: Ctx,
  { mergeId, survivorId, loserId }: { mergeId: string; survivorId: string; loserId: string },
): Promise<void> {
  await ctx.sql`
    update surveys.invitation set contact_id = ${survivorId}, merged_by = merged_by || ${mergeId}::uuid where contact_id = ${loserId}`
}

export async function handBack(
  ctx: Ctx,
  { mergeId, survivorId, loserId }: { mergeId: string; survivorId: string; loserId: string },
): Promise<void> {
  await ctx.sql`
    update surveys.invitation set contact_id = ${loserId}, merged_by = array_remove(merged_by, ${mergeId}::uuid)
    where contact_id = ${survivorId} and ${mergeId}::uuid = any (merged_by)`
}

/** The thread is gone; what was said of it stays without it. */
export async function forgetConversations(ctx: Ctx, { ids }: { ids: readonly string[] }): Promise<void> {
  await ctx.sql`update surveys.invitation set conversation_id = null where conversation_id = any (${ids}::uuid[])`
}

export async function moveConversation(ctx: Ctx, { id, intoId }: { id: string; intoId: string }): Promise<void> {
  await ctx.sql`update surveys.invitation set conversation_id = ${intoId} where conversation_id = ${id}`
}

/** Moments of surveys in the timeline of a contact: when they were asked, and when they answered. */
export async function moments(
  ctx: Ctx,
  query: TimelineQuery,
): Promise<
  {
    id: string
    at: string
    what: 'asked' | 'answered'
    name: string
    kind: SurveyKind
    score: number | null
    comment: string
    conversationId: string | null
  }[]
> {
  const wants = (what: string): boolean => !query.kinds || query.kinds.includes(`surveys.${what}`)
  const place = sql`(${query.before}::timestamptz, ${query.beforeId}::uuid)`
  return ctx.sql`
    select m.id, m.at, m.what, m.name, m.kind, m.score, m.comment, m."conversationId" from (
      (select i.id, i.sent_at as at, 'asked' as what, s.name, s.kind, null::bigint as score, '' as comment, i.conversation_id as "conversationId" ${from}
        where i.contact_id = ${query.contactId} and i.sent_at <= ${query.before} and (i.sent_at, i.id) < ${place} and ${wants('asked')}
        order by i.sent_at desc, i.id desc limit ${query.limit})
      union all
      (select md5(i.id || 'answer')::uuid, i.answered_at, 'answered', s.name, s.kind, i.score, i.comment, i.conversation_id ${from}
        where i.contact_id = ${query.contactId} and i.answered_at <= ${query.before} and (i.answered_at, md5(i.id || 'answer')::uuid) < ${place} and ${wants('answered')}
        order by i.answered_at desc, md5(i.id || 'answer') desc limit ${query.limit})
    ) m order by m.at desc, m.id desc limit ${query.limit}`
}
