/** What other modules may ask of commerce inside their own transaction. */
export { quote } from '#commerce/server/quotes/quotes.ts'
export { unitPrices } from '#commerce/server/quotes/unit-prices.ts'
export { menu, search as searchProducts, variants as variantsForSale } from '#commerce/server/catalogue/sale.ts'
export { byIds as productsById } from '#commerce/server/catalogue/products.ts'
export { categoryNames } from '#commerce/server/catalogue/category-names.store.ts'
export { onShow as promotionsOnShow, type PromotionOnShow } from '#commerce/server/promotions/on-show.ts'
export { set as setCosts } from '#commerce/server/catalogue/costs.ts'
export { keepUses as keepPromotionUses } from '#commerce/server/promotions/uses.ts'
/** For whoever writes down what was sold long ago. */
export * as salesHistory from '#commerce/server/history/history.ts'
