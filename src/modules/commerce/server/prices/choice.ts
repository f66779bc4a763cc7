import type { Audience } from '#commerce/contract/price-list.ts'

/** Which of several prices counts. Pure. */

export type Candidate = { id: string; audience: Audience; priority: number; createdAt: string; includesTax: boolean }
/** A price of now, in a list, from a quantity on. */
export type Offer = { listId: string; leastMilli: number; amountMinor: number }
export type Chosen = { listId: string; listPriceMinor: number; unitPriceMinor: number }

const specificity: Record<Audience, number> = { customers: 0, segment: 1, brand: 2, door: 2, everybody: 3 }

/** A customer's before a segment's before a brand's or a door's before everybody's; then the higher priority, then the older one. */
export const inOrder = <C extends Pick<Candidate, 'id' | 'audience' | 'priority' | 'createdAt'>>(candidates: readonly C[]): C[] =>
  candidates.toSorted(
    (a, b) =>
      specificity[a.audience] - specificity[b.audience] ||
      b.priority - a.priority ||
      Date.parse(a.createdAt) - Date.parse(b.createdAt) ||
      (a.id < b.id ? -1 : 1),
  )

/**
 * The price of a variant in the first of the lists that has one for this quantity: the one of the greatest quantity that is
 * reached. `listPriceMinor` is that of the smallest quantity there. Null: no list has any.
 */
export function choose(offers: readonly Offer[], lists: readonly Pick<Candidate, 'id'>[], quantityMilli: number): Chosen | null {
  for (const { id: listId } of lists) {
    const reached = offers
      .filter((one) => one.listId === listId && one.leastMilli <= quantityMilli)
      .toSorted((a, b) => a.leastMilli - b.leastMilli)
    const [first, last] = [reached[0], reached.at(-1)]
    if (first && last) return { listId, listPriceMinor: first.amountMinor, unitPriceMinor: last.amountMinor }
  }
  return null
}
