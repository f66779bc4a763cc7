import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import { on, type Reaction } from '#kernel/module.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { contactMerged, contactUnmerged } from '#crm/contract/events.ts'
import { conversationUpdated } from '#conversations/contract/events.ts'
import { queued } from '#conversations/server/attention/open-item.ts'
import * as addresses from '#conversations/server/conversations/addresses.store.ts'
import { cardOf, type ConversationRow } from '#conversations/server/conversations/card.store.ts'
import { clocksOf, type Clocks } from '#conversations/server/conversations/clocks.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { searchTextOf } from '#conversations/server/conversations/customer.ts'
import { make } from '#conversations/server/conversations/transition.ts'
import * as store from '#conversations/server/merge/contact-merge.store.ts'
import { join } from '#conversations/server/merge/merge.ts'
import { newest } from '#conversations/server/merge/merge.store.ts'

type Merged = z.output<typeof contactMerged.data>
type Unmerged = z.output<typeof contactUnmerged.data>

/** As long as a merge of contacts can be undone. */
const undoDays = 30
/** Open screens are told of so many of a contact's threads; the others are read when somebody opens them. */
const mostTold = 100

/** Everything that the loser said is the survivor's. Two open threads with one brand become one. */
async function absorb(ctx: Ctx, { mergeId, survivorId, loserId, row }: Merged): Promise<void> {
  await takeTurns(ctx, survivorId, loserId)
  const all = await store.lockBoth(ctx, [survivorId, loserId])
  const moving = all.filter(({ contactId }) => contactId === loserId)
  const joined: store.Joined[] = []
  for (const from of moving.filter(isAlive)) {
    const into = all.find((one) => one.contactId === survivorId && one.brandId === from.brandId && isAlive(one))
    if (into) joined.push(await joinThreads(ctx, into, from))
  }
  await handOver(ctx, moving, { contactId: survivorId, name: row.name })
  const rest = await store.handOverRest(ctx, loserId, survivorId, null)
  const tookSticky = await store.handOverSticky(ctx, loserId, survivorId)
  const moved = { ...rest, tookSticky, conversationIds: moving.map(({ id }) => id) }
  await store.keep(ctx, { mergeId, survivorId, loserId }, moved, joined)
  await tellOf(ctx, moving)
}

const isAlive = ({ state }: ConversationRow): boolean => state !== 'resolved'

/** Whoever writes at this moment waits until it is settled whose thread that is. */
async function takeTurns(ctx: Ctx, ...contactIds: string[]): Promise<void> {
  for (const id of contactIds.toSorted()) await addresses.queueUpFor(ctx, id)
}

async function joinThreads(ctx: Ctx, into: ConversationRow, from: ConversationRow): Promise<store.Joined> {
  const scheduledIds = await store.scheduledOf(ctx, from.id)
  const moved = await join(ctx, into, from)
  return { from, into, scheduledIds, firstSeq: into.lastSeq + 1, lastSeq: into.lastSeq + moved }
}

async function handOver(ctx: Ctx, rows: readonly ConversationRow[], to: { contactId: string; name: string }): Promise<void> {
  const named = rows.map(({ id, contactAddress }) => ({ id, searchText: searchTextOf({ contactName: to.name, contactAddress }) }))
  await store.handOver(ctx, named, to)
  for (const row of rows) for (const statement of queued(row, { ...row, contactId: to.contactId })) await ctx.sql(statement)
}

async function tellOf(ctx: Ctx, rows: readonly ConversationRow[]): Promise<void> {
  const latest = rows
    .filter(({ mergedIntoId }) => mergedIntoId === null)
    .toSorted((a, b) => (a.lastMessageAt < b.lastMessageAt ? 1 : -1))
    .slice(0, mostTold)
  for (const card of await conversations.cards(
    ctx,
    latest.map(({ id }) => id),
  )) {
    if (card.mergedIntoId !== null) continue
    const was = { assigneeId: card.assigneeId, teamId: card.teamId }
    await ctx.emit(conversationUpdated, { conversation: cardOf(card, ctx.now), was, actorName: null, activity: null })
  }
}

/** What came with the merge goes back; what was opened or said since stays with the survivor. */
async function release(ctx: Ctx, { mergeId, survivorId, loserId, rows }: Unmerged): Promise<void> {
  const kept = await store.take(ctx, mergeId)
  const loser = rows.find(({ id }) => id === loserId)
  if (!kept || !loser) return
  await takeTurns(ctx, survivorId, loserId)
  const held = await store.lockBoth(ctx, [survivorId])
  const rowOf = (id: string): ConversationRow | undefined => held.find((row) => row.id === id)
  // A thread that was joined on since, by hand or by another merge, cannot be told apart any more and stays.
  const separable = kept.joined.filter(
    ({ from, into }) => rowOf(from.id)?.mergedIntoId === into.id && rowOf(into.id)?.mergedIntoId === null,
  )
  const returning = held.filter(
    ({ id, mergedIntoId }) => kept.conversationIds.includes(id) && (mergedIntoId === null || separable.some(({ from }) => from.id === id)),
  )
  await handOver(ctx, returning, { contactId: loserId, name: loser.name })
  await store.handOverRest(ctx, survivorId, loserId, kept)
  if (kept.tookSticky) await store.handOverSticky(ctx, survivorId, loserId)
  for (const one of separable) await separate(ctx, one)
  await tellOf(
    ctx,
    returning.filter(({ id }) => !separable.some(({ from }) => from.id === id)),
  )
}

async function separate(ctx: Ctx, joined: store.Joined): Promise<void> {
  const { from, into } = joined
  const moved = await store.moveBack(ctx, joined)
  await store.reopen(ctx, from)
  await store.setEnds(ctx, into.id, await newest(ctx, into.id), into.openedAt)
  const rows = await conversations.cards(ctx, [from.id, into.id])
  const [reopened, left] = [rows.find(({ id }) => id === from.id), rows.find(({ id }) => id === into.id)]
  if (!reopened || !left) return
  await make(ctx, reopened, { event: conversationUpdated, change: { clocks: awake(clocksOf(from), ctx.now), lastSeq: moved } })
  // The line that tells of the joining is the only one after what had moved: nobody has said anything since.
  const isUntouched = left.lastSeq <= joined.lastSeq + 1
  await make(ctx, left, {
    event: conversationUpdated,
    change: {
      ...(isUntouched && { clocks: awake(clocksOf(into), ctx.now) }),
      labels: left.labels.filter((label) => into.labels.includes(label) || !from.labels.includes(label)),
    },
    line: { what: 'separated', values: { count: moved } },
  })
}

/** Nobody wakes a thread whose hour came while it was part of another one. */
const awake = (clocks: Clocks, now: Date): Clocks =>
  clocks.state === 'snoozed' && clocks.snoozedUntil !== null && Date.parse(clocks.snoozedUntil) <= now.getTime()
    ? { ...clocks, state: 'open', snoozedUntil: null }
    : clocks

export const contactMergeReactions: readonly Reaction[] = [on(contactMerged, absorb), on(contactUnmerged, release)]

export const forgetContactMerges = job({
  name: 'conversations.forget-contact-merges',
  payload: z.object({}),
  run: (ctx) => store.forget(ctx, new Date(ctx.now.getTime() - undoDays * 86_400_000).toISOString()),
})
