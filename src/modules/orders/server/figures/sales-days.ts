import { z } from 'zod'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { on, type Reaction, type Schedule } from '#kernel/module.ts'
import * as events from '#orders/contract/order-events.ts'
import type { OrderCard } from '#orders/contract/order.ts'
import { dimensions } from '#orders/server/figures/counting.store.ts'
import { daysFrom, stretchesOf } from '#orders/server/figures/days.ts'
import * as store from '#orders/server/figures/sales-days.store.ts'

/** A day is counted once it has been over for so long: by then whoever began on it has ended. */
const restMs = 3 * 3_600_000
const atOnce = 31
/** As many of the newest days, and as many others night after night, are compared row by row. */
const provenDays = 7

/** An order of a day that may be counted already changed: from now on the day is read from its orders. */
async function follow(ctx: Ctx, { card }: { card: OrderCard }): Promise<void> {
  if (card.placedAt === null) return
  const day = dayIn(ctx.zone, card.placedAt)
  if (day < dayIn(ctx.zone, ctx.now)) await store.unsettle(ctx, [day])
}

/** Days that have to be read from their orders: those that are not counted, from the first order on. */
export async function openDays(ctx: Ctx, from: string, before: string): Promise<string[]> {
  const [settled, first] = await Promise.all([store.settled(ctx, from, before), store.firstPlaced(ctx)])
  if (first === undefined) return []
  const begin = dayIn(ctx.zone, first)
  return daysFrom(begin > from ? begin : from, before).filter((day) => !settled.has(day))
}

/** Days between the first order and now that are over and not counted. */
export const unsettledDays = (ctx: Ctx): Promise<string[]> =>
  openDays(ctx, '1970-01-01', dayIn(ctx.zone, new Date(ctx.now.getTime() - restMs)))

/** Counts days, which have a row of their own from before: two transactions, so that nothing that happens meanwhile is missed. */
export async function settle(transaction: <T>(run: (ctx: Ctx) => Promise<T>) => Promise<T>, days: readonly string[]): Promise<void> {
  for (let i = 0; i < days.length; i += atOnce) {
    const some = days.slice(i, i + atOnce)
    await transaction((ctx) => store.unsettle(ctx, some))
    await transaction((ctx) => store.count(ctx, stretchesOf(some, ctx.zone)))
  }
}

/** Days whose counts are not what their orders say: by their sums all of them, row by row the newest and some that change nightly. */
export async function wrongDays(ctx: Ctx): Promise<string[]> {
  const today = dayIn(ctx.zone, ctx.now)
  const turn = Math.floor(ctx.now.getTime() / 86_400_000) % 52
  const [bySum, newest, others] = await Promise.all([
    store.miscounted(ctx),
    store.settledBefore(ctx, today, provenDays),
    store.settledBefore(ctx, addDays(today, -provenDays * (turn + 1)), provenDays),
  ])
  const days = [...new Set([...newest, ...others])]
  const byRow = await Promise.all(dimensions.map((dimension) => store.differing(ctx, dimension, stretchesOf(days, ctx.zone))))
  return [...new Set([...bySum, ...byRow.flat()])].toSorted()
}

/** Counts what is over, then proves what was counted, and counts anew what is wrong. */
export const settleSales = job({
  name: 'orders.settle-sales',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async work(desk) {
    await settle((run) => desk.transaction(run), await desk.transaction(unsettledDays))
    if (desk.signal.aborted) return
    const wrong = await desk.transaction(wrongDays)
    if (wrong.length === 0) return
    desk.log.warn({ days: wrong }, 'sales of these days did not add up and are counted again')
    await desk.transaction((ctx) => store.unsettle(ctx, wrong))
    await settle((run) => desk.transaction(run), wrong)
  },
})

export const salesReactions: readonly Reaction[] = [
  on(events.orderMoved, follow),
  on(events.orderChanged, follow),
  on(events.orderReturned, follow),
]

export const salesSchedules: readonly Schedule[] = [
  { name: 'orders.settle-sales', everySeconds: 6 * 3_600, job: settleSales, per: 'organization' },
]
