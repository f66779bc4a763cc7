import type { ChannelKind } from '#conversations/contract/capabilities.ts'
import type { ConversationCard, Priority, State } from '#conversations/contract/conversation.ts'
import type { Author, Direction, SendState } from '#conversations/contract/message.ts'
import { urgencyOf } from '#conversations/contract/urgency.ts'
import { sql } from '#kernel/db/sql.ts'

/** What lists show of a row of `conversations.conversation`, under the alias `c`. */
export const cardColumns = sql`
  c.id, c.channel_id as "channelId", c.channel_kind as "channelKind", c.brand_id as "brandId", c.contact_id as "contactId",
  c.contact_name as "contactName", c.contact_address as "contactAddress", c.state, c.priority, c.assignee_id as "assigneeId",
  c.assignee_name as "assigneeName", c.team_id as "teamId", c.labels, c.unread_count as "unreadCount",
  c.waiting_since as "waitingSince", c.answer_due_at as "answerDueAt", c.sla_warn_at as "slaWarnAt", c.sla_due_at as "slaDueAt",
  c.window_expires_at as "windowExpiresAt", c.last_inbound_at as "lastInboundAt", c.last_message_at as "lastMessageAt",
  c.last_message_id as "lastMessageId", c.snoozed_until as "snoozedUntil", c.resolved_at as "resolvedAt", c.opened_at as "openedAt",
  c.version`

/** All of it but for what only search and order need. */
export const conversationColumns = sql`
  ${cardColumns}, c.address_id as "addressId", c.last_seq as "lastSeq", c.sla_timer_at as "slaTimerAt",
  c.first_inbound_at as "firstInboundAt", c.first_reply_at as "firstReplyAt", c.last_reply_at as "lastReplyAt",
  c.shown_message_id as "shownMessageId", c.merged_into_id as "mergedIntoId"`

type Listed = {
  id: string
  channelId: string
  channelKind: ChannelKind
  brandId: string
  contactId: string
  contactName: string
  contactAddress: string
  state: State
  priority: Priority
  assigneeId: string | null
  assigneeName: string | null
  teamId: string | null
  labels: string[]
  unreadCount: number
  waitingSince: string | null
  answerDueAt: string | null
  slaWarnAt: string | null
  slaDueAt: string | null
  windowExpiresAt: string | null
  lastInboundAt: string | null
  lastMessageAt: string
  lastMessageId: string | null
  snoozedUntil: string | null
  resolvedAt: string | null
  openedAt: string
  version: number
}

export type ConversationRow = Listed & {
  addressId: string
  lastSeq: number
  slaTimerAt: string | null
  firstInboundAt: string | null
  firstReplyAt: string | null
  lastReplyAt: string | null
  shownMessageId: string | null
  mergedIntoId: string | null
}

/** The message that lists show, from a join on `shown_message_id` under the alias `shown`. */
export const shownColumns = sql`
  shown.id as "shownId", shown.direction as "shownDirection", shown.kind as "shownKind", shown.preview as "shownPreview",
  shown.author_name as "shownAuthorName", shown.at as "shownAt", shown.state as "shownState"`

export const shownJoin = sql`left join conversations.message shown on shown.org_id = c.org_id and shown.id = c.shown_message_id`

export type ShownRow = {
  shownId: string | null
  shownDirection: Direction
  shownKind: string
  shownPreview: string
  shownAuthorName: string
  shownAt: string
  shownState: SendState | null
}

/** What a card is made of. */
export type ListedRow = Listed & ShownRow
/** The same with everything else of the conversation. */
export type CardRow = ConversationRow & ShownRow

type Shown = {
  id: string
  direction: Direction
  kind: string
  preview: string
  author: Pick<Author, 'name'>
  at: string
  state: SendState | null
}

export const shownOf = (message: Shown): ShownRow => ({
  shownId: message.id,
  shownDirection: message.direction,
  shownKind: message.kind,
  shownPreview: message.preview,
  shownAuthorName: message.author.name,
  shownAt: message.at,
  shownState: message.state,
})

export function cardOf(row: ListedRow, now: Date): ConversationCard {
  return {
    id: row.id,
    contactId: row.contactId,
    contactName: row.contactName,
    contactAddress: row.contactAddress,
    channelId: row.channelId,
    channelKind: row.channelKind,
    brandId: row.brandId,
    state: row.state,
    urgency: urgencyOf(row, now),
    priority: row.priority,
    assigneeId: row.assigneeId,
    assigneeName: row.assigneeName,
    teamId: row.teamId,
    labels: row.labels,
    unreadCount: row.unreadCount,
    waitingSince: row.waitingSince,
    answerDueAt: row.answerDueAt,
    slaWarnAt: row.slaWarnAt,
    slaDueAt: row.slaDueAt,
    windowExpiresAt: row.windowExpiresAt,
    lastInboundAt: row.lastInboundAt,
    lastMessageAt: row.lastMessageAt,
    lastMessage:
      row.shownId === null
        ? null
        : {
            id: row.shownId,
            direction: row.shownDirection,
            kind: row.shownKind,
            preview: row.shownPreview,
            authorName: row.shownAuthorName,
            at: row.shownAt,
            state: row.shownState,
          },
    lastMessageId: row.lastMessageId,
    snoozedUntil: row.snoozedUntil,
    resolvedAt: row.resolvedAt,
    openedAt: row.openedAt,
    version: row.version,
  }
}
