import type { InboxCounts, Scope, State } from '#conversations/contract/conversation.ts'
import type { Urgency } from '#conversations/contract/urgency.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { windowFor } from '#kernel/db/listing.ts'
import { empty, join, sql, type Statement } from '#kernel/db/sql.ts'
import { cardColumns, shownColumns, shownJoin, type ListedRow } from './card.store.ts'
import { visibleTo } from './visibility.store.ts'

/** Which conversations a list is about. Absent narrows nothing. */
export type Selection = {
  scope?: Scope | undefined
  state?: State | undefined
  urgency?: Urgency | undefined
  brandId?: string | undefined
  channelId?: string | undefined
  assigneeId?: string | undefined
  teamId?: string | undefined
  contactId?: string | undefined
  label?: string | undefined
  /** Only with less than this left of their window. */
  closingWithinMinutes?: number | undefined
  unread?: boolean | undefined
  sla?: 'at-risk' | 'late' | undefined
  /** Only those in whose notes the viewer is named. */
  mentioned?: boolean | undefined
  ids?: readonly string[] | undefined
  /** A select of ids. */
  among?: Statement | undefined
}

/** The segments of the inbox, the same as `urgencyOf` of the contract. */
function inSegment(urgency: Urgency, now: Date): Statement {
  if (urgency === 'customer') return sql`c.state = 'open' and c.waiting_since is null`
  const isPressing = sql`(c.unread_count > 0 or c.answer_due_at <= ${now} or c.priority = 'urgent')`
  return urgency === 'now'
    ? sql`c.state = 'open' and c.waiting_since is not null and ${isPressing}`
    : sql`c.state = 'open' and c.waiting_since is not null and not ${isPressing}`
}

function inScope(ctx: Ctx, scope: Scope): Statement {
  const { actor } = ctx
  if (scope === 'all' || actor.kind === 'system') return sql`true`
  if (scope === 'mine') return sql`c.assignee_id = ${actor.id}::uuid`
  if (scope === 'unassigned') return sql`c.assignee_id is null`
  // The work of my teams, mine included wherever it came from.
  return sql`(c.team_id = any(${actor.teamIds}::uuid[]) or c.assignee_id = ${actor.id}::uuid or (c.assignee_id is null and c.team_id is null))`
}

const mentions = ({ actor }: Ctx): Statement =>
  actor.kind === 'system'
    ? sql`false`
    : sql`exists (select from conversations.mention n where n.org_id = c.org_id and n.conversation_id = c.id and n.person_id = ${actor.id}::uuid)`

function conditions(ctx: Ctx, selection: Selection): Statement {
  const {
    scope,
    state,
    urgency,
    brandId,
    channelId,
    assigneeId,
    teamId,
    contactId,
    label,
    closingWithinMinutes,
    unread,
    sla,
    mentioned,
    ids,
    among,
  } = selection
  const all: Statement[] = [visibleTo(ctx), sql`c.merged_into_id is null`]
  if (scope) all.push(inScope(ctx, scope))
  if (urgency) all.push(inSegment(urgency, ctx.now))
  else if (state) all.push(sql`c.state = ${state}`)
  if (brandId) all.push(sql`c.brand_id = ${brandId}`)
  if (channelId) all.push(sql`c.channel_id = ${channelId}`)
  if (assigneeId) all.push(sql`c.assignee_id = ${assigneeId}`)
  if (teamId) all.push(sql`c.team_id = ${teamId}`)
  if (contactId) all.push(sql`c.contact_id = ${contactId}`)
  if (label) all.push(sql`${label} = any(c.labels)`)
  if (unread) all.push(sql`c.unread_count > 0`)
  if (sla === 'late') all.push(sql`c.sla_due_at <= ${ctx.now}`)
  if (sla === 'at-risk') all.push(sql`c.sla_due_at > ${ctx.now} and c.sla_warn_at <= ${ctx.now}`)
  if (mentioned) all.push(mentions(ctx))
  if (ids) all.push(sql`c.id = any(${ids})`)
  if (among) all.push(sql`c.id in (${among})`)
  if (closingWithinMinutes !== undefined) {
    const until = new Date(ctx.now.getTime() + closingWithinMinutes * 60_000)
    all.push(sql`c.window_expires_at > ${ctx.now} and c.window_expires_at <= ${until}`)
  }
  return join(all, ' and ')
}

/** `due`: by priority, then who is due first. `waking`: who wakes first. `latest`: newest message first. */
export type Order = 'due' | 'latest' | 'waking'
export type Cursor = { rank: number; at: string | null; id: string }

// `rank` and `at` are what the order goes by; nulls of `snoozed_until` (until the customer writes) come last.
const keys: Record<Order, { rank: Statement; at: Statement; order: Statement }> = {
  due: { rank: sql`c.priority_rank`, at: sql`c.answer_due_at`, order: sql`c.priority_rank, c.answer_due_at, c.id` },
  latest: { rank: sql`0`, at: sql`c.last_message_at`, order: sql`c.last_message_at desc, c.id desc` },
  waking: {
    rank: sql`(case when c.snoozed_until is null then 1 else 0 end)`,
    at: sql`coalesce(c.snoozed_until, c.last_message_at)`,
    order: sql`case when c.snoozed_until is null then 1 else 0 end, coalesce(c.snoozed_until, c.last_message_at), c.id`,
  },
}

function after(order: Order, { rank, at, id }: Cursor): Statement {
  if (order === 'latest') return sql`(c.last_message_at, c.id) < (${at}::timestamptz, ${id}::uuid)`
  return sql`(${keys[order].rank}, ${keys[order].at}, c.id) > (${rank}::int, ${at}::timestamptz, ${id}::uuid)`
}

export type InboxRow = ListedRow & { rank: number; sortAt: string | null; draftText: string | null }

/** At least one row more than `limit`, where there are any. */
export async function page(ctx: Ctx, selection: Selection, order: Order, cursor: Cursor | undefined, limit: number): Promise<InboxRow[]> {
  const personId = ctx.actor.kind === 'system' ? null : ctx.actor.id
  // Of what is sorted only those that are shown need their message and the draft.
  return ctx.sql<InboxRow>`
    select ${cardColumns}, ${shownColumns}, ${keys[order].rank}::int as rank, ${keys[order].at} as "sortAt", left(d.text, 140) as "draftText"
    from (
      select c.* from conversations.conversation c
      where ${conditions(ctx, selection)} ${cursor ? sql`and ${after(order, cursor)}` : empty}
      order by ${keys[order].order} limit ${windowFor(limit)}
    ) c ${shownJoin}
    left join conversations.draft d on d.org_id = c.org_id and d.conversation_id = c.id and d.person_id = ${personId}::uuid
    order by ${keys[order].order}`
}

type Counted = Record<`${'mine' | 'team' | 'unassigned' | 'all'}${'Now' | 'Ongoing' | 'Customer' | 'Unread'}`, number> & {
  pending: number
  snoozed: number
}

/** One pass over what is alive and may be seen. */
export async function counts(ctx: Ctx, selection: Pick<Selection, 'brandId' | 'channelId' | 'label'>): Promise<Counted> {
  const scopes = ['mine', 'team', 'unassigned', 'all'] as const
  const figures = scopes.map((scope) => {
    const within = inScope(ctx, scope)
    const count = (condition: Statement, name: Statement): Statement => sql`count(*) filter (where ${within} and ${condition}) as ${name}`
    const names = countNames[scope]
    return join(
      [
        count(inSegment('now', ctx.now), names.now),
        count(inSegment('ongoing', ctx.now), names.ongoing),
        count(inSegment('customer', ctx.now), names.customer),
        count(sql`c.state = 'open' and c.unread_count > 0`, names.unread),
      ],
      ', ',
    )
  })
  const [row] = await ctx.sql<Counted>`
    select ${join(figures, ', ')},
      count(*) filter (where c.state = 'pending') as pending, count(*) filter (where c.state = 'snoozed') as snoozed
    from conversations.conversation c
    where c.state = any(array['open', 'pending', 'snoozed']) and ${conditions(ctx, selection)}`
  return row as Counted
}

const countNames = {
  mine: { now: sql`"mineNow"`, ongoing: sql`"mineOngoing"`, customer: sql`"mineCustomer"`, unread: sql`"mineUnread"` },
  team: { now: sql`"teamNow"`, ongoing: sql`"teamOngoing"`, customer: sql`"teamCustomer"`, unread: sql`"teamUnread"` },
  unassigned: {
    now: sql`"unassignedNow"`,
    ongoing: sql`"unassignedOngoing"`,
    customer: sql`"unassignedCustomer"`,
    unread: sql`"unassignedUnread"`,
  },
  all: { now: sql`"allNow"`, ongoing: sql`"allOngoing"`, customer: sql`"allCustomer"`, unread: sql`"allUnread"` },
}

export const countsOf = (row: Counted, scope: keyof typeof countNames): InboxCounts['mine'] => ({
  now: row[`${scope}Now`],
  ongoing: row[`${scope}Ongoing`],
  customer: row[`${scope}Customer`],
  unread: row[`${scope}Unread`],
})

/** What the labels of the last months are, most used first. */
export async function labels(ctx: Ctx, since: string): Promise<{ label: string; count: number }[]> {
  return ctx.sql`
    select l.label, count(*) as count from conversations.conversation c cross join lateral unnest(c.labels) as l(label)
    where c.last_message_at >= ${since} and ${visibleTo(ctx)} group by l.label order by count(*) desc, l.label limit 200`
}
