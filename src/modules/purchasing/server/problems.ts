import { problem } from '#kernel/problem.ts'

/** Every failure of the module. */
export const supplierNotFound = problem('purchasing.supplier_not_found', 404)
export const supplierUnknown = problem('purchasing.supplier_unknown', 422)
export const supplierArchived = problem<{ name: string }>('purchasing.supplier_archived', 409)
/** The contact is a supplier already. */
export const supplierThere = problem<{ name: string }>('purchasing.supplier_there', 409)
export const contactUnknown = problem('purchasing.contact_unknown', 422)
/** It has open orders or owes and is owed: what currency it is in cannot change. */
export const currencyInUse = problem('purchasing.currency_in_use', 409)
export const itemNotFound = problem('purchasing.item_not_found', 404)
export const variantUnknown = problem('purchasing.variant_unknown', 422)
/** A combo is bought as what it is made of, a service not at all. */
export const notBought = problem<{ name: string }>('purchasing.not_bought', 422)
/** So much of ours are pieces, which are whole. */
export const packNotWhole = problem<{ name: string }>('purchasing.pack_not_whole', 422)

export const orderNotFound = problem('purchasing.order_not_found', 404)
/** `why`: see Refusal of purchase-state. */
export const actionRefused = problem<{ action: string; state: string; why: string }>('purchasing.action_refused', 409)
export const brandUnknown = problem('purchasing.brand_unknown', 422)
export const locationUnknown = problem('purchasing.location_unknown', 422)
export const variantTwice = problem<{ name: string }>('purchasing.variant_twice', 422)
/** Nobody has said what the supplier asks for it. */
export const priceMissing = problem<{ name: string }>('purchasing.price_missing', 422)
/** They sell it whole, from so much on. */
export const belowLeast = problem<{ name: string; least: string }>('purchasing.below_least', 422)
export const supplyNotWhole = problem<{ name: string; unit: string }>('purchasing.supply_not_whole', 422)
export const reasonMissing = problem('purchasing.reason_missing', 422)
/** The order has nobody to be sent to: the supplier was erased. */
export const supplierGone = problem('purchasing.supplier_gone', 409)
export const noMail = problem<{ name: string }>('purchasing.no_mail', 422)
export const nothingSuggested = problem('purchasing.nothing_suggested', 409)

export const lineUnknown = problem('purchasing.line_unknown', 422)
export const lineTwice = problem<{ name: string }>('purchasing.line_twice', 422)
/** More came than was ordered and is tolerated: `most` is what may be taken in. */
export const tooMuch = problem<{ name: string; most: string; unit: string }>('purchasing.too_much', 409)
/** So much of theirs is no whole number of ours; `below` and `above` are. */
export const countMissing = problem<{ name: string; below: string; above: string }>('purchasing.count_missing', 422)
export const stockNotWhole = problem<{ name: string }>('purchasing.stock_not_whole', 422)
export const expired = problem<{ name: string }>('purchasing.expired', 422)
/** More than came and has not gone back already. */
export const returnTooMuch = problem<{ name: string; left: string; unit: string }>('purchasing.return_too_much', 422)
export const receiptNotFound = problem('purchasing.receipt_not_found', 404)
/** Costs were brought up to the receipt: what comes later would not be in them. */
export const receiptCosted = problem('purchasing.receipt_costed', 409)
export const weightMissing = problem<{ name: string }>('purchasing.weight_missing', 422)
/** Nobody said what the foreign currency was worth. */
export const costUnknown = problem('purchasing.cost_unknown', 409)
/** It costs something else by now than what was looked at. */
export const costMoved = problem<{ name: string }>('purchasing.cost_moved', 409)

export const billNotFound = problem('purchasing.bill_not_found', 404)
export const billThere = problem<{ number: string }>('purchasing.bill_there', 409)
export const billEmpty = problem('purchasing.bill_empty', 422)
export const billDates = problem('purchasing.bill_dates', 422)
export const billOther = problem('purchasing.bill_other', 422)
export const billHeld = problem<{ number: string }>('purchasing.bill_held', 409)
export const billNotHeld = problem('purchasing.bill_not_held', 409)
export const billPaid = problem<{ number: string }>('purchasing.bill_paid', 409)
/** A credit was written down for what it billed. */
export const billCredited = problem<{ number: string }>('purchasing.bill_credited', 409)
export const billUnknown = problem('purchasing.bill_unknown', 422)
/** `left`: what is still owed of it, in words. */
export const overpaid = problem<{ number: string; left: string }>('purchasing.overpaid', 422)
export const currenciesMixed = problem('purchasing.currencies_mixed', 422)
/** More credit than there is to be paid with it. */
export const creditTooLarge = problem('purchasing.credit_too_large', 422)
