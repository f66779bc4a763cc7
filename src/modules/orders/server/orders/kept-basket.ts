import { scaled } from '#kernel/contract/shares.ts'
import type { OrderLine } from '#orders/contract/order.ts'

type Line = Pick<OrderLine, 'id' | 'quantityMilli' | 'returnedMilli' | 'totalMinor' | 'discounts'>

/** What was paid for what came back of a line, as the discounts of the order were split over it. Exact over any number of returns. */
export const returnedMinorOf = ({ totalMinor, returnedMilli, quantityMilli }: Line): number =>
  scaled(totalMinor, returnedMilli, quantityMilli)

/** By the stored split: what is worth more now, line by line, than had come back before. */
export const splitValue = (before: readonly Line[], after: readonly Line[]): number =>
  after.reduce((sum, line, i) => sum + returnedMinorOf(line) - returnedMinorOf(before[i] ?? line), 0)

/**
 * Whether what is kept would cost something else by itself: a promotion that counts several units, or from an amount on,
 * took something off. Of two for the price of one, the one that is kept is not half price.
 */
export const hangsTogether = (lines: readonly Line[]): boolean => lines.some(({ discounts }) => discounts.length > 0)

/**
 * What goes back when the rest is worth `keptMinor` by itself: what was paid for all of it less that, and what went back
 * before. Never more than the stored split says, and never less than nothing.
 */
export const keptValue = (sums: { goodsMinor: number; keptMinor: number; returnedBeforeMinor: number; splitMinor: number }): number =>
  Math.max(0, Math.min(sums.splitMinor, sums.goodsMinor - sums.returnedBeforeMinor - sums.keptMinor))
