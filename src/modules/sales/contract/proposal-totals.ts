import { scaled, split, sum } from '#kernel/contract/shares.ts'
import { taxOf } from '#kernel/contract/taxes.ts'
import type { Discount, ProposalLine, Totals } from '#sales/contract/proposal.ts'

/** What a proposal comes to. Pure and safe for the browser: what is typed is counted as it will be sent. */

export type CountedLine = Pick<ProposalLine, 'kind' | 'quantityMilli' | 'unitPriceMinor' | 'discount' | 'taxBasisPoints'>
export type Counted = { lines: readonly CountedLine[]; discount: Discount | null; includesTax: boolean }

/** What is taken off an amount; never more than all of it. */
export const discountOf = (discount: Discount | null, amountMinor: number): number => {
  if (discount === null) return 0
  if (discount.kind === 'percent') return scaled(amountMinor, discount.basisPoints, 10_000)
  return Math.min(discount.amountMinor, amountMinor)
}

/**
 * Each line is quantity times price, rounded once, less its own discount. The discount of everything is split over the
 * lines before any tax, by largest remainder. Taxes are counted per rate and rounded once, never per line. All in minor
 * units. Throws RangeError beyond 2^53.
 */
export function totalsOf({ lines, discount, includesTax }: Counted): Totals {
  const counted = lines.map((line) => {
    const grossMinor = line.kind === 'heading' ? 0 : scaled(line.unitPriceMinor, line.quantityMilli, 1000)
    const discountMinor = line.kind === 'heading' ? 0 : discountOf(line.discount, grossMinor)
    return { grossMinor, discountMinor, totalMinor: grossMinor - discountMinor }
  })
  const subtotalMinor = sum(counted.map(({ totalMinor }) => totalMinor))
  const discountMinor = discountOf(discount, subtotalMinor)
  const shares = split(
    discountMinor,
    counted.map(({ totalMinor }) => totalMinor),
  )
  const baseByRate = new Map<number, number>()
  for (const [i, { kind, taxBasisPoints }] of lines.entries()) {
    if (kind === 'heading') continue
    baseByRate.set(taxBasisPoints, (baseByRate.get(taxBasisPoints) ?? 0) + (counted[i]?.totalMinor ?? 0) - (shares[i] ?? 0))
  }
  const taxes = [...baseByRate].toSorted(([a], [b]) => a - b).map(([basisPoints, base]) => taxOf(basisPoints, base, includesTax))
  const [netMinor, taxMinor] = [sum(taxes.map((one) => one.netMinor)), sum(taxes.map((one) => one.taxMinor))]
  return {
    lines: withSubtotals(lines, counted),
    subtotalMinor,
    discountMinor,
    taxes,
    netMinor,
    taxMinor,
    totalMinor: sum([netMinor, taxMinor]),
  }
}

/** A heading shows what the lines below it come to, up to the next heading. */
function withSubtotals(lines: readonly CountedLine[], counted: Totals['lines']): Totals['lines'] {
  let heading: Totals['lines'][number] | undefined
  return counted.map((one, i) => {
    if (lines[i]?.kind === 'heading') return (heading = { ...one })
    if (heading) heading.totalMinor += one.totalMinor
    return one
  })
}

/** Where a discount is more than what it is taken from: the place of the line from 1, 0 for that of everything. */
export function tooLargeDiscount({ lines, discount }: Pick<Counted, 'lines' | 'discount'>): number | null {
  let subtotal = 0
  for (const [i, line] of lines.entries()) {
    if (line.kind === 'heading') continue
    const gross = scaled(line.unitPriceMinor, line.quantityMilli, 1000)
    if (line.discount?.kind === 'amount' && line.discount.amountMinor > gross) return i + 1
    subtotal += gross - discountOf(line.discount, gross)
  }
  return discount?.kind === 'amount' && discount.amountMinor > subtotal ? 0 : null
}

/** Basis points of what the discount of everything takes off, whatever it was written as. */
export const discountBasisPoints = ({ subtotalMinor, discountMinor }: Totals): number =>
  subtotalMinor === 0 ? 0 : scaled(discountMinor, 10_000, subtotalMinor)
