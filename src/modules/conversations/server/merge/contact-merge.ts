import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import { on, type Reaction } from '#kernel/module.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { mergeUndoDays } from '#crm/contract/duplicate.ts'
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
    // The shorter one moves, so that a customer of years costs no more than one of yesterday.
    if (into) joined.push(await (into.lastSeq < from.lastSeq ? joinThreads(ctx, from, into) : joinThreads(ctx, into, from)))
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
  const isParted = (id: string): boolean => separable.some(({ from, into }) => from.id === id || into.id === id)
  const isStuck = (id: string): boolean => !isParted(id) && kept.joined.some(({ from, into }) => from.id === id || into.id === id)
  const returning = held.filter(({ id }) => kept.conversationIds.includes(id) && !isStuck(id))
  for (const one of separable) await part(ctx, one, loserId, kept.scheduledIds)
  await handOver(ctx, returning, { contactId: loserId, name: loser.name })
  await store.handOverRest(ctx, survivorId, loserId, kept)
  if (kept.tookSticky) await store.handOverSticky(ctx, survivorId, loserId)
  for (const one of separable) await restoreClocks(ctx, one, loserId)
  await tellOf(
    ctx,
    returning.filter(({ id }) => !isParted(id)),
  )
}

const isOf =
  (contactId: string) =>
  (row: ConversationRow): boolean =>
    row.contactId === contactId

/**
 * Puts what had moved back where it was. Where the loser's thread was the longer one, what was said since is in it and goes
 * along: it stays with the survivor.
 */
async function part(ctx: Ctx, joined: store.Joined, loserId: string, ofLoserIds: readonly string[]): Promise<void> {
  const { from, into } = joined
  const isIntoLosers = isOf(loserId)(into)
  const count = await store.moveBack(ctx, joined, isIntoLosers)
  await store.moveScheduledBack(ctx, joined, isIntoLosers ? ofLoserIds : null)
  await store.reopen(ctx, from.id, count)
  for (const { id, openedAt } of [from, into]) await store.setEnds(ctx, id, await newest(ctx, id), openedAt)
}

/** The loser's thread is as it was; the survivor's too, unless something was said since, which it then goes on from. */
async function restoreClocks(ctx: Ctx, joined: store.Joined, loserId: string): Promise<void> {
  const threads = [joined.from, joined.into]
  const [losers, ours] = [threads.find(isOf(loserId)), threads.find((row) => !isOf(loserId)(row))]
  const rows = await conversations.cards(
    ctx,
    threads.map(({ id }) => id),
  )
  const rowOf = (id: string | undefined) => rows.find((row) => row.id === id)
  const [losersNow, oursNow, intoNow] = [rowOf(losers?.id), rowOf(ours?.id), rowOf(joined.into.id)]
  if (!losers || !ours || !losersNow || !oursNow || !intoNow) return
  // The line that tells of the joining is the only one after what had moved: nobody has said anything since.
  const isUntouched = intoNow.lastSeq <= joined.lastSeq + 1
  const labels = intoNow.labels.filter((label) => ours.labels.includes(label) || !losers.labels.includes(label))
  const clocks = awake(clocksOf(isUntouched ? ours : intoNow), ctx.now)
  await make(ctx, losersNow, {
    event: conversationUpdated,
    change: { clocks: awake(clocksOf(losers), ctx.now), labels: losers.labels },
  })
  await make(ctx, oursNow, {
    event: conversationUpdated,
    change: { clocks, labels },
    line: { what: 'separated', values: {} },
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
  run: (ctx) => store.forget(ctx, new Date(ctx.now.getTime() - mergeUndoDays * 86_400_000).toISOString()),
})
