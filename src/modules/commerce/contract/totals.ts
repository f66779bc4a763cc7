import { scaled, split, sum } from '#kernel/contract/shares.ts'
import { taxOf } from '#kernel/contract/taxes.ts'
import type { Discounts } from '#commerce/contract/priced-line.ts'
import type { TaxKind } from '#commerce/contract/quantity.ts'
import type { AppliedDiscount } from '#commerce/contract/quote.ts'
import type { z } from 'zod'

/** What a basket comes to. Pure and safe for the browser: a screen counts what the server will. All in minor units. */

type Discount = z.infer<typeof AppliedDiscount>
type Taxation = { taxKind: TaxKind; taxBasisPoints: number }

/** `parts`: what a combo is made of, with what each would cost by itself; their taxes are those of the combo. */
export type CountedLine = Taxation & { grossMinor: number; parts?: readonly (Taxation & { weightMinor: number })[] }
export type Counted = {
  lines: readonly CountedLine[]
  discounts: Pick<Discounts, 'byLine' | 'order' | 'delivery'>
  deliveryMinor: number
  includesTax: boolean
}

export type CountedTax = { kind: TaxKind; basisPoints: number; netMinor: number; taxMinor: number }
export type Totals = {
  /** `partMinors`: what of the line each part is, in their order; they add up to it. */
  lines: { discounts: Discount[]; totalMinor: number; partMinors: number[] }[]
  delivery: Discount[]
  subtotalMinor: number
  discountMinor: number
  deliveryMinor: number
  deliveryDiscountMinor: number
  taxes: CountedTax[]
  netMinor: number
  taxMinor: number
  totalMinor: number
}

/** Price and modifiers times quantity, rounded once; what is left out of a product never makes it cost less than nothing. */
export const grossOf = (unitPriceMinor: number, modifiersMinor: number, quantityMilli: number): number =>
  scaled(Math.max(0, sum([unitPriceMinor, modifiersMinor])), quantityMilli, 1000)

/**
 * Discounts of lines first, then those of the order one after the other, each split over what is left of its lines by
 * largest remainder, then taxes per kind and rate, rounded once. Throws RangeError beyond 2^53.
 */
export function totalsOf({ lines, discounts, deliveryMinor, includesTax }: Counted): Totals {
  const left = lines.map(({ grossMinor }) => grossMinor)
  const taken = lines.map((): Discount[] => [])
  const take = (i: number, { promotionId, name }: Discount, amountMinor: number): void => {
    const amount = Math.min(amountMinor, left[i] ?? 0)
    if (amount <= 0) return
    left[i] = (left[i] ?? 0) - amount
    taken[i]?.push({ promotionId, name, amountMinor: amount })
  }
  for (const [i, ofLine] of discounts.byLine.entries()) for (const one of ofLine) take(i, one, one.amountMinor)
  for (const one of discounts.order) {
    const weights = left.map((minor, i) => (one.lines === null || one.lines.includes(i) ? minor : 0))
    const amount = Math.min(one.amountMinor, sum(weights))
    for (const [i, share] of split(amount, weights).entries()) take(i, one, share)
  }
  const delivery = offDelivery(discounts.delivery, deliveryMinor)
  const deliveryDiscountMinor = sum(delivery.map(({ amountMinor }) => amountMinor))
  const counted = lines.map((line, i) => ({
    discounts: taken[i] ?? [],
    totalMinor: left[i] ?? 0,
    partMinors: partsOf(line, left[i] ?? 0),
  }))
  const taxes = taxesOf(lines, counted, deliveryMinor - deliveryDiscountMinor, includesTax)
  const subtotalMinor = sum(lines.map(({ grossMinor }) => grossMinor))
  const netMinor = sum(taxes.map((one) => one.netMinor))
  const taxMinor = sum(taxes.map((one) => one.taxMinor))
  return {
    lines: counted,
    delivery,
    subtotalMinor,
    discountMinor: subtotalMinor - sum(left),
    deliveryMinor,
    deliveryDiscountMinor,
    taxes,
    netMinor,
    taxMinor,
    totalMinor: sum([netMinor, taxMinor]),
  }
}

function offDelivery(discounts: readonly Discount[], deliveryMinor: number): Discount[] {
  let left = deliveryMinor
  return discounts.flatMap((one) => {
    const amountMinor = Math.min(one.amountMinor, left)
    left -= amountMinor
    return amountMinor > 0 ? [{ ...one, amountMinor }] : []
  })
}

/** Of a combo whose parts nobody sells by themselves the whole is of the first one: `split` without weights. */
const partsOf = ({ parts = [] }: CountedLine, totalMinor: number): number[] =>
  split(
    totalMinor,
    parts.map(({ weightMinor }) => weightMinor),
  )

const kinds: readonly TaxKind[] = ['taxed', 'exempt', 'untaxed']

/** What is brought along is taxed as what it brings: the delivery is split over the kinds and rates of the goods. */
function taxesOf(lines: readonly CountedLine[], counted: Totals['lines'], deliveryMinor: number, includesTax: boolean): CountedTax[] {
  const bases = new Map<string, { kind: TaxKind; basisPoints: number; amountMinor: number }>()
  const add = ({ taxKind: kind, taxBasisPoints: basisPoints }: Taxation, amountMinor: number): void => {
    const key = `${kind} ${basisPoints}`
    bases.set(key, { kind, basisPoints, amountMinor: (bases.get(key)?.amountMinor ?? 0) + amountMinor })
  }
  for (const [i, line] of lines.entries()) {
    const parts = line.parts ?? []
    if (parts.length === 0) add(line, counted[i]?.totalMinor ?? 0)
    for (const [n, part] of parts.entries()) add(part, counted[i]?.partMinors[n] ?? 0)
  }
  const sorted = [...bases.values()].toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.basisPoints - b.basisPoints)
  const shares = split(
    deliveryMinor,
    sorted.map(({ amountMinor }) => amountMinor),
  )
  return sorted.map(({ kind, basisPoints, amountMinor }, i) => ({
    kind,
    ...taxOf(basisPoints, amountMinor + (shares[i] ?? 0), includesTax),
  }))
}
