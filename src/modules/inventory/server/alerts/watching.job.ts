import { z } from 'zod'
import { addDays, dayIn, startOfDay } from '#kernel/contract/calendar-day.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import type { Standing } from '#inventory/contract/item.ts'
import { stockChanged } from '#inventory/contract/stock-events.ts'
import { demandOf, reorderPoint, usualZ } from '#inventory/server/alerts/reordering.ts'
import { tellKeepers } from '#inventory/server/alerts/telling.ts'
import { madeOfMoved, tellWaiting } from '#inventory/server/alerts/waiting.ts'
import * as store from '#inventory/server/alerts/watching.store.ts'
import { dayInWords, inWords } from '#inventory/server/posting/words.ts'
import { settingOf } from '#inventory/server/settings/settings.ts'

/** So many customers are told at once; the next after a while, so that a box of drinks does not empty the shop of attention. */
const mostTold = 20
const pauseMs = 10 * 60_000
/** What is named one by one; of the rest it is said how many there are. */
const mostNamed = 10

/** How something stands by how much of it is not promised. */
export function standingOf({ availableMilli, reorderPointMilli }: Pick<store.Watched, 'availableMilli' | 'reorderPointMilli'>): Standing {
  if (availableMilli <= 0) return 'out'
  return reorderPointMilli !== null && availableMilli <= reorderPointMilli ? 'low' : 'enough'
}

/** Looks at what moved within a moment: who is told of what runs out is told once, and who waits for something hears that it is there. */
export const watchStock = job({
  name: 'inventory.watch-stock',
  payload: z.object({ items: z.array(z.array(Id)) }),
  async run(ctx, { items }) {
    const movedIds = [...new Set(items.flat())]
    const rows = await store.watched(ctx, movedIds)
    const changed = rows.map((row) => ({ ...row, now: standingOf(row) })).filter(({ standing, now }) => standing !== now)
    if (changed.length > 0)
      await store.setStandings(
        ctx,
        changed.map(({ variantId, now }) => ({ variantId, standing: now })),
      )
    const worse = changed.filter(({ standing, now, wasMoved }) => wasMoved && (now === 'out' || (now === 'low' && standing === 'enough')))
    if (worse.length > 0) await tellShort(ctx, worse)
    const told = await tellWaiting(ctx, [...rows, ...(await madeOfMoved(ctx, movedIds))], mostTold)
    if (told < mostTold) return
    ctx.enqueue(
      watchStock,
      { items: [movedIds] },
      { at: new Date(ctx.now.getTime() + pauseMs), key: `waiting ${movedIds.toSorted().join().slice(0, 400)}` },
    )
  },
})

async function tellShort(ctx: Ctx, rows: readonly (store.Watched & { now: Standing })[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const lines = rows
    .slice(0, mostNamed)
    .map((row) =>
      row.now === 'out'
        ? ctx.t('inventory.alerts.line_out', { name: row.name })
        : ctx.t('inventory.alerts.line_low', { name: row.name, left: inWords(ctx, row.availableMilli, row.unit) }),
    )
  await tellKeepers(ctx, {
    words: 'inventory.alerts.notice',
    values: { name: first.name, others: rows.length - 1, standing: first.now },
    href: '/stock',
    key: `inventory.short ${ctx.now.toISOString()} ${first.variantId}`,
    text: [ctx.t('inventory.alerts.title'), ...lines, ...moreThanNamed(ctx, rows)].join('\n'),
  })
}

const moreThanNamed = (ctx: Ctx, { length }: readonly unknown[]): string[] =>
  length > mostNamed ? [ctx.t('inventory.alerts.more', { count: length - mostNamed })] : []

/** Every day: lots that expire soon, each told once, and when to order more of what follows its demand. */
export const watchDays = job({
  name: 'inventory.watch-days',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async run(ctx) {
    await tellExpiring(ctx)
    await followDemand(ctx)
  },
})

async function tellExpiring(ctx: Ctx): Promise<void> {
  const { expiringDays } = await settingOf(ctx)
  const today = dayIn(ctx.zone, ctx.now)
  const lots = await store.expiring(ctx, addDays(today, expiringDays))
  const [first] = lots
  if (!first) return
  const lines = lots
    .slice(0, mostNamed)
    .map(({ name, code, expiresOn, unit, onHandMilli }) =>
      ctx.t('inventory.alerts.line_expiring', { name, code, day: dayInWords(ctx, expiresOn), left: inWords(ctx, onHandMilli, unit) }),
    )
  await store.setTold(
    ctx,
    lots.map(({ id }) => id),
  )
  await tellKeepers(ctx, {
    words: 'inventory.alerts.expiring_notice',
    values: { name: first.name, others: lots.length - 1, day: dayInWords(ctx, first.expiresOn) },
    href: '/stock?show=expiring',
    key: `inventory.expiring ${today} ${first.id}`,
    text: [ctx.t('inventory.alerts.expiring_title'), ...lines, ...moreThanNamed(ctx, lots)].join('\n'),
  })
}

/** What counts as lately, and for how many days one orders beyond the point. */
const lookBackDays = 56
const coverDays = 7

/** Whole days of the shop, so today's does not count until it is over; days without a sale count as such. */
async function followDemand(ctx: Ctx): Promise<void> {
  const today = dayIn(ctx.zone, ctx.now)
  const [since, until] = [startOfDay(ctx.zone, addDays(today, -lookBackDays)), startOfDay(ctx.zone, today)]
  const rows = (await store.sold(ctx, { since, until }, ctx.zone)).flatMap(({ variantId, leadDays, isWhole, days }) => {
    if (!days) return []
    const { perDay, deviation } = demandOf([...days, ...Array.from({ length: lookBackDays - days.length }, () => 0)])
    const point = reorderPoint({ perDay, deviation, leadDays, leadDeviation: 0, z: usualZ })
    const rounded = (milli: number): number => (isWhole ? Math.ceil(milli / 1000) * 1000 : Math.ceil(milli))
    return [{ variantId, reorderPointMilli: rounded(point), reorderUpToMilli: rounded(point + perDay * coverDays) }]
  })
  if (rows.length === 0) return
  await store.setReorder(ctx, rows)
  await ctx.emit(stockChanged, { variantIds: rows.map(({ variantId }) => variantId) })
}
