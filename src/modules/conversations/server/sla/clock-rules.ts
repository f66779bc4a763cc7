import { addBusiness, businessBetween, isNeverOpen, type WorkingHours } from '#kernel/contract/business-time.ts'
import type { Priority } from '#conversations/contract/conversation.ts'
import type { SlaClockState, SlaMetric } from '#conversations/contract/sla.ts'
import type { Clocks } from '#conversations/server/conversations/clocks.ts'

/**
 * What happens to the promises of a conversation when something happens to the conversation. Everything goes by the moment
 * at which it happened, not by when we heard of it.
 */
export type Clock = {
  metric: SlaMetric
  cycle: number
  policyId: string | null
  policyName: string
  priority: Priority
  time: 'business' | 'plain'
  calendarId: string | null
  targetSeconds: number
  warnPercent: number
  startedAt: string
  pausedSeconds: number
  /** Set while it stands still because the customer has the word. */
  pausedAt: string | null
  warnAt: string
  dueAt: string
  warnedAt: string | null
  metAt: string | null
  breachedAt: string | null
  /** Over without having been met: resolved without an answer. */
  endedAt: string | null
}

/** What a policy promises: the part of a clock that is copied from it. */
export type Target = Pick<Clock, 'policyId' | 'policyName' | 'priority' | 'time' | 'calendarId' | 'targetSeconds' | 'warnPercent'>

export type Facts = Pick<Clocks, 'state' | 'snoozedUntil' | 'waitingSince' | 'firstInboundAt' | 'firstReplyAt' | 'lastReplyAt'>
/** `at`: the moment of what happened. `isAnswer`: somebody who counts wrote to the customer. */
export type Step = { before: Facts; after: Facts; at: string; isAnswer: boolean }

export type Book = {
  /** Null: nothing is promised. */
  target: (metric: SlaMetric) => Target | null
  hours: (calendarId: string | null) => WorkingHours | undefined
}

/** How time is counted: by working hours, or every second. A calendar that never opens stops nobody from being answered. */
type Count = { add: (start: string, seconds: number) => string; between: (from: string, to: string) => number }

const plain: Count = {
  add: (start, seconds) => new Date(Date.parse(start) + seconds * 1000).toISOString(),
  between: (from, to) => Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000),
}

export function countOf({ time, calendarId }: Pick<Clock, 'time' | 'calendarId'>, book: Pick<Book, 'hours'>): Count {
  const hours = time === 'business' ? book.hours(calendarId) : undefined
  if (!hours) return plain
  return {
    add: (start, seconds) => {
      try {
        return addBusiness(hours, start, seconds)
      } catch (error) {
        if (isNeverOpen(error)) return plain.add(start, seconds)
        throw error
      }
    },
    between: (from, to) => businessBetween(hours, from, to),
  }
}

export const isOver = (clock: Clock): boolean => clock.metAt !== null || clock.endedAt !== null
export const isRunning = (clock: Clock): boolean => !isOver(clock) && clock.pausedAt === null
const isAnswerClock = ({ metric }: Clock): boolean => metric !== 'resolution'

/** We wrote last, or put it away until the customer writes. */
export const waitsForCustomer = ({ state, snoozedUntil, waitingSince }: Facts): boolean =>
  waitingSince === null || (state === 'snoozed' && snoozedUntil === null)

/** Whether a step can change any promise: most messages of a burst do not. */
export const matters = ({ before, after }: Step): boolean =>
  before.waitingSince !== after.waitingSince ||
  (before.state === 'resolved') !== (after.state === 'resolved') ||
  waitsForCustomer(before) !== waitsForCustomer(after) ||
  (before.firstInboundAt === null) !== (after.firstInboundAt === null)

/** The clocks after a step. `clocks` holds the latest of each metric at least. */
export function advance(clocks: readonly Clock[], step: Step, book: Book): Clock[] {
  const answered = answerClock([...clocks], step, book)
  return resolutionClock(answered, step, book).map((clock) => paused(clock, step, book))
}

function answerClock(clocks: Clock[], { before, after, at, isAnswer }: Step, book: Book): Clock[] {
  if (before.waitingSince === after.waitingSince) return clocks
  const open = clocks.find((clock) => isAnswerClock(clock) && !isOver(clock))
  const isCorrection = !isAnswer && before.waitingSince !== null && after.waitingSince !== null
  if (open && isCorrection) {
    // An older message turned up: the customer has waited longer than we knew.
    return replaced(clocks, open, timed({ ...open, startedAt: after.waitingSince ?? open.startedAt }, book))
  }
  const closed = open ? replaced(clocks, open, isAnswer ? met(open, at, book) : ended(open, at, book)) : clocks
  if (after.waitingSince === null) return closed
  const metric = isFirst(closed, after) ? 'first-response' : 'next-response'
  return begun(closed, metric, after.waitingSince, book)
}

/** Nobody has answered yet, and it was not we who began. */
function isFirst(clocks: readonly Clock[], { firstReplyAt, lastReplyAt }: Facts): boolean {
  const last = latest(clocks, 'first-response')
  if (last) return last.metAt === null && firstReplyAt === null
  return firstReplyAt === null && lastReplyAt === null
}

function resolutionClock(clocks: Clock[], { before, after, at }: Step, book: Book): Clock[] {
  const open = clocks.find((clock) => clock.metric === 'resolution' && !isOver(clock))
  if (after.state === 'resolved') return open ? replaced(clocks, open, met(open, at, book)) : clocks
  if (open) return clocks
  if (before.state === 'resolved' && after.firstInboundAt !== null) return begun(clocks, 'resolution', at, book)
  if (before.firstInboundAt === null && after.firstInboundAt !== null) return begun(clocks, 'resolution', after.firstInboundAt, book)
  return clocks
}

/** The first answer is owed whatever happens; the others stand still while the customer has the word. */
function paused(clock: Clock, { after, at }: Step, book: Book): Clock {
  if (isOver(clock) || clock.metric === 'first-response') return clock
  const waits = waitsForCustomer(after)
  if (waits && clock.pausedAt === null) return { ...late(clock, at), pausedAt: at > clock.startedAt ? at : clock.startedAt }
  if (!waits && clock.pausedAt !== null) return resumed(clock, at, book)
  return clock
}

function resumed(clock: Clock, at: string, book: Book): Clock {
  if (clock.pausedAt === null) return clock
  const pausedSeconds = clock.pausedSeconds + Math.round(countOf(clock, book).between(clock.pausedAt, at))
  return timed({ ...clock, pausedSeconds, pausedAt: null }, book)
}

/** Resolved or answered: from a pause too, in which case the pause lasts until then. */
const met = (clock: Clock, at: string, book: Book): Clock => ({ ...judged(resumed(clock, at, book), at), metAt: at })
const ended = (clock: Clock, at: string, book: Book): Clock => ({ ...judged(resumed(clock, at, book), at), endedAt: at })

/** At the very instant at which it is due it is over. What the timer said is corrected by what turns out to have been earlier. */
const judged = (clock: Clock, at: string): Clock => ({ ...clock, breachedAt: at >= clock.dueAt ? clock.dueAt : null })
const late = (clock: Clock, at: string): Clock =>
  at >= clock.dueAt && clock.breachedAt === null ? { ...clock, breachedAt: clock.dueAt } : clock

function begun(clocks: Clock[], metric: SlaMetric, startedAt: string, book: Book): Clock[] {
  const promise = book.target(metric)
  if (!promise) return clocks
  const cycle = (latest(clocks, metric)?.cycle ?? 0) + 1
  const blank = { warnedAt: null, metAt: null, breachedAt: null, endedAt: null, warnAt: startedAt, dueAt: startedAt }
  return [...clocks, timed({ ...promise, ...blank, metric, cycle, startedAt, pausedSeconds: 0, pausedAt: null }, book)]
}

/** Its moments, from its start, its target and its pauses. */
function timed(clock: Clock, book: Pick<Book, 'hours'>): Clock {
  const { add } = countOf(clock, book)
  const warnSeconds = Math.floor((clock.targetSeconds * clock.warnPercent) / 100)
  return {
    ...clock,
    warnAt: add(clock.startedAt, warnSeconds + clock.pausedSeconds),
    dueAt: add(clock.startedAt, clock.targetSeconds + clock.pausedSeconds),
  }
}

/** The hours changed: what still runs is due at another moment, and may be in time again. What is paused is counted when it goes on. */
export function recounted(clocks: readonly Clock[], book: Pick<Book, 'hours'>): Clock[] {
  return clocks.map((clock) => {
    if (!isRunning(clock) || clock.time === 'plain') return clock
    const moved = timed(clock, book)
    return moved.dueAt === clock.dueAt && moved.warnAt === clock.warnAt ? clock : { ...moved, warnedAt: null, breachedAt: null }
  })
}

/**
 * Another priority is another promise, counted from the original start. A clock that has been paused keeps counting the
 * way it did: its pauses were measured so.
 */
export function reprioritized(clocks: readonly Clock[], book: Book): Clock[] {
  return clocks.map((clock) => {
    const promise = isOver(clock) ? null : book.target(clock.metric)
    if (!promise) return clock
    const { time, calendarId } = clock.pausedSeconds > 0 || clock.pausedAt !== null ? clock : promise
    const moved = timed({ ...clock, ...promise, time, calendarId }, book)
    return { ...moved, warnedAt: null, breachedAt: null }
  })
}

/** What has become due by a moment. `news`: what was not known before. */
export function tick(clock: Clock, now: string): { clock: Clock; news: 'warned' | 'breached' | null } {
  if (!isRunning(clock)) return { clock, news: null }
  if (now >= clock.dueAt && clock.breachedAt === null) {
    return { clock: { ...clock, breachedAt: clock.dueAt, warnedAt: clock.warnedAt ?? clock.warnAt }, news: 'breached' }
  }
  if (now >= clock.warnAt && clock.warnedAt === null && clock.breachedAt === null)
    return { clock: { ...clock, warnedAt: clock.warnAt }, news: 'warned' }
  return { clock, news: null }
}

/** When the next one becomes due or nearly due. */
export function nextMoment(clocks: readonly Clock[]): string | null {
  const moments = clocks
    .filter(isRunning)
    .flatMap((clock) => [
      ...(clock.warnedAt === null && clock.breachedAt === null ? [clock.warnAt] : []),
      ...(clock.breachedAt === null ? [clock.dueAt] : []),
    ])
  return earliest(moments)
}

/** What the conversation shows of its clocks: the answer that is owed, and the earliest of all. */
export function shown(clocks: readonly Clock[]): { answerDueAt: string | null; slaWarnAt: string | null; slaDueAt: string | null } {
  const running = clocks.filter(isRunning)
  return {
    answerDueAt: clocks.find((clock) => isAnswerClock(clock) && !isOver(clock))?.dueAt ?? null,
    slaWarnAt: earliest(running.map(({ warnAt }) => warnAt)),
    slaDueAt: earliest(running.map(({ dueAt }) => dueAt)),
  }
}

export function stateOf(clock: Clock, now: string): SlaClockState {
  if (clock.endedAt !== null) return clock.breachedAt === null ? 'ended' : 'breached'
  if (clock.metAt !== null) return clock.breachedAt === null ? 'met' : 'breached'
  if (clock.pausedAt !== null) return 'paused'
  return now >= clock.dueAt ? 'late' : 'running'
}

/** Seconds left in the time that counts; below zero when it is late. */
export function leftOf(clock: Clock, now: string, book: Pick<Book, 'hours'>): number | null {
  if (isOver(clock)) return null
  const { between } = countOf(clock, book)
  const until = clock.pausedAt ?? now
  return clock.targetSeconds + clock.pausedSeconds - between(clock.startedAt, until)
}

const earliest = (moments: readonly string[]): string | null => moments.toSorted()[0] ?? null
const latest = (clocks: readonly Clock[], metric: SlaMetric): Clock | undefined =>
  clocks.filter((clock) => clock.metric === metric).toSorted((one, other) => other.cycle - one.cycle)[0]
const replaced = (clocks: readonly Clock[], old: Clock, next: Clock): Clock[] => clocks.map((clock) => (clock === old ? next : clock))
