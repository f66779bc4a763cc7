import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Priority } from '#conversations/contract/conversation.ts'
import { conversationColumns, shownColumns, shownJoin, type CardRow, type ConversationRow } from './card.store.ts'
import type { Clocks } from './clocks.ts'
import { visibleTo } from './visibility.store.ts'

/** Seen by whoever acts, or nothing. */
export async function find(ctx: Ctx, id: string): Promise<CardRow | undefined> {
  const [row] = await ctx.sql<CardRow>`
    select ${conversationColumns}, ${shownColumns} from conversations.conversation c ${shownJoin}
    where c.id = ${id} and ${visibleTo(ctx)}`
  return row
}

/** The same, held until the end of the transaction: every command on a conversation takes its turn here. */
export async function lock(ctx: Ctx, id: string): Promise<ConversationRow | undefined> {
  const [row] = await ctx.sql<ConversationRow>`
    select ${conversationColumns} from conversations.conversation c where c.id = ${id} and ${visibleTo(ctx)} for update`
  return row
}

/** Held whatever the rights of whoever acts: for what follows from a fact and is nobody's command. */
export async function lockMany(ctx: Ctx, ids: readonly string[]): Promise<ConversationRow[]> {
  if (ids.length === 0) return []
  return ctx.sql<ConversationRow>`
    select ${conversationColumns} from conversations.conversation c where c.id = any(${ids}) order by c.id for update`
}

/** Whatever the viewer's rights: for events, after a change that may have taken it out of their sight. */
export async function cards(ctx: Ctx, ids: readonly string[]): Promise<CardRow[]> {
  return ctx.sql<CardRow>`
    select ${conversationColumns}, ${shownColumns} from conversations.conversation c ${shownJoin} where c.id = any(${ids})`
}

/** Whatever number of the brand the contact wrote to. */
export async function findAlive(ctx: Ctx, contactId: string, brandId: string): Promise<ConversationRow | undefined> {
  const [row] = await ctx.sql<ConversationRow>`
    select ${conversationColumns} from conversations.conversation c
    where c.contact_id = ${contactId} and c.brand_id = ${brandId} and c.state <> 'resolved' for update`
  return row
}

export type NewConversation = Pick<
  ConversationRow,
  | 'id'
  | 'channelId'
  | 'channelKind'
  | 'brandId'
  | 'contactId'
  | 'addressId'
  | 'contactName'
  | 'contactAddress'
  | 'assigneeId'
  | 'assigneeName'
  | 'teamId'
  | 'openedAt'
> & { searchText: string; clocks: Clocks; lastSeq: number; lastMessageId: string | null; shownMessageId: string | null }

/** A statement, so that it can travel together with the messages that open the conversation. */
export const insertion = (one: NewConversation): Statement => sql`
  insert into conversations.conversation (
    id, channel_id, channel_kind, brand_id, contact_id, address_id, contact_name, contact_address, search_text,
    assignee_id, assignee_name, team_id, opened_at,
    state, unread_count, waiting_since, answer_due_at, sla_warn_at, sla_due_at, sla_timer_at, first_inbound_at, first_reply_at,
    last_inbound_at, last_reply_at, last_message_at, window_expires_at, last_seq, last_message_id, shown_message_id)
  values (
    ${one.id}, ${one.channelId}, ${one.channelKind}, ${one.brandId}, ${one.contactId}, ${one.addressId}, ${one.contactName},
    ${one.contactAddress}, ${one.searchText}, ${one.assigneeId}, ${one.assigneeName}, ${one.teamId}, ${one.openedAt}, ${one.clocks.state}, ${one.clocks.unreadCount},
    ${one.clocks.waitingSince}, ${one.clocks.answerDueAt}, ${one.clocks.slaWarnAt}, ${one.clocks.slaDueAt}, ${one.clocks.slaTimerAt}, ${one.clocks.firstInboundAt}, ${one.clocks.firstReplyAt},
    ${one.clocks.lastInboundAt}, ${one.clocks.lastReplyAt}, ${one.clocks.lastMessageAt}, ${one.clocks.windowExpiresAt},
    ${one.lastSeq}, ${one.lastMessageId}, ${one.shownMessageId})`

export const setClocks = (clocks: Clocks): Statement => sql`
  state = ${clocks.state}, snoozed_until = ${clocks.snoozedUntil}, resolved_at = ${clocks.resolvedAt},
  waiting_since = ${clocks.waitingSince}, answer_due_at = ${clocks.answerDueAt},
  sla_warn_at = ${clocks.slaWarnAt}, sla_due_at = ${clocks.slaDueAt}, sla_timer_at = ${clocks.slaTimerAt}, first_inbound_at = ${clocks.firstInboundAt},
  first_reply_at = ${clocks.firstReplyAt}, last_inbound_at = ${clocks.lastInboundAt}, last_reply_at = ${clocks.lastReplyAt},
  last_message_at = ${clocks.lastMessageAt}, window_expires_at = ${clocks.windowExpiresAt}, unread_count = ${clocks.unreadCount}`

export type Change = Partial<{
  clocks: Clocks
  lastSeq: number
  lastMessageId: string
  shownMessageId: string
  /** Where the customer wrote last. */
  place: { channelId: string; channelKind: string; addressId: string }
  assignee: { id: string; name: string } | null
  teamId: string | null
  priority: Priority
  labels: readonly string[]
}>

/** The update of what changed; every change makes a new version. */
export function update(id: string, change: Change): Statement {
  const { clocks, lastSeq, lastMessageId, shownMessageId, place, assignee, teamId, priority, labels } = change
  let set = sql`version = version + 1`
  if (clocks) set = sql`${set}, ${setClocks(clocks)}`
  if (lastSeq !== undefined) set = sql`${set}, last_seq = ${lastSeq}`
  if (lastMessageId !== undefined) set = sql`${set}, last_message_id = ${lastMessageId}`
  if (shownMessageId !== undefined) set = sql`${set}, shown_message_id = ${shownMessageId}`
  if (place) set = sql`${set}, channel_id = ${place.channelId}, channel_kind = ${place.channelKind}, address_id = ${place.addressId}`
  if (assignee !== undefined) set = sql`${set}, assignee_id = ${assignee?.id ?? null}, assignee_name = ${assignee?.name ?? null}`
  if (teamId !== undefined) set = sql`${set}, team_id = ${teamId}`
  if (priority !== undefined) set = sql`${set}, priority = ${priority}`
  if (labels !== undefined) set = sql`${set}, labels = ${labels}`
  return sql`update conversations.conversation set ${set} where id = ${id}`
}

/** The number of a person changed: lists show and find the new one. */
export async function readdress(ctx: Ctx, addressId: string, contactAddress: string): Promise<void> {
  await ctx.sql`
    update conversations.conversation c set
      contact_address = ${contactAddress},
      search_text = replace(c.search_text, regexp_replace(c.contact_address, '[^0-9]', '', 'g'), ${contactAddress.replace(/\D/g, '')}),
      version = c.version + 1
    where c.address_id = ${addressId}`
}

export async function lockAssigned(ctx: Ctx, personId: string): Promise<ConversationRow[]> {
  return ctx.sql<ConversationRow>`
    select ${conversationColumns} from conversations.conversation c
    where c.assignee_id = ${personId} and c.state <> 'resolved' order by c.id for update`
}

export async function lockOfTeam(ctx: Ctx, teamId: string): Promise<ConversationRow[]> {
  return ctx.sql<ConversationRow>`
    select ${conversationColumns} from conversations.conversation c
    where c.team_id = ${teamId} and c.state <> 'resolved' order by c.id for update`
}

export async function lockOfContact(ctx: Ctx, contactId: string): Promise<ConversationRow[]> {
  return ctx.sql<ConversationRow>`
    select ${conversationColumns} from conversations.conversation c where c.contact_id = ${contactId} order by c.id for update`
}

export async function rename(ctx: Ctx, id: string, contactName: string, searchText: string): Promise<void> {
  await ctx.sql`
    update conversations.conversation set contact_name = ${contactName}, search_text = ${searchText}, version = version + 1 where id = ${id}`
}
