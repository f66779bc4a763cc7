import { scaled } from '#kernel/contract/shares.ts'
import type { PricedBasket, PricedLine } from '#commerce/contract/priced-line.ts'
import { isWhole, type TaxKind } from '#commerce/contract/quantity.ts'
import type { Basket, BasketLine, QuotedLine } from '#commerce/contract/quote.ts'
import { type CountedLine, grossOf } from '#commerce/contract/totals.ts'
import { isOnSale } from '#commerce/server/catalogue/sale-hours.ts'
import * as problems from '#commerce/server/quotes/problems.ts'
import { type Candidate, choose } from '#commerce/server/prices/choice.ts'
import type { Modifier, Ware } from '#commerce/server/quotes/wares.store.ts'

/** What is known before a basket is priced. `lists`: those that are for whom is asked, in the order in which they count. */
export type Shelf = {
  brand: { id: string; zone: string; currency: string }
  currency: string
  at: string
  wares: readonly Ware[]
  modifiers: readonly Modifier[]
  lists: readonly Candidate[]
  /** Places of lines that somebody was promised: sold out, archived or at another hour, they are still theirs. */
  promised?: ReadonlySet<number>
  agreed?: Agreed
  /** When it is wanted for, if that is later than `at`. */
  servedAt?: string
}

/** What some lines, by their place, come to because somebody agreed on it, all of the line; the quote is then of its kind. */
export type Agreed = { includesTax: boolean; minorByPlace: ReadonlyMap<number, number> }

type PricedParts = { part: Omit<NonNullable<QuotedLine['parts']>[number], 'totalMinor'>; weightMinor: number }[]
export type LineAtHand = {
  priced: PricedLine
  /** What the quote says of it beside what discounts and totals make of it. */
  shown: Omit<QuotedLine, 'discounts' | 'totalMinor' | 'parts'>
  parts: PricedParts
}
export type PricedShelf = { basket: PricedBasket; priceListId: string; lines: LineAtHand[] }

/** Chooses the price of each line and refuses what cannot be sold. Pure; throws problems that name the line (from 1) and the product. */
export function price(basket: Basket, shelf: Shelf): PricedShelf {
  const wareById = new Map(shelf.wares.map((ware) => [ware.id, ware]))
  const asked = basket.lines.map((line, i) => ({ line, no: i + 1, ware: sellable(line, i + 1, wareById, shelf) }))
  const quantityByVariant = new Map<string, number>()
  for (const { line } of asked) quantityByVariant.set(line.variantId, (quantityByVariant.get(line.variantId) ?? 0) + line.quantityMilli)
  const priced = asked.map((one, place) => {
    const agreed = shelf.agreed?.minorByPlace.get(place)
    // Two lines of one thing, the one without onions, are that much of it together.
    const chosen = choose(one.ware.prices, shelf.lists, quantityByVariant.get(one.line.variantId) ?? one.line.quantityMilli)
    if (!chosen && agreed === undefined) throw problems.priceMissing({ line: one.no, name: nameOf(one.ware), currency: shelf.currency })
    return { ...one, chosen, agreed }
  })
  const list = (shelf.lists.find(({ id }) => priced.some(({ chosen }) => chosen?.listId === id)) ?? shelf.lists[0]) as Candidate
  const includesTax = shelf.agreed?.includesTax ?? list.includesTax
  const inKind = (ware: Taxation, listId: string, minor: number): number => asKind(minor, ware, isWithTax(shelf.lists, listId), includesTax)
  const pricesModifiers = shelf.lists.find(({ audience }) => audience === 'everybody') ?? list
  const lines = priced.map(({ line, no, ware, chosen, agreed }): LineAtHand => {
    const chosenModifiers = modifiersOf(line, no, ware, shelf).map((one) => ({
      ...one,
      priceMinor: inKind(ware, pricesModifiers.id, one.priceMinor),
    }))
    const modifiersMinor = chosenModifiers.reduce((all, { priceMinor }) => all + priceMinor, 0)
    const agreedUnit = agreed === undefined ? 0 : scaled(agreed, 1_000, line.quantityMilli)
    const listPriceMinor = chosen ? inKind(ware, chosen.listId, chosen.listPriceMinor) : agreedUnit
    const unitPriceMinor = agreed === undefined && chosen ? inKind(ware, chosen.listId, chosen.unitPriceMinor) : agreedUnit
    const grossMinor = agreed ?? grossOf(unitPriceMinor, modifiersMinor, line.quantityMilli)
    const { taxKind, taxBasisPoints, unit, kind, labels, productId } = ware
    const same = { variantId: ware.id, productId, unit, quantityMilli: line.quantityMilli, listPriceMinor, unitPriceMinor, grossMinor }
    return {
      priced: {
        ...same,
        kind,
        labels,
        modifiersMinor,
        taxKind,
        taxBasisPoints,
        categoryIds: ware.categories.map(({ id }) => id),
      },
      shown: {
        ...same,
        taxKind,
        taxBasisPoints,
        note: line.note,
        categoryId: ware.categories[0]?.id ?? null,
        name: nameOf(ware),
        sku: ware.sku,
        modifiers: chosenModifiers.map(({ id, name, priceMinor, variantId }) => ({ id, name, priceMinor, variantId })),
        costMinor: ware.costCurrency === shelf.currency ? ware.costMinor : null,
        station: ware.station,
      },
      parts: partsOf(ware, wareById, shelf, inKind),
    }
  })
  return {
    priceListId: list.id,
    lines,
    basket: {
      brandId: basket.brandId,
      contactId: basket.contactId,
      door: basket.door,
      fulfilment: basket.fulfilment,
      currency: shelf.currency,
      includesTax,
      at: shelf.servedAt ?? shelf.at,
      zone: shelf.brand.zone,
      couponCodes: basket.couponCodes,
      lines: lines.map(({ priced: one }) => one),
      deliveryMinor: basket.deliveryFeeMinor,
    },
  }
}

export const nameOf = ({ productName, variantName }: Pick<Ware, 'productName' | 'variantName'>): string =>
  variantName === '' ? productName : `${productName} (${variantName})`

/** As `totalsOf` counts it. */
export const countedLine = ({ priced, parts }: LineAtHand): CountedLine => ({
  grossMinor: priced.grossMinor,
  taxKind: priced.taxKind,
  taxBasisPoints: priced.taxBasisPoints,
  parts: parts.map(({ part, weightMinor }) => ({ taxKind: part.taxKind, taxBasisPoints: part.taxBasisPoints, weightMinor })),
})

function sellable(line: BasketLine, no: number, wareById: ReadonlyMap<string, Ware>, { brand, at, servedAt, promised }: Shelf): Ware {
  const ware = wareById.get(line.variantId)
  if (!ware) throw problems.variantUnknown({ line: no })
  if (promised?.has(no - 1)) return ware
  const about = { line: no, name: nameOf(ware) }
  if (ware.isArchived) throw problems.variantArchived(about)
  const elsewhere = [ware.brandIds, ...ware.categories.map(({ brandIds }) => brandIds)].some(
    (ids) => ids !== null && !ids.includes(brand.id),
  )
  if (elsewhere) throw problems.variantOfOtherBrand(about)
  if (!ware.isAvailable) throw problems.variantSoldOut({ ...about, part: about.name, isPart: 'no' })
  for (const { variantId } of ware.components) {
    const part = wareById.get(variantId)
    if (!part || part.isArchived || !part.isAvailable)
      throw problems.variantSoldOut({ ...about, part: part ? nameOf(part) : '', isPart: 'yes' })
  }
  if (!isOnSale(ware.hours, brand.zone, servedAt ?? at)) throw problems.variantNotNow(about)
  if (isWhole(ware.unit) && line.quantityMilli % 1000 !== 0) throw problems.quantityNotWhole(about)
  return ware
}

/** Each as often as it is asked for. What they add is said once, in the brand's currency and beside what everybody pays. */
function modifiersOf(line: BasketLine, no: number, ware: Ware, { modifiers: known, promised, brand, currency }: Shelf): Modifier[] {
  const about = { line: no, name: nameOf(ware) }
  const chosen = line.modifierIds.map((id) => {
    const modifier = known.find((one) => one.id === id)
    if (modifier && promised?.has(no - 1)) return modifier
    if (!modifier || modifier.isArchived || !ware.groups.some((group) => group.id === modifier.groupId))
      throw problems.modifierUnknown({ ...about, modifier: modifier?.name ?? 'none' })
    if (!modifier.isAvailable) throw problems.modifierSoldOut({ ...about, modifier: modifier.name })
    if (modifier.priceMinor !== 0 && currency !== brand.currency)
      throw problems.modifierPriceMissing({ ...about, modifier: modifier.name, currency })
    return modifier
  })
  for (const { id, name: group, least, most } of promised?.has(no - 1) ? [] : ware.groups) {
    const count = chosen.filter(({ groupId }) => groupId === id).length
    if (count < least) throw problems.modifiersTooFew({ ...about, group, least })
    if (count > most) throw problems.modifiersTooMany({ ...about, group, most })
  }
  return chosen
}

/** What the components of a combo would cost by themselves. Of those that nobody sells alone, nothing is known: none then. */
function partsOf(
  ware: Ware,
  wareById: ReadonlyMap<string, Ware>,
  { lists }: Shelf,
  inKind: (ware: Taxation, listId: string, minor: number) => number,
): PricedParts {
  const parts = ware.components.flatMap(({ variantId, quantityMilli }) => {
    const part = wareById.get(variantId)
    if (!part) return []
    const chosen = choose(part.prices, lists, quantityMilli)
    const weightMinor = chosen ? scaled(inKind(part, chosen.listId, chosen.unitPriceMinor), quantityMilli, 1000) : 0
    const { taxKind, taxBasisPoints } = part
    return [{ part: { variantId, name: nameOf(part), quantityMilli, taxKind, taxBasisPoints }, weightMinor }]
  })
  return parts.some(({ weightMinor }) => weightMinor > 0) ? parts : []
}

type Taxation = { taxKind: TaxKind; taxBasisPoints: number }
const isWithTax = (lists: readonly Candidate[], id: string): boolean => lists.find((one) => one.id === id)?.includesTax ?? true

/** A price with taxes beside prices without them: one quote is of one kind, that of the list that counts most. */
export function asKind(minor: number, { taxBasisPoints }: Taxation, hasTax: boolean, wantsTax: boolean): number {
  if (hasTax === wantsTax) return minor
  return hasTax ? scaled(minor, 10_000, 10_000 + taxBasisPoints) : scaled(minor, 10_000 + taxBasisPoints, 10_000)
}
