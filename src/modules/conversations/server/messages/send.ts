import type { z } from 'zod'
import type { Content, Outgoing } from '#conversations/contract/content.ts'
import { conversationAssigned, conversationReopened, messageSent } from '#conversations/contract/events.ts'
import type { retryMessage, sendMessage } from '#conversations/contract/api.ts'
import type { Author, Message } from '#conversations/contract/message.ts'
import { isWindowOpen } from '#conversations/contract/window.ts'
import { adapterOf, capabilitiesOf, windowOf } from '#conversations/server/channels/adapters.ts'
import { queued } from '#conversations/server/attention/open-item.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import * as canned from '#conversations/server/canned-replies/canned-replies.store.ts'
import { cardOf, shownOf, type CardRow, type ConversationRow } from '#conversations/server/conversations/card.store.ts'
import { afterAside, afterReply, clocksOf } from '#conversations/server/conversations/clocks.ts'
import { leavesAt } from '#conversations/server/connectors/pace.ts'
import * as addresses from '#conversations/server/conversations/addresses.store.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import * as customer from '#conversations/server/conversations/customer.ts'
import * as reading from '#conversations/server/conversations/reading.store.ts'
import * as drafts from '#conversations/server/drafts/drafts.store.ts'
import * as problems from '#conversations/server/problems.ts'
import * as questions from '#conversations/server/questions/questions.store.ts'
import * as templates from '#conversations/server/templates/resolve.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { botsAnswer, follow } from '#conversations/server/sla/follow.ts'
import { activityOf, authorOf } from './activity.ts'
import { enqueueDelivery } from './delivery.job.ts'
import * as media from './media.ts'
import { messageFrom, messageOf, type MessageRow, type NewMessage } from './message-row.store.ts'
import * as messages from './messages.store.ts'
import { previewOf, searchTextOf } from './preview.ts'
import { enqueueRead } from './receipts.job.ts'

/** How many of the others' messages a refusal carries; the thread has the rest. */
const mostMissed = 50

export async function send(ctx: Ctx, input: z.output<typeof sendMessage.input>): Promise<Message> {
  const row = await conversations.lock(ctx, input.id)
  if (!row) throw problems.conversationNotFound()
  const again = input.messageId && (await sameOf(ctx, row.id, input.messageId))
  if (again) return messageOf(ctx, again)
  if (input.expectedLastMessageId !== undefined && input.expectedLastMessageId !== row.lastMessageId)
    await refuseMoved(ctx, row, input.expectedLastMessageId)
  const channel = await openChannel(ctx, row, { channelId: input.channelId, isTemplate: input.content.kind === 'template' })
  const content = await contentOf(ctx, input.content, channel)
  const quoted = input.replyToId === null ? null : await quotable(ctx, row.id, input.replyToId, channel)
  if (input.cannedReplyId) await canned.touch(ctx, input.cannedReplyId)
  return write(ctx, row, channel, { id: input.messageId, content, quoted, author: authorOf(ctx) })
}

/** The same message again, as a new one that says so. */
export async function retry(ctx: Ctx, input: z.output<typeof retryMessage.input>): Promise<Message> {
  const [before] = await messages.byIds(ctx, [input.id])
  const row = before && (await conversations.lock(ctx, before.conversationId))
  const failed = row && (await messages.byIds(ctx, [input.id]))[0]
  if (!row || !failed) throw problems.messageNotFound()
  if (failed.retriedBy !== null || (failed.state !== 'failed' && failed.state !== 'unknown')) throw problems.nothingToRetry()
  if (failed.state === 'unknown' && !input.evenIfUnconfirmed) throw problems.unconfirmed()
  const channel = await openChannel(ctx, row, { channelId: failed.channelId, isTemplate: failed.kind === 'template' })
  const quoted = failed.replyToProviderId === null ? null : { id: failed.quotedId ?? '', providerId: failed.replyToProviderId }
  const sent = await write(ctx, row, channel, { content: failed.content, quoted, author: authorOf(ctx), retryOf: failed.id })
  await messages.markRetried(ctx, failed.id, sent.id)
  return sent
}

async function sameOf(ctx: Ctx, conversationId: string, messageId: string): Promise<MessageRow | undefined> {
  const [row] = await messages.byIds(ctx, [messageId])
  if (row && row.conversationId !== conversationId) throw problems.messageNotFound()
  return row
}

async function refuseMoved(ctx: Ctx, row: ConversationRow, expected: string | null): Promise<never> {
  const missed = await messages.arrivedAfter(ctx, row.id, expected, mostMissed)
  throw problems.threadMoved({ messages: missed.map((row) => messageOf(ctx, row)), lastMessageId: row.lastMessageId })
}

/**
 * Free text goes out only inside the window of the customer at the number it goes through, and through one that works.
 * `channelId`: the one to which the customer wrote last when left out; `at`: when it is going to leave.
 */
export async function openChannel(
  ctx: Ctx,
  row: ConversationRow,
  {
    at = ctx.now,
    channelId = row.channelId,
    isTemplate = false,
  }: { at?: Date | undefined; channelId?: string | undefined; isTemplate?: boolean } = {},
): Promise<channels.ChannelFacts> {
  const channel = await channels.find(ctx, channelId)
  if (!channel || (channel.id !== row.channelId && channel.brandId !== row.brandId)) throw problems.channelNotFound()
  if (channel.state === 'stopped') throw problems.channelIsStopped({ name: channel.name })
  const windowExpiresAt = await windowAt(ctx, row, channel)
  // Templates are what the provider takes at any hour.
  if (isTemplate || capabilitiesOf(channel.kind).windowHours === null) return channel
  if (windowExpiresAt === null) throw problems.neverWrote()
  if (!isWindowOpen(windowExpiresAt, ctx.now)) throw problems.windowClosed({ windowExpiresAt })
  if (!isWindowOpen(windowExpiresAt, at)) throw problems.windowOverByThen({ windowExpiresAt })
  if (!isWindowOpen(windowExpiresAt, at)) throw problems.windowOverByThen({ windowExpiresAt })
  return channel
}

/** Until when this customer may be written to there. Where they never wrote, they are looked up: they have to be reachable at all. */
async function windowAt(ctx: Ctx, row: ConversationRow, channel: channels.ChannelFacts): Promise<string | null> {
  if (channel.id === row.channelId) return row.windowExpiresAt
  // Not held: the conversation is, and who writes to us holds their address before it.
  const [known] = await addresses.ofContact(ctx, row.contactId, channel.id)
  const { id } = known ?? (await customer.addressOn(ctx, row.contactId, channel))
  const lastInboundAt = await addresses.lastInboundAt(ctx, id)
  return lastInboundAt && windowOf(channel.kind, lastInboundAt)
}

/** What is written down of what a person wants to send; files are kept from now on. */
export async function contentOf(ctx: Ctx, outgoing: Outgoing, channel: Pick<channels.ChannelFacts, 'kind' | 'wabaId'>): Promise<Content> {
  const { kind } = channel
  if (outgoing.kind === 'text') return outgoing
  if (outgoing.kind === 'interactive' && !capabilitiesOf(kind).interactive) throw problems.contentRefused()
  if (outgoing.kind === 'interactive') return outgoing
  if (outgoing.kind === 'template') return templates.resolve(ctx, channel, outgoing)
  if (outgoing.kind === 'location' && !capabilitiesOf(kind).locations) throw problems.contentRefused()
  if (outgoing.kind === 'location') return { ...outgoing, url: null }
  return media.outgoing(ctx, outgoing, adapterOf(kind))
}

/** Only what the provider knows can be quoted there: another number of ours is another chat on the customer's telephone. */
export async function quotable(
  ctx: Ctx,
  conversationId: string,
  messageId: string,
  channel: Pick<channels.ChannelFacts, 'id' | 'kind'>,
): Promise<{ id: string; providerId: string }> {
  const [row] = await messages.byIds(ctx, [messageId])
  if (row?.conversationId !== conversationId || row.providerId === null || row.revokedAt !== null) throw problems.cannotQuote()
  if (row.channelId !== channel.id || !capabilitiesOf(channel.kind).quotes) throw problems.cannotQuote()
  return { id: row.id, providerId: row.providerId }
}

export type Writing = {
  id?: string | undefined
  content: Content
  quoted: { id: string; providerId: string } | null
  author: Author
  retryOf?: string
  /** It went out long ago: only written down. */
  isHistory?: boolean
  /** Said beside the conversation (a survey): it reopens nothing and answers nobody. */
  isAside?: boolean
  /** Whether what a bot says ends the wait, for whoever knows it already. */
  isAnswer?: boolean
}

/** Into the thread and onto its way. Who answers a conversation of nobody takes it. `row` is as it is held afterwards. */
export async function write(ctx: Ctx, row: ConversationRow, channel: channels.ChannelFacts, writing: Writing): Promise<Message> {
  const { content, quoted, author } = writing
  const now = ctx.now.toISOString()
  const isPerson = author.kind === 'user'
  const takes = isPerson && row.assigneeId === null && author.id !== null
  const line = takes ? activityOf(ctx, row, row.lastSeq + 1, 'taken', { assigneeName: author.name }, { author }) : null
  const reopened =
    row.state === 'resolved' && !writing.isAside ? activityOf(ctx, row, row.lastSeq + (line ? 2 : 1), 'reopened', {}, { author }) : null
  const lines = [line, reopened].filter((one) => one !== null)
  const message: NewMessage = {
    id: writing.id ?? ctx.newId(),
    conversationId: row.id,
    channelId: channel.id,
    seq: row.lastSeq + lines.length + 1,
    direction: 'out',
    content,
    preview: previewOf(content),
    searchText: searchTextOf(content),
    author,
    at: now,
    providerId: null,
    state: writing.isHistory ? 'sent' : 'queued',
    replyToProviderId: quoted?.providerId ?? null,
    isForwarded: false,
    referral: null,
    mediaRef: null,
    retryOf: writing.retryOf ?? null,
    createdAt: now,
  }
  const isAnswer = !writing.isAside && (isPerson || (writing.isAnswer ?? (await botsAnswer(ctx))))
  const before = clocksOf(row)
  const after = writing.isAside ? afterAside(before, now) : afterReply(before, now, { isPerson, isAnswer })
  const promises = await follow(ctx, row, [{ before, after, at: now, isAnswer }])
  const { clocks } = promises
  const assignee = takes && author.id ? { id: author.id, name: author.name } : undefined
  const change = { clocks, lastSeq: message.seq, lastMessageId: message.id, shownMessageId: message.id, ...(assignee && { assignee }) }
  await ctx.sql(
    messages.together([
      messages.insertion([...lines, message]),
      ...(author.id === null ? [] : [drafts.removal(row.id, author.id), reading.upsert(row.id, author.id, message.seq, now)]),
      // What the customer says next answers this, and not what was asked before.
      ...(writing.isAside ? [] : [questions.removal(row.id)]),
      ...promises.statements,
      ...queued(row, { ...row, ...clocks, ...(assignee && { assigneeId: assignee.id }) }),
      conversations.update(row.id, change),
    ]),
  )
  if (message.state === 'queued') {
    enqueueDelivery(ctx, message, await leavesAt(ctx, channel))
    if (clocks.unreadCount < row.unreadCount) enqueueRead(ctx, row.id)
  }
  const shownRow: CardRow = {
    ...row,
    ...clocks,
    lastSeq: message.seq,
    lastMessageId: message.id,
    shownMessageId: message.id,
    version: row.version + 1,
    ...(assignee && { assigneeId: assignee.id, assigneeName: assignee.name }),
    ...shownOf({ ...message, kind: content.kind }),
  }
  const conversation = cardOf(shownRow, ctx.now)
  const changed = { conversation, was: { assigneeId: row.assigneeId, teamId: row.teamId }, actorName: author.name }
  if (line) await ctx.emit(conversationAssigned, { ...changed, activity: messageFrom(ctx, line) })
  if (reopened) await ctx.emit(conversationReopened, { ...changed, activity: messageFrom(ctx, reopened) })
  const shown = quoted ? await readBack(ctx, message.id) : messageFrom(ctx, message)
  await ctx.emit(messageSent, { conversation, message: shown, firstReplySeconds: firstReplySeconds(row, clocks.firstReplyAt) })
  await promises.tell(conversation)
  Object.assign(row, shownRow)
  return shown
}

function firstReplySeconds(before: ConversationRow, firstReplyAt: string | null): number | null {
  if (before.firstReplyAt !== null || firstReplyAt === null || before.firstInboundAt === null) return null
  return Math.max(0, (Date.parse(firstReplyAt) - Date.parse(before.firstInboundAt)) / 1000)
}

async function readBack(ctx: Ctx, id: string): Promise<Message> {
  const [row] = await messages.byIds(ctx, [id])
  if (!row) throw problems.messageNotFound()
  return messageOf(ctx, row)
}
