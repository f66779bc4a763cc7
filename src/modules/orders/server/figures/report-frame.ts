import type { Ctx } from '#kernel/ctx.ts'
import type { ReportColumn, ReportQuery } from '#kernel/module.ts'
import { brands, people } from '#identity/server/public.ts'
import { categoryNames, variantsForSale } from '#commerce/server/public.ts'
import { daysOfPeriod, stretchesOf } from '#orders/server/figures/days.ts'
import type { Asked } from '#orders/server/figures/figures.store.ts'
import { openDays } from '#orders/server/figures/sales-days.ts'

export const column = (key: string, unit: ReportColumn['unit']): ReportColumn => ({ key, unit })

/** A share of nothing is nothing. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** Which days are meant, and which of them have to be read from their orders. */
export async function askedOf(ctx: Ctx, query: Pick<ReportQuery, 'from' | 'to' | 'brandId'>): Promise<Asked> {
  const { from, before } = daysOfPeriod({ ...query, zone: ctx.zone })
  return { from, before, open: stretchesOf(await openDays(ctx, from, before), ctx.zone), brandId: query.brandId }
}

type Named = 'brand' | 'agent' | 'variant' | 'category'

/** How rows of a group are called. Doors, steps and days have words of their own. */
export async function namesOf(ctx: Ctx, group: string, keys: readonly string[]): Promise<(key: string) => string> {
  const ids = [...new Set(keys)].filter((key) => key !== '')
  const worded: Record<string, (key: string) => string> = {
    door: (key) => ctx.t(`orders.doors.${key}`),
    fulfilment: (key) => ctx.t(`orders.fulfilments.${key}`),
    hour: (key) => `${key}:00`,
    weekday: (key) => ctx.t(`orders.reports.weekdays.d${key}`),
    day: (key) => key,
    month: (key) => key,
  }
  const words = worded[group]
  if (words) return words
  const known = await knownOf(ctx, group as Named, ids)
  return (key) => known.get(key) ?? ctx.t(`orders.reports.no_${group}`)
}

async function knownOf(ctx: Ctx, group: Named, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (group === 'category') return categoryNames(ctx, ids)
  const named = group === 'brand' ? await brands(ctx) : group === 'agent' ? await people(ctx, ids) : await variantsForSale(ctx, ids)
  return new Map(named.map(({ id, name }) => [id, name]))
}
