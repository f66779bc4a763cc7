import { problem } from '#kernel/problem.ts'

export const priceListNotFound = problem('commerce.price_list_not_found', 404)
export const priceListsTooMany = problem<{ most: number }>('commerce.price_lists_too_many', 409)
export const priceListArchived = problem<{ list: string }>('commerce.price_list_archived', 409)
/** The main list is for everybody, always, and stays. */
export const mainListStays = problem('commerce.price_list_main_stays', 409)
/** Whom it is for is not said, or is not there. */
export const audienceIncomplete = problem('commerce.price_list_audience', 422)
export const validityInvalid = problem('commerce.price_list_validity', 422)
export const priceNotFound = problem('commerce.price_not_found', 404)
/** It holds already, or did: only what is to come can be taken back. */
export const priceHolds = problem('commerce.price_holds', 409)
export const priceVariantUnknown = problem('commerce.price_variant_unknown', 422)
export const priceFromPast = problem('commerce.price_from_past', 422)
export const priceTwice = problem<{ name: string }>('commerce.price_twice', 422)
/** Something else holds than what was on the screen. Nothing was changed. */
export const priceMoved = problem<{ name: string }>('commerce.price_moved', 409)

export const priceChangeNotFound = problem('commerce.price_change_not_found', 404)
/** Nothing of what is selected would change. */
export const priceChangeEmpty = problem('commerce.price_change_empty', 422)
export const priceChangeTooLarge = problem<{ most: number }>('commerce.price_change_too_large', 422)
/** Prices moved between looking at the change and making it. Nothing was changed. */
export const priceChangeOutdated = problem('commerce.price_change_outdated', 409)
export const priceChangeUndone = problem('commerce.price_change_undone', 409)
/** Prices in another currency without a rate. */
export const priceChangeNeedsRate = problem<{ from: string; into: string }>('commerce.price_change_needs_rate', 422)
export const priceChangeSameList = problem('commerce.price_change_same_list', 422)
export const priceChangeAmount = problem('commerce.price_change_amount', 422)

/** Nothing of what is asked for has a price in the list. */
export const labelsNone = problem('commerce.labels_none', 422)
export const labelsTooMany = problem<{ count: number; most: number }>('commerce.labels_too_many', 422)
