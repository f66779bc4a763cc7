import type { Clocks } from '#conversations/server/conversations/clocks.ts'

const first = (a: string | null, b: string | null): string | null => (a === null ? b : b === null ? a : a < b ? a : b)
const last = (a: string | null, b: string | null): string | null => (a === null ? b : b === null ? a : a > b ? a : b)

/**
 * The clocks of two threads as if they had been one: who waits longest counts, what was answered stays answered. A wait
 * that began before the last answer on the other side is over: the customer was told, wherever it was.
 */
export function mergedClocks(one: Clocks, other: Clocks): Clocks {
  const alive = [one, other].filter(({ state }) => state !== 'resolved')
  const open = alive.find(({ state }) => state === 'open') ?? alive[0] ?? (String(one.resolvedAt) >= String(other.resolvedAt) ? one : other)
  const lastReplyAt = last(one.lastReplyAt, other.lastReplyAt)
  const waits = [one, other].filter(({ waitingSince }) => waitingSince !== null && (lastReplyAt === null || waitingSince > lastReplyAt))
  return {
    state: open.state,
    snoozedUntil: open.snoozedUntil,
    resolvedAt: open.resolvedAt,
    waitingSince: waits.reduce<string | null>((least, { waitingSince }) => first(least, waitingSince), null),
    answerDueAt: waits.reduce<string | null>((least, { answerDueAt }) => first(least, answerDueAt), null),
    // The promises follow by themselves; only the timer of the thread that stays goes on.
    slaWarnAt: one.slaWarnAt,
    slaDueAt: one.slaDueAt,
    slaTimerAt: one.slaTimerAt,
    firstInboundAt: first(one.firstInboundAt, other.firstInboundAt),
    firstReplyAt: first(one.firstReplyAt, other.firstReplyAt),
    lastInboundAt: last(one.lastInboundAt, other.lastInboundAt),
    lastReplyAt,
    lastMessageAt: last(one.lastMessageAt, other.lastMessageAt) ?? one.lastMessageAt,
    windowExpiresAt: last(one.windowExpiresAt, other.windowExpiresAt),
    unreadCount: one.unreadCount + other.unreadCount,
  }
}
