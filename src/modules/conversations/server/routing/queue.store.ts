import type { RoutingMethod } from '#conversations/contract/routing.ts'
import { conversationColumns, type ConversationRow } from '#conversations/server/conversations/card.store.ts'
import { visibleTo } from '#conversations/server/conversations/visibility.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'

/** A conversation that a rule gave to a team and that nobody has. */
export type QueueEntry = {
  conversationId: string
  ruleId: string | null
  ruleName: string
  teamId: string
  skill: string | null
  method: RoutingMethod
  queuedAt: string
  overflowTeamId: string | null
  overflowAt: string | null
  exceptId: string | null
  isTold: boolean
}

const columns = sql`
  q.conversation_id as "conversationId", q.rule_id as "ruleId", q.rule_name as "ruleName", q.team_id as "teamId", q.skill, q.method,
  q.queued_at as "queuedAt", q.overflow_team_id as "overflowTeamId", q.overflow_at as "overflowAt", q.except_id as "exceptId", q.is_told as "isTold"`

export async function find(ctx: Ctx, conversationId: string): Promise<QueueEntry | undefined> {
  const [row] = await ctx.sql<QueueEntry>`
    select ${columns} from conversations.queue_entry q where q.conversation_id = ${conversationId}`
  return row
}

export async function put(ctx: Ctx, entry: QueueEntry): Promise<void> {
  await ctx.sql`
    insert into conversations.queue_entry
      (conversation_id, rule_id, rule_name, team_id, skill, method, queued_at, overflow_team_id, overflow_at, except_id, is_told)
    values (${entry.conversationId}, ${entry.ruleId}, ${entry.ruleName}, ${entry.teamId}, ${entry.skill}, ${entry.method}, ${entry.queuedAt},
      ${entry.overflowTeamId}, ${entry.overflowAt}, ${entry.exceptId}, ${entry.isTold})
    on conflict (org_id, conversation_id) do update set rule_id = excluded.rule_id, rule_name = excluded.rule_name, team_id = excluded.team_id,
      skill = excluded.skill, method = excluded.method, overflow_team_id = excluded.overflow_team_id, overflow_at = excluded.overflow_at,
      except_id = excluded.except_id, is_told = excluded.is_told`
}

export async function remove(ctx: Ctx, conversationId: string): Promise<void> {
  await ctx.sql`delete from conversations.queue_entry where conversation_id = ${conversationId}`
}

/** Those that can be given to somebody, in the order of the queue, without some and without whole teams. */
export async function waiting(
  ctx: Ctx,
  except: readonly string[],
  exceptTeams: readonly string[],
  limit: number,
): Promise<{ id: string; teamId: string; exceptId: string | null }[]> {
  return ctx.sql`
    select c.id, q.team_id as "teamId", q.except_id as "exceptId" from conversations.queue_entry q
    join conversations.conversation c on c.org_id = q.org_id and c.id = q.conversation_id
    where c.state = 'open' and c.assignee_id is null and not (c.id = any(${except}::uuid[])) and not (q.team_id = any(${exceptTeams}::uuid[]))
    order by c.priority_rank, c.waiting_since, c.id limit ${limit}`
}

const isFree: Statement = sql`c.state = 'open' and c.assignee_id is null`

/** Held, unless somebody else has it in hand at this moment or it belongs to somebody by now. */
export async function lockFree(ctx: Ctx, id: string): Promise<ConversationRow | undefined> {
  const [row] = await ctx.sql<ConversationRow>`
    select ${conversationColumns} from conversations.conversation c where c.id = ${id} and ${isFree} for update skip locked`
  return row
}

export async function isFreeNow(ctx: Ctx, id: string): Promise<boolean> {
  const rows = await ctx.sql`select true as yes from conversations.conversation c where c.id = ${id} and ${isFree}`
  return rows.length > 0
}

/**
 * The next one of nobody that the caller may see, held. Those that others have in hand at this moment are passed over, so
 * that any number who ask at once get one each. Whoever is in teams is offered theirs and those of no team.
 */
export async function lockNext(ctx: Ctx, teamIds: readonly string[]): Promise<ConversationRow | undefined> {
  const ofMine = teamIds.length === 0 ? empty : sql`and (c.team_id is null or c.team_id = any(${teamIds}::uuid[]))`
  const next = (others: Statement): Promise<ConversationRow[]> =>
    ctx.sql`
      select ${conversationColumns} from conversations.conversation c
      where ${isFree} and ${visibleTo(ctx)} ${ofMine}
      order by c.priority_rank, c.waiting_since, c.id limit 1 for update ${others}`
  const [free] = await next(sql`skip locked`)
  // In hand is not yet given to somebody: a message that comes in or a rule that looks holds it for a moment, too.
  return free ?? (await next(empty))[0]
}

/** What everybody who assigns leaves behind: the turn, whose customer it is, and the queue without it. One round trip. */
export async function noteAssignment(
  ctx: Ctx,
  entry: { id: string; conversationId: string; contactId: string; personId: string; teamId: string | null; how: 'rule' | 'person' },
): Promise<void> {
  const keep = entry.how === 'person' ? sql`do update set person_id = excluded.person_id, at = excluded.at` : sql`do nothing`
  await ctx.sql`
    with gone as (delete from conversations.queue_entry where conversation_id = ${entry.conversationId}::uuid),
    sticky as (
      insert into conversations.sticky_agent (contact_id, person_id, at) values (${entry.contactId}::uuid, ${entry.personId}::uuid, ${ctx.now}::timestamptz)
      on conflict (org_id, contact_id) ${keep})
    insert into conversations.assignment (id, conversation_id, person_id, team_id, how, at)
    values (${entry.id}::uuid, ${entry.conversationId}::uuid, ${entry.personId}::uuid, ${entry.teamId}::uuid, ${entry.how}, ${ctx.now}::timestamptz)`
}

export async function stickyOf(ctx: Ctx, contactId: string): Promise<string | null> {
  const [row] = await ctx.sql<{ personId: string }>`
    select s.person_id as "personId" from conversations.sticky_agent s where s.contact_id = ${contactId}`
  return row?.personId ?? null
}

export async function hasOtherConversations(ctx: Ctx, contactId: string, exceptId: string): Promise<boolean> {
  const rows = await ctx.sql`
    select true as yes from conversations.conversation c where c.contact_id = ${contactId} and c.id <> ${exceptId} limit 1`
  return rows.length > 0
}

/** Open conversations of somebody whose customer waits, in the order of the queue, held as far as nobody has them in hand. */
export async function lockWaitingOf(ctx: Ctx, personId: string): Promise<ConversationRow[]> {
  return ctx.sql<ConversationRow>`
    select ${conversationColumns} from conversations.conversation c where ${isWaitingOf(personId)}
    order by c.priority_rank, c.waiting_since, c.id limit 200 for update skip locked`
}

export async function countWaitingOf(ctx: Ctx, personId: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from conversations.conversation c where ${isWaitingOf(personId)}`
  return row?.count ?? 0
}

const isWaitingOf = (personId: string): Statement => sql`c.assignee_id = ${personId} and c.state = 'open' and c.waiting_since is not null`

export async function emptyOfTeam(ctx: Ctx, teamId: string): Promise<void> {
  await ctx.sql`delete from conversations.queue_entry where team_id = ${teamId}`
}
