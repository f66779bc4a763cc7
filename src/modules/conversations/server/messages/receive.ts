import type { Ctx } from '#kernel/ctx.ts'
import type { Activity } from '#conversations/contract/content.ts'
import {
  conversationOpened,
  conversationReopened,
  conversationUpdated,
  conversationWoken,
  messageReceived,
  messageSent,
} from '#conversations/contract/events.ts'
import type { Message } from '#conversations/contract/message.ts'
import type { Incoming, IncomingChange, IncomingMessage, Party } from '#conversations/server/channels/channel-adapter.ts'
import { windowOf } from '#conversations/server/channels/adapters.ts'
import type { ChannelFacts } from '#conversations/server/channels/channels.store.ts'
import { queued } from '#conversations/server/attention/open-item.ts'
import * as addresses from '#conversations/server/conversations/addresses.store.ts'
import { cardOf, shownOf, type CardRow } from '#conversations/server/conversations/card.store.ts'
import { afterInbound, afterReply, afterTaken, clocksOf, reopens, type Clocks } from '#conversations/server/conversations/clocks.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import * as customer from '#conversations/server/conversations/customer.ts'
import { runsOf, type Run } from '#conversations/server/questions/listening.ts'
import * as questions from '#conversations/server/questions/questions.store.ts'
import { follow, type Taken } from '#conversations/server/sla/follow.ts'
import { activityOf } from './activity.ts'
import * as changes from './incoming-changes.ts'
import { enqueueDownload } from './media.job.ts'
import { messageFrom, messageOf, type NewMessage } from './message-row.store.ts'
import * as messages from './messages.store.ts'
import { previewOf, searchTextOf } from './preview.ts'
import * as store from './receive.store.ts'
import * as statuses from './statuses.ts'

/**
 * Everything a provider delivered for one channel, in one transaction: in any order, any number of times. People are
 * taken in the order of their ids, so that two deliveries that share customers wait for each other in turn.
 */
export async function receive(ctx: Ctx, channel: ChannelFacts, incoming: readonly Incoming[]): Promise<void> {
  const moves = incoming.filter((fact) => fact.kind === 'moved')
  const batches = byPerson(incoming)
  // Who changes numbers is first heard under the old one, then moved, then heard under the new one.
  const leaves = ({ party }: Batch): boolean => moves.some(({ from }) => isSame(from, party))
  for (const batch of batches.filter(leaves)) await receiveFrom(ctx, channel, batch)
  for (const move of moves) await changes.move(ctx, channel, move)
  for (const batch of batches) if (!leaves(batch)) await receiveFrom(ctx, channel, batch)
  await statuses.apply(
    ctx,
    channel.id,
    incoming.filter((fact) => fact.kind === 'status'),
  )
}

type Item = IncomingMessage | IncomingChange
type Batch = { party: Party; items: Item[] }

const isSame = (one: addresses.Ids, other: addresses.Ids): boolean =>
  (one.userId !== null && one.userId === other.userId) || (one.waId !== null && one.waId === other.waId)

const keyOf = ({ waId, userId }: Party): string => waId ?? userId ?? ''

function byPerson(incoming: readonly Incoming[]): Batch[] {
  const batches: Batch[] = []
  for (const fact of incoming) {
    if (fact.kind === 'status' || fact.kind === 'moved') continue
    const { from } = fact
    const batch = batches.find(({ party }) => isSame(party, from))
    if (!batch) batches.push({ party: from, items: [fact] })
    else {
      batch.items.push(fact)
      batch.party = {
        waId: batch.party.waId ?? from.waId,
        userId: batch.party.userId ?? from.userId,
        name: from.name ?? batch.party.name,
        username: from.username ?? batch.party.username,
      }
    }
  }
  return batches.toSorted((a, b) => (keyOf(a.party) < keyOf(b.party) ? -1 : 1))
}

async function receiveFrom(ctx: Ctx, channel: ChannelFacts, { party, items }: Batch): Promise<void> {
  // A reaction or a notice makes nobody a customer.
  const speaks = items.some((item) => item.kind === 'message' && item.content.kind !== 'notice')
  const person = speaks ? await customer.meet(ctx, channel, party) : await customer.recognise(ctx, channel, party)
  const known = person && (await store.standing(ctx, person.contactId, channel, idsOf(items)))
  const seen = new Set(known?.seen ?? [])
  const fresh = items.filter((item) => !seen.has(item.providerId) && seen.add(item.providerId))
  const written = fresh.filter((item) => item.kind === 'message').toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  if (written.length > 0) {
    if (person && (known?.conversation || speaks)) await writeRuns(ctx, channel, person, known ?? store.nothing, written)
    else
      for (const item of written)
        await store.takeDelivery(ctx, channel.id, { providerId: item.providerId, messageId: null, payload: item.raw })
  }
  for (const item of fresh) if (item.kind !== 'message') await changes.apply(ctx, channel, party, item)
}

/** What answers a question of a module is written apart from what a person has to answer. */
async function writeRuns(
  ctx: Ctx,
  channel: ChannelFacts,
  person: customer.Known,
  known: store.Standing,
  items: readonly IncomingMessage[],
): Promise<void> {
  for (const [i, run] of (await runsOf(ctx, known, items)).entries()) {
    const standing = i === 0 ? known : await store.standing(ctx, person.contactId, channel, idsOf(run.items))
    await write(ctx, channel, person, standing, run)
  }
}

const idsOf = (items: readonly Item[]): string[] => items.map((item) => item.providerId)

/** What a run of messages of one person makes of a conversation, decided before anything is written. */
type Draft = {
  row: CardRow
  isNew: boolean
  wasResolved: boolean
  wasSnoozed: boolean
  clocks: Clocks
  steps: Taken[]
  added: NewMessage[]
  isTaken: boolean
}

async function begin(
  ctx: Ctx,
  channel: ChannelFacts,
  person: customer.Known,
  found: CardRow | null,
  { items, isTaken }: Run,
): Promise<Draft> {
  const staysThere = isTaken || items.every((item) => item.content.kind === 'notice')
  const isOver = found?.resolvedAt != null && !staysThere && !reopens(found.resolvedAt, channel.reopenHours, ctx.now)
  if (found && !isOver) {
    const row = { ...found }
    return {
      row,
      isNew: false,
      wasResolved: row.state === 'resolved',
      wasSnoozed: row.state === 'snoozed',
      clocks: clocksOf(row),
      steps: [],
      added: [],
      isTaken,
    }
  }
  const row = await customer.newConversation(ctx, channel, person)
  // What is delivered late was the last that anybody wrote, not what came now.
  const clocks = { ...clocksOf(row), lastMessageAt: items[0] && items[0].at < row.lastMessageAt ? items[0].at : row.lastMessageAt }
  return { row, isNew: true, wasResolved: false, wasSnoozed: false, clocks, steps: [], added: [], isTaken }
}

async function write(ctx: Ctx, channel: ChannelFacts, person: customer.Known, standing: store.Standing, run: Run): Promise<void> {
  const { items } = run
  const draft = await begin(ctx, channel, person, standing.conversation, run)
  items.forEach((item, i) => take(ctx, channel, person, draft, item, run.ids[i] ?? ctx.newId()))
  const promises = draft.steps.length > 0 ? await follow(ctx, draft.row, draft.steps, draft) : undefined
  if (promises) draft.clocks = promises.clocks
  const activity = lineFor(ctx, draft)
  const { row, added, clocks } = draft
  const change = {
    clocks,
    lastSeq: row.lastSeq,
    lastMessageId: row.lastMessageId ?? undefined,
    shownMessageId: row.shownMessageId ?? undefined,
  }
  const written = draft.isNew
    ? conversations.insertion({ ...row, searchText: customer.searchTextOf(row), clocks })
    : conversations.update(row.id, {
        ...change,
        place: { channelId: row.channelId, channelKind: row.channelKind, addressId: row.addressId },
      })
  await ctx.sql(
    messages.together([
      store.deliveries(
        ctx,
        channel.id,
        items.map((item, i) => ({ providerId: item.providerId, messageId: added[i]?.id ?? null, payload: item.raw })),
      ),
      addresses.learnt(person.addressId, person.ids, person.party.name, lastHeard(added)),
      messages.insertion(activity ? [...added, activity] : added),
      ...(promises?.statements ?? []),
      ...queued(row, { ...row, ...clocks }),
      // Only what comes first after it answers a question.
      ...(standing.question && !run.isTaken ? [questions.removal(row.id)] : []),
      written,
    ]),
  )
  if (standing.hasEarlier) await changes.catchUp(ctx, channel, items)
  await announce(ctx, person, draft, activity, standing.hasEarlier || items.some((item) => item.replyToProviderId !== null))
  await promises?.tell(cardOf({ ...row, ...clocks }, ctx.now))
  added.forEach((message, i) => {
    if (items[i]?.media) enqueueDownload(ctx, message)
  })
}

function take(ctx: Ctx, channel: ChannelFacts, person: customer.Known, draft: Draft, item: IncomingMessage, id: string): void {
  const { row } = draft
  const now = ctx.now.toISOString()
  // The provider's clock may be ahead of ours; nothing was written in the future.
  const at = behind(row, item.at < now ? item.at : now)
  const isNotice = item.content.kind === 'notice'
  row.lastSeq += 1
  const message: NewMessage = {
    id,
    conversationId: row.id,
    channelId: channel.id,
    seq: row.lastSeq,
    direction: isNotice ? 'activity' : item.isEcho ? 'out' : 'in',
    content: item.content,
    preview: previewOf(item.content),
    searchText: searchTextOf(item.content),
    author: item.isEcho
      ? { kind: 'phone-app', id: null, name: channel.name }
      : { kind: 'contact', id: person.contactId, name: person.party.name ?? row.contactName },
    at,
    providerId: item.providerId,
    state: item.isEcho && !isNotice ? 'sent' : null,
    replyToProviderId: item.replyToProviderId,
    isForwarded: item.isForwarded,
    referral: item.referral,
    mediaRef: item.media,
    retryOf: null,
    createdAt: now,
  }
  draft.added.push(message)
  if (isNotice) return
  const isNewest = row.shownId === null || at >= row.shownAt
  const before = draft.clocks
  const { lastInboundAt } = draft.clocks
  draft.clocks = item.isEcho
    ? afterReply(draft.clocks, at, { isPerson: true })
    : {
        ...(draft.isTaken ? afterTaken(draft.clocks, at) : afterInbound(draft.clocks, at, { now: ctx.now })),
        windowExpiresAt: draft.clocks.windowExpiresAt,
      }
  // Where the customer wrote last is where the answer goes, and the window is that number's.
  if (!item.isEcho && (lastInboundAt === null || at >= lastInboundAt)) {
    Object.assign(row, { channelId: channel.id, channelKind: channel.kind, addressId: person.addressId })
    draft.clocks.windowExpiresAt = windowOf(channel.kind, at)
  }
  if (!draft.isTaken) draft.steps.push({ before, after: draft.clocks, at, isAnswer: item.isEcho })
  row.lastMessageId = message.id
  if (isNewest) Object.assign(row, { shownMessageId: message.id }, shownOf({ ...message, kind: item.content.kind }))
}

/** Providers cut moments down to seconds: what comes now was not written before what already stands there of its second. */
function behind({ shownId, shownAt }: CardRow, at: string): string {
  const isOfThatSecond = shownId !== null && at.endsWith('.000Z') && at.slice(0, -4) === shownAt.slice(0, -4)
  return isOfThatSecond ? shownAt : at
}

const lastHeard = (added: readonly NewMessage[]): string | null =>
  added.reduce<string | null>((last, { direction, at }) => (direction === 'in' && (last === null || at > last) ? at : last), null)

/** A line of the thread when the customer brought the conversation back. */
function lineFor(ctx: Ctx, { row, added, wasResolved, wasSnoozed, clocks }: Draft): NewMessage | null {
  const what: Activity['what'] | null =
    clocks.state !== 'open' ? null : wasResolved ? 'reopened-by-customer' : wasSnoozed ? 'woken-by-customer' : null
  if (!what) return null
  row.lastSeq += 1
  return activityOf(
    ctx,
    row,
    row.lastSeq,
    what,
    {},
    { at: added[0]?.at ?? ctx.now.toISOString(), author: { kind: 'contact', id: row.contactId, name: row.contactName } },
  )
}

async function announce(ctx: Ctx, person: customer.Known, draft: Draft, activity: NewMessage | null, mustRead: boolean): Promise<void> {
  const { row, added, isNew, wasResolved, clocks } = draft
  const conversation = cardOf({ ...row, ...clocks, version: isNew ? 1 : row.version + 1 }, ctx.now)
  const update = { conversation, was: { assigneeId: row.assigneeId, teamId: row.teamId }, actorName: null }
  const isFirst = isNew || row.firstInboundAt === null
  const isInbound = added.some((message) => message.direction === 'in')
  if (isNew) await ctx.emit(conversationOpened, { conversation, isInbound, isNewContact: person.isNew })
  if (activity) await ctx.emit(wasResolved ? conversationReopened : conversationWoken, { ...update, activity: messageFrom(ctx, activity) })
  const shown = mustRead ? await readBack(ctx, added) : added.map((message) => messageFrom(ctx, message))
  for (const [i, message] of shown.entries()) {
    if (message.direction === 'activity') await ctx.emit(conversationUpdated, { ...update, activity: message })
    else if (message.direction === 'out') await ctx.emit(messageSent, { conversation, message, firstReplySeconds: null })
    else await ctx.emit(messageReceived, { conversation, message, isFirst: isFirst && i === 0 && !draft.isTaken, isTaken: draft.isTaken })
  }
}

async function readBack(ctx: Ctx, added: readonly NewMessage[]): Promise<Message[]> {
  const rows = await messages.byIds(
    ctx,
    added.map((message) => message.id),
  )
  return rows.map((row) => messageOf(ctx, row))
}
