/**
 * The provider's limits, kept by us before it has to refuse: messages a second of a number, messages to one person, and
 * people that a business writes to first in 24 hours. All of it stands in the database, so that every process shares one
 * measure. Messages of one conversation go one after the other anyway, so that whoever must wait holds up nobody else.
 */

/** A leaky bucket: one each `everyMs`, of which `burst` may come at once. */
export type Pace = { everyMs: number; burst: number }

export const pairPace: Pace = { everyMs: 6_000, burst: 45 }

export const standardThroughput = 80
/** Of numbers that also live in the telephone app. */
export const coexistingThroughput = 20

/** Three quarters of the allowance as a steady flow and one quarter as a burst: never more than all of it in one second. */
export function paceOf(perSecond: number): Pace {
  const burst = Math.max(1, Math.floor(perSecond / 4))
  // A hair more than the even share, so that rounding never puts one more into a second.
  return { everyMs: (1000 / (perSecond - burst + 1)) * (1 + 1e-9), burst }
}

/** When the next one may go, for a bucket whose theoretical next arrival is `nextAt`. Milliseconds. */
export const slotOf = (pace: Pace, nextAt: number | null, now: number): number =>
  nextAt === null ? now : Math.max(now, nextAt - (pace.burst - 1) * pace.everyMs)

/** The bucket after one that goes at `slot`. */
export const afterSlot = (pace: Pace, nextAt: number | null, slot: number): number => Math.max(slot, nextAt ?? slot) + pace.everyMs

export const dayMs = 24 * 3_600_000

/**
 * When one more person may be written to first: the first moment at which fewer than `limit` others lie in the 24 hours
 * before it. `moments` of the others, those in the future are places already given. Milliseconds.
 */
export function approachSlot(moments: readonly number[], limit: number | null, now: number): number {
  if (limit === null) return now
  const latest = moments.filter((at) => at > now - dayMs).toSorted((a, b) => b - a)
  const blocking = latest[limit - 1]
  return blocking === undefined ? now : Math.max(now, blocking + dayMs)
}
