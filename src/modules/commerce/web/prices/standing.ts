import type { Price, PricedVariant } from '#commerce/contract/price.ts'

/** The price of one unit that holds now in a list. */
export const holding = ({ prices }: PricedVariant, listId: string, now: string): Price | undefined =>
  prices.find((one) => one.listId === listId && one.leastMilli === 0 && one.validFrom <= now && (one.validTo === null || one.validTo > now))

/** The next one that is planned. */
export const planned = ({ prices }: PricedVariant, listId: string, now: string): Price | undefined =>
  prices
    .filter((one) => one.listId === listId && one.leastMilli === 0 && one.validFrom > now)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0]

/** Of a price what is left after the cost, as a share; null where either is not known or in another currency. */
export const marginShare = (amountMinor: number | undefined, currency: string, variant: PricedVariant): number | null =>
  amountMinor === undefined || amountMinor === 0 || variant.costMinor === null || variant.costCurrency !== currency
    ? null
    : (amountMinor - variant.costMinor) / amountMinor
