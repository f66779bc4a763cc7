import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { leaseMinutes, type AttentionItem } from '#crm/contract/attention.ts'
import type { claimItem, claimNextItem } from '#crm/contract/attention-api.ts'
import { attentionClaimed, attentionReleased } from '#crm/contract/attention-events.ts'
import { explained, scaleNow } from '#crm/server/attention/queue.ts'
import { kindsFor, type KindInReach } from '#crm/server/attention/reach.store.ts'
import * as store from '#crm/server/attention/queue.store.ts'
import { attentionItemNotFound, attentionTaken, peopleOnly } from '#crm/server/problems.ts'

type Person = { id: string; name: string; teamIds: readonly string[] }
/** Where its owner module had the subject in hand: the next one is tried, so many times. */
const mostTries = 20
const somebody = { name: '', isKnown: false }
/** How far down the next one is looked for: almost always among the first, unless a crowd asks at once. */
const windows = [100, 5_000] as const

/** "Attend the next one." Null: nothing is left that is nobody's. */
export async function next(ctx: Ctx, input: z.output<typeof claimNextItem.input>): Promise<{ item: AttentionItem | null }> {
  const person = personIn(ctx)
  const kinds = kindsFor(ctx)
    .filter(({ permission }) => ctx.can(permission))
    .filter(({ kind }) => input.kinds.length === 0 || input.kinds.includes(kind))
  const scale = await scaleNow(ctx)
  const had = await store.claimedBy(ctx, person.id)
  // Whoever asks for the next one is through with what they had, or leaves it to others.
  const except = had ? [had.subjectId] : []
  for (let tries = 0; tries < mostTries; tries++) {
    const offer = await firstFree(ctx, { kinds, brandId: input.brandId, mine: false }, scale, person, except)
    if (!offer) break
    const kind = kinds.find((one) => one.kind === offer.kind)
    if (kind && (await kind.take(ctx, offer.subjectId)) === 'taken') return { item: await claimed(ctx, kinds, offer, person) }
    except.push(offer.subjectId)
  }
  return { item: null }
}

async function firstFree(ctx: Ctx, selection: store.Selection, scale: store.Scale, person: Person, except: readonly string[]) {
  const seeker = { personId: person.id, teamIds: person.teamIds, except }
  for (const window of windows) {
    const offer = await store.lockNext(ctx, selection, scale, { ...seeker, window, waits: false })
    if (offer) return offer
  }
  // What is held may only be written anew, and not be somebody's: before it is said that nobody waits, it is waited for.
  return store.lockNext(ctx, selection, scale, { ...seeker, window: windows[0], waits: true })
}

/** A certain one; once more while it is mine, and the time begins again. */
export async function claim(ctx: Ctx, subject: z.output<typeof claimItem.input>): Promise<{ item: AttentionItem }> {
  const person = personIn(ctx)
  const kinds = kindsFor(ctx)
  const row = await store.find(ctx, kinds, subject.kind, subject.subjectId)
  const kind = kinds.find((one) => one.kind === subject.kind)
  if (!row || !kind) throw attentionItemNotFound()
  ctx.require(kind.permission)
  const isHeld = await store.lockOne(ctx, subject.kind, subject.subjectId)
  const now = isHeld ? await store.find(ctx, kinds, subject.kind, subject.subjectId) : row
  if (!now) throw attentionItemNotFound()
  if (now.claimedBy !== person.id && isAlive(ctx, now)) throw attentionTaken({ name: now.claimedName ?? '', isKnown: true })
  if (!isHeld) throw attentionTaken(somebody)
  const isRenewal = now.claimedBy === person.id && isAlive(ctx, now)
  if (!isRenewal && (await kind.take(ctx, subject.subjectId)) === 'busy') throw attentionTaken(somebody)
  const item = await claimed(ctx, kinds, subject, person, isRenewal)
  if (!item) throw attentionItemNotFound()
  return { item }
}

const isAlive = (ctx: Ctx, { claimedUntil }: Pick<store.ItemRow, 'claimedUntil'>): boolean =>
  claimedUntil !== null && Date.parse(claimedUntil) > ctx.now.getTime()

async function claimed(
  ctx: Ctx,
  kinds: readonly KindInReach[],
  subject: { kind: string; subjectId: string },
  person: Person,
  isRenewal = false,
): Promise<AttentionItem | null> {
  const until = new Date(ctx.now.getTime() + leaseMinutes * 60_000)
  await store.claim(ctx, subject, { personId: person.id, name: person.name, until })
  if (!isRenewal) {
    const gone = await store.release(ctx, person.id, { except: subject })
    for (const one of gone) await ctx.emit(attentionReleased, { ...one, personId: person.id })
    await ctx.emit(attentionClaimed, { kind: subject.kind, subjectId: subject.subjectId, personId: person.id })
  }
  const row = await store.find(ctx, kinds, subject.kind, subject.subjectId)
  return row ? ((await explained(ctx, [row], await scaleNow(ctx)))[0] ?? null) : null
}

/** What the caller is attending. */
export async function own(ctx: Ctx): Promise<{ item: AttentionItem | null }> {
  if (ctx.actor.kind !== 'user') return { item: null }
  const row = await store.claimedBy(ctx, ctx.actor.id)
  return { item: row ? ((await explained(ctx, [row], await scaleNow(ctx)))[0] ?? null) : null }
}

/** What is not mine, or mine no more, stays as it is. */
export async function release(ctx: Ctx, subject: z.output<typeof claimItem.input>): Promise<Record<string, never>> {
  const person = personIn(ctx)
  if (!(await store.find(ctx, kindsFor(ctx), subject.kind, subject.subjectId))) throw attentionItemNotFound()
  const gone = await store.release(ctx, person.id, { only: subject })
  for (const one of gone) await ctx.emit(attentionReleased, { ...one, personId: person.id })
  return {}
}

/** Somebody left: what they had in hand is free at once. */
export const letGo = async (ctx: Ctx, personId: string): Promise<void> => void (await store.release(ctx, personId, {}))

function personIn({ actor }: Ctx): Person {
  if (actor.kind !== 'user') throw peopleOnly()
  return actor
}
