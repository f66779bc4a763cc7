import { problem } from '#kernel/problem.ts'

export const productNotFound = problem('commerce.product_not_found', 404)
export const variantNotFound = problem('commerce.variant_not_found', 404)
export const categoryNotFound = problem('commerce.category_not_found', 404)
export const modifierGroupNotFound = problem('commerce.modifier_group_not_found', 404)
/** No variant has this code. */
export const codeUnknown = problem<{ code: string }>('commerce.code_unknown', 404)

/** A category that does not exist, or is put away. */
export const categoryUnknown = problem('commerce.category_unknown', 422)
export const brandUnknown = problem('commerce.brand_unknown', 422)
export const variantUnknown = problem('commerce.variant_unknown', 422)
export const modifierUnknown = problem('commerce.modifier_unknown', 422)
export const modifierGroupUnknown = problem('commerce.modifier_group_unknown', 422)
export const imageUnknown = problem('commerce.image_unknown', 422)
/** What was sent as a picture cannot be read as one. */
export const imageBroken = problem<{ name: string }>('commerce.image_broken', 422)

export const categoryLoop = problem('commerce.category_loop', 422)
export const categoryTooDeep = problem<{ levels: number }>('commerce.category_too_deep', 422)
/** It has products or categories, and nobody said where they go. */
export const categoryFilled = problem<{ products: number; categories: number }>('commerce.category_filled', 409)
export const tooManyCategories = problem<{ limit: number }>('commerce.too_many_categories', 422)
export const tooManyModifierGroups = problem<{ limit: number }>('commerce.too_many_modifier_groups', 422)

/** Each variant has one value of each option; without options there is one variant. */
export const optionsMismatch = problem<{ variant: number }>('commerce.options_mismatch', 422)
export const optionTwice = problem<{ option: string }>('commerce.option_twice', 422)
export const variantTwice = problem<{ values: string }>('commerce.variant_twice', 422)
export const skuTaken = problem<{ sku: string; product: string }>('commerce.sku_taken', 409)
export const barcodeTaken = problem<{ code: string; product: string }>('commerce.barcode_taken', 409)
/** Its last digit does not follow from the others: one of them is wrong. */
export const barcodeCheckDigit = problem<{ code: string }>('commerce.barcode_check_digit', 422)
export const barcodeForm = problem<{ code: string }>('commerce.barcode_form', 422)
export const taxFree = problem('commerce.tax_free', 422)
export const costWithoutCurrency = problem('commerce.cost_without_currency', 422)
/** Of a combo each variant is made of something, and of anything else none is. */
export const comboEmpty = problem('commerce.combo_empty', 422)
export const comboOnly = problem('commerce.combo_only', 422)
/** A combo is never made of a combo, itself least of all. */
export const comboInCombo = problem<{ product: string }>('commerce.combo_in_combo', 422)
export const componentTwice = problem<{ product: string }>('commerce.component_twice', 422)
/** Sold whole only. */
export const quantityNotWhole = problem<{ product: string }>('commerce.quantity_not_whole', 422)
/** A combo that is sold is made of it. */
export const neededByCombo = problem<{ combo: string }>('commerce.needed_by_combo', 409)
export const productArchived = problem('commerce.product_archived', 409)
export const leastUnreachable = problem<{ group: string }>('commerce.least_unreachable', 422)
