import * as identity from '#identity/server/public.ts'
import { calendarFor, hoursOf, type Calendar } from '#identity/contract/calendar.ts'
import { z } from 'zod'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import type { SlaPolicy } from '#conversations/contract/sla.ts'
import { clockBreached, clockWarned } from '#conversations/contract/events.ts'
import { cardOf, type ConversationRow } from '#conversations/server/conversations/card.store.ts'
import type { Clocks } from '#conversations/server/conversations/clocks.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Statement } from '#kernel/db/sql.ts'
import { job } from '#kernel/jobs/job.ts'
import * as rules from './clock-rules.ts'
import type { Book, Clock, Step } from './clock-rules.ts'
import * as store from './clocks.store.ts'
import { effective } from './policies.ts'
import * as policies from './policies.store.ts'
import { targetOf, type Subject } from './policy-rules.ts'

/**
 * The promises of a conversation follow it: whatever changes its clocks comes through here, in the transaction of the
 * change and with the conversation held. `answerDueAt` and the other moments that lists go by are set nowhere else.
 */
type Held = Subject & { id: string } & Pick<Clocks, 'slaTimerAt'>

export type Followed = {
  clocks: Clocks
  /** At most one, to be written together with the conversation. */
  statements: Statement[]
  /** Tells of what turned out to be late with this change. */
  tell: (conversation: ConversationCard) => Promise<void>
}

export type Taken = Step & { before: Clocks; after: Clocks }

/** `isNew`: it is not written yet. `steps` in the order in which they happened; the last one says how the conversation is now. */
export async function follow(ctx: Ctx, held: Held, steps: readonly Taken[], { isNew = false } = {}): Promise<Followed> {
  const last = steps.at(-1)
  if (!last) throw new RangeError('nothing happened')
  if (!steps.some(rules.matters)) return { clocks: last.after, statements: [], tell: async () => {} }
  const [before, policies] = await Promise.all([isNew ? [] : store.latest(ctx, held.id), effective(ctx)])
  const book = await bookOf(ctx, held, before, policies)
  const after = steps.reduce((clocks, step) => rules.advance(clocks, step, book), before)
  return settled(ctx, held, last.after, before, after)
}

/** Another priority: what still runs is counted anew from its start. */
export async function followPriority(ctx: Ctx, held: Held, clocks: Clocks): Promise<Followed> {
  const before = await store.latest(ctx, held.id)
  return settled(ctx, held, clocks, before, rules.reprioritized(before, await bookOf(ctx, held, before)))
}

/** The hours that it goes by changed. */
export async function followHours(ctx: Ctx, held: Held, clocks: Clocks): Promise<Followed> {
  const before = await store.latest(ctx, held.id)
  return settled(ctx, held, clocks, before, rules.recounted(before, await bookOf(ctx, held, before)))
}

/** Whether what a bot or an integration writes ends the wait. */
export const botsAnswer = async (ctx: Ctx): Promise<boolean> => (await policies.settings(ctx)).botsAnswer

function settled(ctx: Ctx, held: Held, clocks: Clocks, before: readonly Clock[], after: readonly Clock[]): Followed {
  const changed = after.filter((clock) => !before.includes(clock))
  const was = (clock: Clock): Clock | undefined => before.find(({ metric, cycle }) => metric === clock.metric && cycle === clock.cycle)
  const lateNow = changed.filter((clock) => clock.breachedAt !== null && !was(clock)?.breachedAt)
  const slaTimerAt = arm(ctx, held, after)
  const shown = rules.shown(after)
  return {
    clocks: { ...clocks, ...shown, answerDueAt: shown.answerDueAt ?? (clocks.waitingSince && clocks.answerDueAt), slaTimerAt },
    statements: changed.length > 0 ? [store.writing(held.id, changed)] : [],
    tell: async (conversation) => {
      for (const clock of lateNow) await ctx.emit(clockBreached, factsOf(conversation, clock))
    },
  }
}

/** One timer per conversation. One that comes too early looks again later; only one that would come too late is replaced. */
function arm(ctx: Ctx, { id, slaTimerAt }: Pick<Held, 'id' | 'slaTimerAt'>, clocks: readonly Clock[]): string | null {
  const next = rules.nextMoment(clocks)
  if (next === null || (slaTimerAt !== null && slaTimerAt <= next)) return slaTimerAt
  ctx.enqueue(checkClocks, { id, at: next }, { at: new Date(next) })
  return next
}

/** Looks again at the moment that was promised: an answer, a pause or another priority may have come before it. */
export const checkClocks = job({
  name: 'conversations.check-clocks',
  payload: z.object({ id: Id, at: z.string() }),
  async run(ctx, { id, at }) {
    // Held, like by whoever answers: one of the two is first, and the other sees what it did.
    const row = await conversations.lock(ctx, id)
    if (row) await check(ctx, row, at)
  },
})

async function check(ctx: Ctx, row: ConversationRow, at: string): Promise<void> {
  const now = ctx.now.toISOString()
  const before = await store.latest(ctx, row.id)
  const ticks = before.map((clock) => rules.tick(clock, now))
  const after = ticks.map(({ clock }) => clock)
  const news = ticks.filter((one) => one.news !== null)
  if (news.length > 0) {
    await ctx.sql(
      store.writing(
        row.id,
        news.map(({ clock }) => clock),
      ),
    )
  }
  // Another timer took the place of this one.
  if (row.slaTimerAt === at) await ctx.sql(store.setTimer(row.id, arm(ctx, { id: row.id, slaTimerAt: null }, after)))
  const [card] = news.length > 0 ? await conversations.cards(ctx, [row.id]) : []
  if (!card) return
  for (const { clock, news: what } of news)
    await ctx.emit(what === 'breached' ? clockBreached : clockWarned, factsOf(cardOf(card, ctx.now), clock))
}

const factsOf = (conversation: ConversationCard, { metric, cycle, policyId, policyName, dueAt }: Clock) => ({
  conversation,
  clock: { metric, cycle, policyId, policyName, dueAt },
})

/** What may be promised to a conversation, and the hours in which it counts. */
async function bookOf(ctx: Ctx, subject: Subject, clocks: readonly Clock[], known?: readonly SlaPolicy[]): Promise<Book> {
  const all = known ?? (await effective(ctx))
  // Where every minute counts nobody's hours are asked for.
  const isNeeded = [...all, ...clocks].some(({ time }) => time === 'business')
  const calendars = isNeeded ? await identity.calendars(ctx) : []
  return {
    target: (metric) => targetOf(all, subject, metric, (brandId) => calendarFor(calendars, brandId)?.id ?? null),
    hours: hoursIn(calendars),
  }
}

const hoursByCalendar = new WeakMap<Calendar, ReturnType<typeof hoursOf>>()

/** The hours of a calendar by its id; the same object each time, so that its plan is laid out once. */
export const hoursIn =
  (calendars: readonly Calendar[]): Book['hours'] =>
  (calendarId) => {
    const calendar = calendars.find(({ id }) => id === calendarId)
    if (!calendar) return undefined
    const known = hoursByCalendar.get(calendar) ?? hoursOf(calendar)
    hoursByCalendar.set(calendar, known)
    return known
  }
