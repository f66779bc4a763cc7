import { listUnitPrices } from '#commerce/contract/price-api.ts'
import type { OfferedProduct } from '#commerce/contract/product-sale.ts'
import type { Door } from '#orders/web/builder/draft.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

export type Buyer = { brandId: string; door: Door; contactId: string | null }

/** As many as one question takes; of a category with more than that the rest is found by typing. */
const most = 200

/** What these products cost whoever is buying, in words; of several variants that cost different sums the least. `null`: nobody has said. */
export function usePrices(
  { brandId, door, contactId }: Buyer,
  products: readonly OfferedProduct[],
): (product: OfferedProduct) => string | null {
  const t = useT()
  const format = useFormat()
  const variantIds = products.flatMap(({ variants }) => variants.map(({ id }) => id)).slice(0, most)
  const { data } = useApi(
    listUnitPrices,
    { brandId, door, ...(contactId !== null && { contactId }), variantIds },
    { enabled: variantIds.length > 0, staleTime: 60_000, keepsPrevious: true },
  )
  const priceById = new Map(data?.items.map(({ variantId, priceMinor }) => [variantId, priceMinor]))
  return ({ variants }) => {
    const prices = variants.flatMap(({ id }) => priceById.get(id) ?? [])
    if (!data || prices.length === 0) return null
    const least = Math.min(...prices)
    const amount = format.money(least, data.currency)
    return prices.some((price) => price !== least) ? t('orders.builder.from_price', { amount }) : amount
  }
}
