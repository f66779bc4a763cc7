import { problem } from '#kernel/problem.ts'

/** What is refused of a basket: `line` from 1, `name` of the product. */
type OfLine = { line: number; name: string }

export const brandUnknown = problem('commerce.basket_brand_unknown', 422)
/** Nobody has said what anything costs in this currency. */
export const currencyWithoutPrices = problem<{ currency: string }>('commerce.basket_currency', 422)
export const variantUnknown = problem<{ line: number }>('commerce.basket_variant_unknown', 422)
export const variantArchived = problem<OfLine>('commerce.basket_variant_archived', 422)
/** `part`: the component of a combo that is sold out (`isPart` yes), or itself. */
export const variantSoldOut = problem<OfLine & { part: string; isPart: 'yes' | 'no' }>('commerce.basket_sold_out', 422)
export const variantOfOtherBrand = problem<OfLine>('commerce.basket_other_brand', 422)
export const variantNotNow = problem<OfLine>('commerce.basket_not_now', 422)
export const quantityNotWhole = problem<OfLine>('commerce.basket_not_whole', 422)
/** `modifier` is `none` where it does not exist at all. */
export const modifierUnknown = problem<OfLine & { modifier: string }>('commerce.basket_modifier_unknown', 422)
export const modifierSoldOut = problem<OfLine & { modifier: string }>('commerce.basket_modifier_sold_out', 422)
export const modifiersTooFew = problem<OfLine & { group: string; least: number }>('commerce.basket_modifiers_few', 422)
export const modifiersTooMany = problem<OfLine & { group: string; most: number }>('commerce.basket_modifiers_many', 422)
export const priceMissing = problem<OfLine & { currency: string }>('commerce.basket_price_missing', 422)
/** What is added costs something, and nobody has said what in this currency. */
export const modifierPriceMissing = problem<OfLine & { modifier: string; currency: string }>('commerce.basket_modifier_price', 422)
export const amountTooLarge = problem('commerce.basket_amount', 422)
