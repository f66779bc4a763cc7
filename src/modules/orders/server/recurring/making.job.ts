import { variantsForSale } from '#commerce/server/public.ts'
import type { BasketLine } from '#commerce/contract/quote.ts'
import { names } from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { z } from 'zod'
import { instantOf, wallOf } from '#kernel/contract/business-time.ts'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Day } from '#kernel/contract/time.ts'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { Problem, sentenceOf } from '#kernel/problem.ts'
import { recurringChanged } from '#orders/contract/recurring-order-events.ts'
import { PlaceOrder, type Order } from '#orders/contract/order.ts'
import { place } from '#orders/server/orders/placing.ts'
import { askCustomer } from '#orders/server/recurring/asking.job.ts'
import { dateAfter } from '#orders/server/recurring/dates.ts'
import * as store from '#orders/server/recurring/recurring.store.ts'
import { tellPerson } from '#orders/server/recurring/telling-person.ts'

/** Orders of a day are made from six in the morning on, and customers are asked from ten on, where the brand is. */
const makesFromHour = 6
const asksFromHour = 10

/** Looks what is due. Whatever it finds again is done once. */
export const lookAtDates = job({
  name: 'orders.look-at-recurring-dates',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async run(ctx) {
    const zones = new Map((await identity.brands(ctx)).map(({ id, zone }) => [id, zone]))
    // No clock is further ahead.
    const furthest = dayIn('Pacific/Kiritimati', ctx.now)
    for (const { id, brandId, nextOn, askDays, askedOn } of await store.coming(ctx, furthest)) {
      const zone = zones.get(brandId)
      if (zone === undefined || nextOn === null) continue
      const today = dayIn(zone, ctx.now)
      const hour = new Date(wallOf(zone, ctx.now.getTime())).getUTCHours()
      const isLate = nextOn < today
      if (isLate || (nextOn === today && hour >= makesFromHour))
        ctx.enqueue(makeOrder, { id, on: nextOn }, { key: `orders.recurring:${id}:${nextOn}` })
      else if (askDays !== null && askedOn !== nextOn && hour >= asksFromHour && nextOn > today && addDays(nextOn, -askDays) <= today)
        ctx.enqueue(askCustomer, { id, on: nextOn }, { key: `orders.recurring-asked:${id}:${nextOn}` })
    }
  },
})

/**
 * The order of a date: as it is wanted; where that is refused, as a draft that somebody looks at; where not even that can be
 * made, the date is over and somebody is told. Each try is a transaction of its own, and the date is over with the first that holds.
 */
export const makeOrder = job({
  name: 'orders.make-recurring-order',
  payload: z.object({ id: Id, on: Day }),
  async work(desk: Desk, due) {
    const tries: readonly ('as-wanted' | 'draft')[] = ['as-wanted', 'draft']
    let problem: Problem | null = null
    for (const how of tries) {
      const before: Problem | null = problem
      try {
        return await desk.transaction((ctx) => make(ctx, due, how, before))
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        problem ??= error
      }
    }
    const last = problem
    if (last) await desk.transaction((ctx) => finish(ctx, due, { order: null, leftOut: [], problem: sentenceOf(ctx.t, last) }))
  },
})

type Due = { id: string; on: string }

async function make(ctx: Ctx, due: Due, how: 'as-wanted' | 'draft', problem: Problem | null): Promise<void> {
  const row = await store.lock(ctx, due.id)
  if (!isDue(row, due)) return
  const { lines, leftOut } = await obtainable(ctx, row)
  const why = problem === null ? null : sentenceOf(ctx.t, problem)
  if (lines.length === 0) return finish(ctx, due, { order: null, leftOut, problem: why })
  const zone = await zoneOf(ctx, row)
  const isWhole = leftOut.length === 0 && how === 'as-wanted'
  const order = await place(
    ctx,
    PlaceOrder.parse({
      brandId: row.brandId,
      contactId: row.contactId,
      door: row.door,
      sourceKey: `recurring:${row.id}:${due.on}`,
      state: isWhole ? row.makes : 'draft',
      fulfilment: row.fulfilment,
      address: row.address,
      zoneId: row.zoneId,
      wantedAt: wantedAt(row, due.on, zone, ctx.now),
      note: [row.note, leftOut.length > 0 && ctx.t('orders.recurring.left_out', { items: leftOut.join(', ') })]
        .filter(Boolean)
        .join('\n')
        .slice(0, 1000),
      lines,
      paymentMethod: row.paymentMethod,
    }),
  )
  await finish(ctx, due, { order, leftOut, problem: why })
}

const zoneOf = async (ctx: Ctx, { brandId }: store.RecurringRow): Promise<string> =>
  (await identity.brands(ctx)).find(({ id }) => id === brandId)?.zone ?? ctx.zone

const isDue = (row: store.RecurringRow | undefined, { on }: Due): row is store.RecurringRow => row?.state === 'active' && row.nextOn === on

function wantedAt({ wantedMinute }: store.RecurringRow, on: string, zone: string, now: Date): string | null {
  if (wantedMinute === null) return null
  const at = instantOf(zone, Date.parse(`${on}T00:00:00Z`) + wantedMinute * 60_000)
  return at > now.getTime() ? new Date(at).toISOString() : null
}

/** What of it can be had that day, as much as is wanted; the rest by its name. */
async function obtainable(ctx: Ctx, { brandId, lines }: store.RecurringRow): Promise<{ lines: BasketLine[]; leftOut: string[] }> {
  const known = new Map(
    (
      await variantsForSale(
        ctx,
        lines.map(({ variantId }) => variantId),
        { brandId },
      )
    ).map((one) => [one.id, one]),
  )
  const left = new Map([...known.values()].flatMap(({ id, leftMilli }) => (leftMilli === undefined ? [] : [[id, leftMilli] as const])))
  const isThere = ({ variantId, quantityMilli }: BasketLine): boolean => {
    const there = left.get(variantId)
    if (known.get(variantId)?.refusal !== null || (there !== undefined && there < quantityMilli)) return false
    if (there !== undefined) left.set(variantId, there - quantityMilli)
    return true
  }
  const had = lines.filter(isThere)
  const gone = lines.filter((line) => !had.includes(line))
  return { lines: had, leftOut: gone.map(({ variantId }) => known.get(variantId)?.name ?? ctx.t('orders.recurring.unknown_good')) }
}

type Outcome = { order: Order | null; leftOut: string[]; problem: string | null }

/** The date is over, whatever became of it; what has to be looked at is a task of whoever wrote it down. */
async function finish(ctx: Ctx, due: Due, { order, leftOut, problem }: Outcome): Promise<void> {
  const row = await store.lock(ctx, due.id)
  if (!isDue(row, due)) return
  const nextOn = dateAfter(row, due.on, dayIn(await zoneOf(ctx, row), ctx.now))
  const outcome = order === null ? ('failed' as const) : ('made' as const)
  await store.addRun(ctx, row.id, {
    id: ctx.newId(),
    dueOn: due.on,
    outcome,
    orderId: order?.id ?? null,
    leftOut,
    problem,
    at: ctx.now.toISOString(),
  })
  await store.update(ctx, { ...row, nextOn, ...(nextOn === null && { state: 'ended' as const }), version: row.version + 1 })
  if (order === null || leftOut.length > 0 || problem !== null) {
    const notes = [leftOut.length > 0 && ctx.t('orders.recurring.left_out', { items: leftOut.join(', ') }), problem]
      .filter(Boolean)
      .join('\n')
    await tellPerson(
      ctx,
      row,
      ctx.t(order === null ? 'orders.recurring.task_failed' : 'orders.recurring.task_check', await wordsFor(ctx, row)),
      {
        notes,
        href: order === null ? '/pedidos?ver=programados' : `/pedidos/${order.id}`,
      },
    )
  }
  await ctx.emit(recurringChanged, { id: row.id, contactId: row.contactId })
}

const wordsFor = async (ctx: Ctx, { contactId }: store.RecurringRow) => ({ name: (await names(ctx, [contactId])).get(contactId) ?? '' })
