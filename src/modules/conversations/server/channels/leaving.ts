import type { Ctx } from '#kernel/ctx.ts'
import { afterSlot, approachSlot, dayMs, paceOf, pairPace, slotOf } from './limits.ts'
import * as store from './limits.store.ts'

export type Leaving = {
  messageId: string
  channelId: string
  addressId: string
  /** Of the customer, whatever number of ours they are reached through. */
  personId: string
  /** Not an answer inside their window. */
  isApproach: boolean
  /** The place in the pace of the number that it was given before. */
  sendAfter: string | null
}

export type Wait = { until: Date; reason: 'pair-limit' | 'too-fast' | 'daily-limit' }

/** Never longer at once: the limit may have grown meanwhile. */
const longestWaitMs = 3 * 3_600_000

/** Null: it may leave now, and is counted. Otherwise when to ask again; the place in the queue is kept. */
export async function mayLeave(ctx: Ctx, leaving: Leaving): Promise<Wait | null> {
  const now = ctx.now.getTime()
  const reading = store.paceOfNumber(ctx, leaving.channelId)
  if (leaving.isApproach) {
    const at = await approach(ctx, await reading, leaving.personId, now)
    if (at > now) return { until: new Date(Math.min(at, now + longestWaitMs)), reason: 'daily-limit' }
  }
  const waited = leaving.sendAfter !== null && Date.parse(leaving.sendAfter) <= now
  // In this order everywhere, so that two messages never wait for each other.
  const [of, pair, number] = await Promise.all([
    reading,
    store.lockPace(ctx, leaving.addressId),
    waited ? null : store.lockPace(ctx, leaving.channelId),
  ])
  const pairSlot = slotOf(pairPace, pair, now)
  if (pairSlot > now) return { until: new Date(pairSlot), reason: 'pair-limit' }
  const ofPair = { scopeId: leaving.addressId, ms: afterSlot(pairPace, pair, now) }
  if (waited) {
    await store.setPace(ctx, [ofPair])
    return null
  }
  const pace = paceOf(of.throughputPerSecond)
  const slot = slotOf(pace, number, now)
  const ofNumber = { scopeId: leaving.channelId, ms: afterSlot(pace, number, slot) }
  if (slot > now) {
    await Promise.all([store.setPace(ctx, [ofNumber]), store.setSendAfter(ctx, leaving.messageId, new Date(slot).toISOString())])
    return { until: new Date(slot), reason: 'too-fast' }
  }
  await store.setPace(ctx, [ofNumber, ofPair])
  return null
}

async function approach(ctx: Ctx, { portfolioId, dailyLimit }: store.NumberPace, personId: string, now: number): Promise<number> {
  await store.queueUpForApproach(ctx, portfolioId)
  const since = new Date(now - dayMs).toISOString()
  const known = await store.approaches(ctx, portfolioId, since)
  const mine = known.find((one) => one.personId === personId)
  if (mine && Date.parse(mine.at) > now) return Date.parse(mine.at)
  if (mine && !mine.isReserved) return now
  const at = mine
    ? now
    : approachSlot(
        known.map((one) => Date.parse(one.at)),
        dailyLimit,
        now,
      )
  await store.setApproach(ctx, portfolioId, personId, { at: new Date(at).toISOString(), isReserved: at > now })
  return at
}

/** The limit of a business grew: whoever waits for room is given an earlier place, in the same order. */
export async function rearrange(ctx: Ctx, portfolioId: string, dailyLimit: number | null): Promise<void> {
  const now = ctx.now.getTime()
  await store.queueUpForApproach(ctx, portfolioId)
  const known = await store.approaches(ctx, portfolioId, new Date(now - dayMs).toISOString())
  const moments = known.filter(({ at }) => Date.parse(at) <= now).map(({ at }) => Date.parse(at))
  const waiting = known.filter(({ at }) => Date.parse(at) > now).toSorted((a, b) => (a.at < b.at ? -1 : 1))
  for (const { personId } of waiting) {
    const at = approachSlot(moments, dailyLimit, now)
    moments.push(at)
    await store.setApproach(ctx, portfolioId, personId, { at: new Date(at).toISOString(), isReserved: true })
  }
}

export const usage = (ctx: Ctx, portfolioId: string): Promise<{ approached: number; waiting: number }> =>
  store.countApproaches(ctx, portfolioId, new Date(ctx.now.getTime() - dayMs).toISOString())

/** Buckets that are empty again and days that are over. */
export const forget = (ctx: Ctx): Promise<void> => store.forget(ctx, new Date(ctx.now.getTime() - dayMs).toISOString())
