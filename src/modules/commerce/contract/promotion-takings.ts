import { scaled, split } from '#kernel/contract/shares.ts'
import {
  detach,
  openSlices,
  openUnits,
  type Cart,
  type Ground,
  type Off,
  type Reach,
  type Slice,
} from '#commerce/contract/promotion-cart.ts'
import type { Goods, PromotionRule } from '#commerce/contract/promotion.ts'

type ItemRule = Exclude<PromotionRule, { kind: 'order_percent' | 'order_amount' | 'delivery' }>

/**
 * What a rule about items would take off a cart. The cart is cut into what served the rule and what did not; nothing is
 * taken off yet, so that a cap can still lower it.
 */
export function takings(ground: Ground, cart: Cart, reach: Reach, rule: ItemRule): Off[] {
  switch (rule.kind) {
    case 'n_for_m':
      return grouped(ground, cart, reach, { ...rule, size: rule.take, reduced: rule.take - rule.pay, basisPoints: 10_000 })
    case 'nth_unit':
      return grouped(ground, cart, reach, { ...rule, size: rule.nth, reduced: 1, free: 'per_group' })
    case 'percent':
      return byLine(openSlices(ground, cart, reach, rule.goods)).flatMap((slices) =>
        spread(scaled(sum(slices), rule.basisPoints, 10_000), slices),
      )
    case 'amount':
      return rule.per === 'all'
        ? once(openSlices(ground, cart, reach, rule.goods), rule.amountMinor)
        : openSlices(ground, cart, reach, rule.goods).map((slice) => ({
            slice,
            offMinor: Math.min(slice.valueMinor, scaled(rule.amountMinor, slice.milli, 1000)),
          }))
    case 'price':
      return openSlices(ground, cart, reach, rule.goods).map((slice) => ({
        slice,
        offMinor: Math.max(0, slice.valueMinor - scaled(rule.priceMinor, slice.milli, 1000)),
      }))
    case 'combo':
      return combined(ground, cart, reach, rule)
  }
}

const sum = (slices: readonly Slice[]): number => slices.reduce((all, { valueMinor }) => all + valueMinor, 0)

const spread = (total: number, slices: readonly Slice[]): Off[] =>
  split(
    total,
    slices.map(({ valueMinor }) => valueMinor),
  ).map((offMinor, i) => ({ slice: slices[i] as Slice, offMinor }))

const once = (slices: readonly Slice[], amountMinor: number): Off[] => spread(Math.min(amountMinor, sum(slices)), slices)

/** A percent of a line is rounded once, however many parts of it there are. */
function byLine(slices: readonly Slice[]): Slice[][] {
  const byPlace = new Map<number, Slice[]>()
  for (const slice of slices) byPlace.set(slice.place, [...(byPlace.get(slice.place) ?? []), slice])
  return [...byPlace.values()]
}

type Grouping = { size: number; reduced: number; basisPoints: number; free: 'per_group' | 'cheapest'; goods: Goods }

/**
 * Units in a row by price, the dearest first, in groups of `size` of which `reduced` are. A line is a run of places in that
 * row, so that a million units are counted as quickly as two.
 */
function grouped(ground: Ground, cart: Cart, reach: Reach, { size, reduced, basisPoints, free, goods }: Grouping): Off[] {
  const row = openUnits(ground, cart, reach, goods)
  const total = row.reduce((all, { units }) => all + units, 0)
  const groups = Math.floor(total / size)
  const paidInGroup = size - reduced
  const served = groups * size
  // How many of the first `n` places are reduced, and how many of them served a group at all.
  const reducedBefore = (n: number): number => {
    if (free === 'cheapest') return Math.max(0, n - (total - groups * reduced))
    const within = Math.min(n, served)
    return Math.floor(within / size) * reduced + Math.max(0, (within % size) - paidInGroup)
  }
  // The dearest are those that were paid; in between stand the ones that served nothing.
  const servedBefore = (n: number): number =>
    free === 'cheapest' ? Math.min(n, groups * paidInGroup) + reducedBefore(n) : Math.min(n, served)
  const offs: Off[] = []
  let begin = 0
  for (const slice of row) {
    const end = begin + slice.units
    const cheap = reducedBefore(end) - reducedBefore(begin)
    const paid = servedBefore(end) - servedBefore(begin) - cheap
    begin = end
    if (paid > 0) consume(detach(cart, slice, paid))
    if (cheap === 0) continue
    const part = detach(cart, slice, cheap)
    consume(part)
    offs.push({ slice: part, offMinor: scaled(part.valueMinor, basisPoints, 10_000) })
  }
  return offs
}

const consume = (slice: Slice): void => void (slice.isConsumed = true)

type Combo = Extract<PromotionRule, { kind: 'combo' }>

/**
 * Combos out of the dearest units, as many times as there are units for and it costs less. The price is split over the units
 * by what they cost. A part that fewer units are good enough for chooses first, so that another one does not take them away.
 */
function combined(ground: Ground, cart: Cart, reach: Reach, { parts, priceMinor }: Combo): Off[] {
  const offs: Off[] = []
  for (;;) {
    const rows = parts
      .map(({ quantity, goods }) => ({ quantity, row: openUnits(ground, cart, reach, goods) }))
      .toSorted((one, other) => countOf(one.row) - countOf(other.row))
    const unitsBySlice = new Map<Slice & { units: number }, number>()
    for (const { quantity, row } of rows) {
      let missing = quantity
      for (const slice of row) {
        const used = unitsBySlice.get(slice) ?? 0
        const units = Math.min(missing, slice.units - used)
        if (units > 0) unitsBySlice.set(slice, used + units)
        missing -= units
        if (missing === 0) break
      }
      if (missing > 0) return offs
    }
    const times = Math.min(...[...unitsBySlice].map(([slice, units]) => Math.floor(slice.units / units)))
    const taken = [...unitsBySlice].map(([slice, units]) => detach(cart, slice, units * times))
    const value = sum(taken)
    if (value <= priceMinor * times) return offs
    for (const slice of taken) consume(slice)
    const paid = split(
      priceMinor * times,
      taken.map(({ valueMinor }) => valueMinor),
    )
    offs.push(...taken.map((slice, i) => ({ slice, offMinor: slice.valueMinor - (paid[i] ?? 0) })))
  }
}

const countOf = (row: readonly { units: number }[]): number => row.reduce((all, { units }) => all + units, 0)
