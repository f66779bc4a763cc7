import { scaled, split } from '#kernel/contract/shares.ts'
import type { PricedBasket, PricedLine } from '#commerce/contract/priced-line.ts'
import type { Goods } from '#commerce/contract/promotion.ts'

/**
 * Some of a line that is alike. `units` are whole pieces; null: weighed or measured, which is never counted in units.
 * `valueMinor` is what these still cost, without what was asked for on top. What served a group serves no other.
 */
export type Slice = { place: number; units: number | null; milli: number; valueMinor: number; isConsumed: boolean }

/** A basket while promotions are applied. `leftMinor`: what each line still costs, all of it. */
export type Cart = { slices: Slice[]; leftMinor: number[]; deliveryMinor: number }

/** Taken off a slice. */
export type Off = { slice: Slice; offMinor: number }

/** What never changes while promotions are applied: the lines, and an order of them that does not depend on how they were said. */
export type Ground = { basket: PricedBasket; lines: readonly PricedLine[]; rankByPlace: readonly number[] }

export function groundOf(basket: PricedBasket): Ground {
  const { lines } = basket
  const order = lines.map((_, place) => place).toSorted((one, other) => compare(lines[one], lines[other]) || one - other)
  const rankByPlace = Array.from<number>({ length: lines.length })
  order.forEach((place, rank) => (rankByPlace[place] = rank))
  return { basket, lines, rankByPlace }
}

function compare(one: PricedLine | undefined, other: PricedLine | undefined): number {
  if (!one || !other) return 0
  if (one.variantId !== other.variantId) return one.variantId < other.variantId ? -1 : 1
  return one.modifiersMinor - other.modifiersMinor || one.quantityMilli - other.quantityMilli || one.unitPriceMinor - other.unitPriceMinor
}

export const cartOf = ({ lines, basket }: Ground): Cart => ({
  slices: lines.map(sliceOf),
  leftMinor: lines.map(({ grossMinor }) => grossMinor),
  deliveryMinor: basket.deliveryMinor,
})

function sliceOf(line: PricedLine, place: number): Slice {
  const extras = scaled(Math.max(0, line.modifiersMinor), line.quantityMilli, 1000)
  const isCounted = (line.unit === 'piece' || line.unit === 'pack') && line.quantityMilli % 1000 === 0
  return {
    place,
    units: isCounted ? line.quantityMilli / 1000 : null,
    milli: line.quantityMilli,
    valueMinor: Math.max(0, line.grossMinor - extras),
    isConsumed: false,
  }
}

export const copyOf = ({ slices, leftMinor, deliveryMinor }: Cart): Cart => ({
  slices: slices.map((slice) => ({ ...slice })),
  leftMinor: [...leftMinor],
  deliveryMinor,
})

/** Takes so many units out of a slice, as a slice of their own; the slice itself when it is all of it. */
export function detach(cart: Cart, slice: Slice, units: number): Slice {
  const all = slice.units ?? 0
  if (units >= all) return slice
  const [value = 0, rest = 0] = split(slice.valueMinor, [units, all - units])
  const part: Slice = { ...slice, units, milli: units * 1000, valueMinor: value }
  slice.units = all - units
  slice.milli -= units * 1000
  slice.valueMinor = rest
  cart.slices.push(part)
  return part
}

export function take(cart: Cart, { slice, offMinor }: Off): void {
  slice.valueMinor -= offMinor
  cart.leftMinor[slice.place] = (cart.leftMinor[slice.place] ?? 0) - offMinor
}

export function isAmong(line: PricedLine, { productIds, variantIds, categoryIds, labels }: Goods): boolean {
  if (productIds.length + variantIds.length + categoryIds.length + labels.length === 0) return true
  return (
    productIds.includes(line.productId) ||
    variantIds.includes(line.variantId) ||
    line.categoryIds.some((id) => categoryIds.includes(id)) ||
    line.labels.some((label) => labels.includes(label))
  )
}

/** A price for the quantity, or of a list for less, has been given already. */
export const isReduced = (line: PricedLine): boolean => line.unitPriceMinor < line.listPriceMinor

/** Which places of a basket a promotion may touch. */
export type Reach = (place: number, goods: Goods) => boolean

/** What is still to be had of these goods, in an order that does not depend on how the basket was said. */
export const openSlices = (ground: Ground, cart: Cart, reach: Reach, goods: Goods): Slice[] =>
  cart.slices
    .filter((slice) => !slice.isConsumed && slice.valueMinor > 0 && reach(slice.place, goods))
    .toSorted((one, other) => rankOf(ground, one) - rankOf(ground, other))

/** Whole pieces among them, the dearest first. */
export const openUnits = (ground: Ground, cart: Cart, reach: Reach, goods: Goods): (Slice & { units: number })[] =>
  openSlices(ground, cart, reach, goods)
    .filter((slice): slice is Slice & { units: number } => slice.units !== null)
    .toSorted((one, other) => byUnitValue(other, one))

const rankOf = (ground: Ground, { place }: Slice): number => ground.rankByPlace[place] ?? 0

function byUnitValue(one: Slice & { units: number }, other: Slice & { units: number }): number {
  const [left, right] = [BigInt(one.valueMinor) * BigInt(other.units), BigInt(other.valueMinor) * BigInt(one.units)]
  return left < right ? -1 : left > right ? 1 : 0
}
