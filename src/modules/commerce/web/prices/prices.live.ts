import { priceListsChanged, pricesChanged } from '#commerce/contract/price-events.ts'
import { getProductPrices, listPriceLists, listPrices } from '#commerce/contract/price-api.ts'
import { listPriceChanges } from '#commerce/contract/price-change-api.ts'
import { liveHandler } from '#web/module.ts'

export const pricesTopic = 'commerce.prices'

export const priceHandlers = [
  liveHandler(pricesChanged, (queryClient) => {
    for (const { path } of [listPrices, getProductPrices, listPriceLists, listPriceChanges])
      void queryClient.invalidateQueries({ queryKey: [path] })
  }),
  liveHandler(priceListsChanged, (queryClient) => void queryClient.invalidateQueries({ queryKey: [listPriceLists.path] })),
]
