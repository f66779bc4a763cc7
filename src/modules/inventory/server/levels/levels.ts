import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import { scaled } from '#kernel/contract/shares.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ListStock, LotLevel, StockLevel, StockRow } from '#inventory/contract/level.ts'
import type { Valuation } from '#inventory/contract/valuation.ts'
import * as itemStore from '#inventory/server/items/items.store.ts'
import { patternsOf } from '#inventory/server/items/item-words.ts'
import * as store from '#inventory/server/levels/levels.store.ts'
import { itemNotFound } from '#inventory/server/problems.ts'
import { settingOf } from '#inventory/server/settings/settings.ts'

/** How much there is at each place of ours; variants that are not counted are absent. */
export const levelsOf = (ctx: Ctx, variantIds: readonly string[]): Promise<StockLevel[]> => store.ofVariants(ctx, [...new Set(variantIds)])

/** What a variant costs now: by what is there, or by what was paid last. Variants that are not counted are absent. */
export async function costOf(ctx: Ctx, variantIds: readonly string[]): Promise<Valuation[]> {
  const rows = await store.worths(ctx, [...new Set(variantIds)])
  return rows.map(({ lastPaidMinor, lastPaidMilli, ...row }) => ({
    ...row,
    unitCostMinor:
      row.quantityMilli > 0
        ? scaled(row.valueMinor, 1000, row.quantityMilli)
        : lastPaidMinor === null || lastPaidMilli === null
          ? null
          : scaled(lastPaidMinor, 1000, lastPaidMilli),
  }))
}

export async function list(ctx: Ctx, { search, ...input }: ListStock): Promise<Page<StockRow>> {
  const patterns = search ? patternsOf(search) : null
  const conditions = [
    ...(patterns ? [store.called(patterns)] : []),
    ...(input.categoryId ? [store.inCategory(input.categoryId)] : []),
    ...(input.locationId ? [store.at(input.locationId)] : []),
    ...(input.show === 'low' || input.show === 'out' ? [store.stands(input.show)] : []),
    ...(input.show === 'negative' ? [store.negative] : []),
    ...(input.show === 'expiring' ? [store.expiringBy(addDays(dayIn(ctx.zone, ctx.now), (await settingOf(ctx)).expiringDays))] : []),
  ]
  const { items, next } = await store.page(ctx, input, conditions)
  return { items: items.map((row) => shown(ctx, row)), next }
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<StockRow & { lots: LotLevel[] }> {
  const [item] = await itemStore.find(ctx, [id])
  if (!item) throw itemNotFound()
  const [levels, [worth], lots] = [await store.ofVariants(ctx, [id]), await store.worths(ctx, [id]), await store.lots(ctx, id)]
  const expiresOn = lots.find((lot) => lot.expiresOn !== null)?.expiresOn ?? null
  const places = levels.map(({ variantId: _variant, ...level }) => level)
  return { ...shown(ctx, { ...item, levels: places, expiresOn, valueMinor: worth?.valueMinor ?? 0 }), lots }
}

function shown(ctx: Ctx, { levels, valueMinor, ...row }: store.ListedRow & { nameKey?: unknown }): StockRow {
  const { nameKey: _key, ...item } = row
  const at = (levels ?? []).map(({ locationId, onHandMilli, reservedMilli, incomingMilli, shortMilli }) => ({
    locationId,
    onHandMilli,
    reservedMilli,
    incomingMilli,
    shortMilli,
  }))
  const sum = (field: 'onHandMilli' | 'reservedMilli' | 'incomingMilli'): number => at.reduce((all, one) => all + one[field], 0)
  return {
    ...item,
    onHandMilli: sum('onHandMilli'),
    reservedMilli: sum('reservedMilli'),
    incomingMilli: sum('incomingMilli'),
    availableMilli: sum('onHandMilli') - sum('reservedMilli'),
    valueMinor: ctx.can(canReadCosts) ? valueMinor : null,
    levels: at,
  }
}
