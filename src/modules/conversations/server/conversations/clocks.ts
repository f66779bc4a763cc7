import { windowEnd } from '#conversations/contract/window.ts'
import type { State } from '#conversations/contract/conversation.ts'

/**
 * States and clocks of a conversation, and what a message does to them. Deliveries come late and out of order, so every
 * rule goes by the moment at which something was written and gives the same result in any order of arrival, as far as
 * that is possible without reading the thread again.
 */
export type Clocks = {
  state: State
  snoozedUntil: string | null
  resolvedAt: string | null
  /** The first message of the customer that has no answer. */
  waitingSince: string | null
  /** When an answer is owed; this and the next three are set by the promises (`server/sla/follow.ts`). */
  answerDueAt: string | null
  /** Of all promises that run, the first moment to warn and the first that is due. */
  slaWarnAt: string | null
  slaDueAt: string | null
  slaTimerAt: string | null
  firstInboundAt: string | null
  firstReplyAt: string | null
  lastInboundAt: string | null
  lastReplyAt: string | null
  lastMessageAt: string
  windowExpiresAt: string | null
  unreadCount: number
}

export const newClocks = (openedAt: string): Clocks => ({
  state: 'open',
  snoozedUntil: null,
  resolvedAt: null,
  waitingSince: null,
  answerDueAt: null,
  slaWarnAt: null,
  slaDueAt: null,
  slaTimerAt: null,
  firstInboundAt: null,
  firstReplyAt: null,
  lastInboundAt: null,
  lastReplyAt: null,
  lastMessageAt: openedAt,
  windowExpiresAt: null,
  unreadCount: 0,
})

/** The clocks of anything that carries them, and nothing else of it. */
export const clocksOf = (row: Clocks): Clocks => ({
  state: row.state,
  snoozedUntil: row.snoozedUntil,
  resolvedAt: row.resolvedAt,
  waitingSince: row.waitingSince,
  answerDueAt: row.answerDueAt,
  slaWarnAt: row.slaWarnAt,
  slaDueAt: row.slaDueAt,
  slaTimerAt: row.slaTimerAt,
  firstInboundAt: row.firstInboundAt,
  firstReplyAt: row.firstReplyAt,
  lastInboundAt: row.lastInboundAt,
  lastReplyAt: row.lastReplyAt,
  lastMessageAt: row.lastMessageAt,
  windowExpiresAt: row.windowExpiresAt,
  unreadCount: row.unreadCount,
})

const earlier = (one: string | null, other: string): string => (one !== null && one < other ? one : other)
const later = (one: string | null, other: string): string => (one !== null && one > other ? one : other)

/** Whether a message that comes in now goes on in a conversation that was resolved: strictly less than so many hours ago. */
export const reopens = (resolvedAt: string, reopenHours: number, now: Date): boolean =>
  now.getTime() < Date.parse(resolvedAt) + reopenHours * 3_600_000

/**
 * The customer wrote. Wakes what sleeps and reopens what was resolved; a conversation that a bot has (`pending`) stays
 * with the bot. Who answered before this message reached us could not know it: the wait then begins with its arrival.
 */
export function afterInbound(clocks: Clocks, at: string, { now }: { now: Date }): Clocks {
  const wasAnsweredBefore = clocks.lastReplyAt !== null && at <= clocks.lastReplyAt
  const waitingSince = earlier(clocks.waitingSince, wasAnsweredBefore ? now.toISOString() : at)
  const lastInboundAt = later(clocks.lastInboundAt, at)
  return {
    ...clocks,
    ...(clocks.state === 'pending' ? {} : alive),
    waitingSince,
    firstInboundAt: earlier(clocks.firstInboundAt, at),
    lastInboundAt,
    lastMessageAt: later(clocks.lastMessageAt, at),
    windowExpiresAt: windowEnd(lastInboundAt),
    unreadCount: clocks.unreadCount + 1,
  }
}

/** The customer wrote what nobody has to answer: how it stands does not change, only what we may send until when. */
export function afterTaken(clocks: Clocks, at: string): Clocks {
  const lastInboundAt = later(clocks.lastInboundAt, at)
  return {
    ...clocks,
    firstInboundAt: earlier(clocks.firstInboundAt, at),
    lastInboundAt,
    lastMessageAt: later(clocks.lastMessageAt, at),
    windowExpiresAt: windowEnd(lastInboundAt),
  }
}

/** We said something beside the conversation: it answers nobody and brings nothing back. */
export const afterAside = (clocks: Clocks, at: string): Clocks => ({ ...clocks, lastMessageAt: later(clocks.lastMessageAt, at) })

/**
 * We wrote. The wait is over, unless the customer wrote after this (an answer typed on the telephone may reach us late):
 * then they wait since the answer at the earliest. Only a person's answer counts as the first reply; `isAnswer`: whether this
 * one ends the wait, which what a bot writes does where the organization says so.
 */
export function afterReply(
  clocks: Clocks,
  at: string,
  { isPerson, isAnswer = isPerson }: { isPerson: boolean; isAnswer?: boolean },
): Clocks {
  const isOvertaken = clocks.lastInboundAt !== null && at < clocks.lastInboundAt
  const overtaken = isOvertaken && clocks.waitingSince !== null ? later(clocks.waitingSince, at) : null
  const waitingSince = isAnswer ? overtaken : clocks.waitingSince
  const isFirstReply = isPerson && clocks.firstInboundAt !== null && at >= clocks.firstInboundAt
  return {
    ...clocks,
    ...(isPerson || clocks.state === 'resolved' ? alive : {}),
    waitingSince,
    firstReplyAt: isFirstReply ? earlier(clocks.firstReplyAt, at) : clocks.firstReplyAt,
    lastReplyAt: later(clocks.lastReplyAt, at),
    lastMessageAt: later(clocks.lastMessageAt, at),
    unreadCount: isOvertaken || !isAnswer ? clocks.unreadCount : 0,
  }
}

const alive = { state: 'open', snoozedUntil: null, resolvedAt: null } as const

export const resolved = (clocks: Clocks, now: Date): Clocks => ({
  ...clocks,
  state: 'resolved',
  snoozedUntil: null,
  resolvedAt: now.toISOString(),
  waitingSince: null,
  unreadCount: 0,
})

/** `until` null: until the customer writes. */
export const snoozed = (clocks: Clocks, until: string | null): Clocks => ({
  ...clocks,
  state: 'snoozed',
  snoozedUntil: until,
  resolvedAt: null,
  unreadCount: 0,
})

export const opened = (clocks: Clocks): Clocks => ({ ...clocks, ...alive })
