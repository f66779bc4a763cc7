import { listCategories } from '#commerce/contract/category-api.ts'
import { listModifierGroups } from '#commerce/contract/modifier-group-api.ts'
import { getProduct, listProducts } from '#commerce/contract/product-api.ts'
import { availabilityChanged, categoriesChanged, modifierGroupsChanged, productsChanged } from '#commerce/contract/product-events.ts'
import { liveHandler } from '#web/module.ts'

/** Lists stay as they are sorted and filtered by asking them again; a product that is open too. */
export const catalogueHandlers = [
  ...[productsChanged, availabilityChanged].map(({ name }) =>
    liveHandler(name, (queryClient, { productIds }: { productIds: readonly string[] }) => {
      void queryClient.invalidateQueries({ queryKey: [listProducts.path] })
      void queryClient.invalidateQueries({ queryKey: [listModifierGroups.path] })
      for (const id of productIds) void queryClient.invalidateQueries({ queryKey: [getProduct.path, { id }] })
    }),
  ),
  liveHandler(categoriesChanged, (queryClient) => {
    void queryClient.invalidateQueries({ queryKey: [listCategories.path] })
  }),
  liveHandler(modifierGroupsChanged, (queryClient) => {
    void queryClient.invalidateQueries({ queryKey: [listModifierGroups.path] })
  }),
]
