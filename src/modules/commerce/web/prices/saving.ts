import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { getProductPrices, listPriceLists, listPrices } from '#commerce/contract/price-api.ts'
import type { PricedVariant } from '#commerce/contract/price.ts'
import { changeLists } from '#web/cache.ts'

/** Puts the answer to a change of prices where they are shown, without asking for the whole table again. */
export function useSaved(): (answer: { items: PricedVariant[] }) => void {
  const queryClient = useQueryClient()
  return useCallback(
    ({ items }) => {
      const byId = new Map(items.map((item) => [item.id, item]))
      changeLists(queryClient, listPrices, (rows) => rows.map((row) => byId.get(row.id) ?? row))
      for (const { path } of [getProductPrices, listPriceLists]) void queryClient.invalidateQueries({ queryKey: [path] })
    },
    [queryClient],
  )
}
