import * as identity from '#identity/server/public.ts'
import type { SlaClock } from '#conversations/contract/sla.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { conversationNotFound } from '#conversations/server/problems.ts'
import type { WorkingHours } from '#kernel/contract/business-time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { isOver, leftOf, stateOf, type Clock } from './clock-rules.ts'
import * as store from './clocks.store.ts'
import { hoursIn } from './follow.ts'

const order = ['first-response', 'next-response', 'resolution']

/** How the promises of a conversation stand: the latest of each kind. */
export async function list(ctx: Ctx, { id }: { id: string }): Promise<{ items: SlaClock[] }> {
  if (!(await conversations.find(ctx, id))) throw conversationNotFound()
  const clocks = await store.latest(ctx, id)
  const hours = hoursIn(clocks.some(({ time }) => time === 'business') ? await identity.calendars(ctx) : [])
  const now = ctx.now.toISOString()
  return {
    items: clocks
      .toSorted((one, other) => order.indexOf(one.metric) - order.indexOf(other.metric))
      .map((clock) => shown(clock, now, hours(clock.time === 'business' ? clock.calendarId : null))),
  }
}

function shown(clock: Clock, now: string, hours: WorkingHours | undefined): SlaClock {
  const { warnPercent: _, calendarId: __, ...rest } = clock
  return {
    ...rest,
    state: stateOf(clock, now),
    leftSeconds: leftOf(clock, now, { hours: () => hours }),
    hours: hours && !isOver(clock) ? near(hours, clock, now) : null,
  }
}

const monthMs = 31 * 86_400_000

/** Only the special days that can matter to this clock: a calendar may know hundreds. */
function near(hours: WorkingHours, { startedAt, dueAt }: Clock, now: string): SlaClock['hours'] {
  const [from, to] = [Date.parse(startedAt) - monthMs, Math.max(Date.parse(dueAt), Date.parse(now)) + monthMs]
  const isNear = ({ day }: { day: string }): boolean => Date.parse(day) >= from && Date.parse(day) <= to
  return {
    zone: hours.zone,
    weekly: hours.weekly.map((shift) => ({ ...shift })),
    days: hours.days.filter(isNear).map(({ day, name, shifts }) => ({ day, name, shifts: [...shifts] })),
  }
}
