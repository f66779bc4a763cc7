import { supplyFor, type Pack } from '#purchasing/contract/unit-conversion.ts'

/** What decides how much is worth ordering; thousandths of our unit, `leastSupplyMilli` of theirs. */
export type Shelf = { mostMilli: number; availableMilli: number; incomingMilli: number }
export type Offer = { pack: Pack; isWholeSupply: boolean; leastSupplyMilli: number }

/** `ceil((most - available - incoming) / pack) * pack`, in units of the supplier, at least what they sell. 0: nothing is missing. */
export function proposedSupplyMilli({ mostMilli, availableMilli, incomingMilli }: Shelf, offer: Offer): number {
  const missing = mostMilli - availableMilli - incomingMilli
  return missing <= 0 ? 0 : Math.max(supplyFor(missing, offer.pack, offer.isWholeSupply), offer.leastSupplyMilli)
}

/** Of several who sell the same thing: who is preferred, then who is cheapest by unit of ours, then who is quickest. */
export function bestOffer<O extends { isPreferred: boolean; priceMinor: number; pack: Pack; leadDays: number | null }>(
  offers: readonly O[],
): O | undefined {
  return offers.toSorted(
    (a, b) =>
      Number(b.isPreferred) - Number(a.isPreferred) ||
      compare(BigInt(a.priceMinor) * perUnit(a.pack, b.pack), BigInt(b.priceMinor) * perUnit(b.pack, a.pack)) ||
      (a.leadDays ?? Infinity) - (b.leadDays ?? Infinity) ||
      0,
  )[0]
}

const perUnit = (own: Pack, other: Pack): bigint => BigInt(own.supplyMilli) * BigInt(other.stockMilli)
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
