/**
 * A line of a bill beside what was ordered and what came; thousandths of the supplier's unit, prices of one of them.
 * `receivedMilli` is less what went back, `billedBeforeMilli` what other bills say already.
 */
export type MatchLine = {
  lineId: string
  receivedMilli: number
  billedBeforeMilli: number
  billedMilli: number
  orderPriceMinor: number
  billPriceMinor: number
}

export type Tolerance = { quantityBasisPoints: number; priceBasisPoints: number }

/** `quantity`: more is billed than came. `price`: dearer or cheaper than it was ordered at. */
export type Difference = { lineId: string; kind: 'quantity' | 'price'; expected: number; found: number }

/** What an order, its receipts and a bill disagree about, beyond what is tolerated; less billed than came is no difference. */
export function differencesOf(lines: readonly MatchLine[], tolerance: Tolerance): Difference[] {
  return lines.flatMap((line): Difference[] => {
    const billed = line.billedBeforeMilli + line.billedMilli
    const isMore = BigInt(billed) * 10_000n > BigInt(line.receivedMilli) * BigInt(10_000 + tolerance.quantityBasisPoints)
    const apart = Math.abs(line.billPriceMinor - line.orderPriceMinor)
    const isOther = BigInt(apart) * 10_000n > BigInt(line.orderPriceMinor) * BigInt(tolerance.priceBasisPoints)
    return [
      ...(isMore ? [{ lineId: line.lineId, kind: 'quantity' as const, expected: line.receivedMilli, found: billed }] : []),
      ...(isOther ? [{ lineId: line.lineId, kind: 'price' as const, expected: line.orderPriceMinor, found: line.billPriceMinor }] : []),
    ]
  })
}
