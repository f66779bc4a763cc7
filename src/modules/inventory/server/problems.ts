import { problem } from '#kernel/problem.ts'

export const itemNotFound = problem('inventory.item_not_found', 404)
export const variantUnknown = problem('inventory.variant_unknown', 422)
/** Nobody counts it: nothing of it can be moved. */
export const notKept = problem<{ name: string }>('inventory.not_kept', 422)
export const locationNotFound = problem('inventory.location_not_found', 404)
export const locationUnknown = problem('inventory.location_unknown', 422)
export const locationNotOurs = problem('inventory.location_not_ours', 422)
export const samePlace = problem('inventory.same_place', 422)
/** `left` and `wanted` with their unit; `elsewhere` names the place that has most of it, '' where none has any. */
export const notEnough = problem<{ name: string; left: string; wanted: string; elsewhere: string; place: string }>(
  'inventory.not_enough',
  409,
)
/** It is there, and promised to orders. */
export const promised = problem<{ name: string; left: string; wanted: string }>('inventory.promised', 409)
export const lotMissing = problem<{ name: string }>('inventory.lot_missing', 422)
export const lotUnknown = problem<{ name: string }>('inventory.lot_unknown', 422)
export const lotNotFollowed = problem<{ name: string }>('inventory.lot_not_followed', 422)
/** `day` in words of the person. */
export const lotExpired = problem<{ name: string; code: string; day: string }>('inventory.lot_expired', 409)
/** A piece with a number is one. */
export const serialIsOne = problem<{ name: string }>('inventory.serial_is_one', 422)
export const serialIsThere = problem<{ name: string; code: string }>('inventory.serial_is_there', 409)
export const inTheFuture = problem('inventory.in_the_future', 422)
/** Half a piece. */
export const notWhole = problem<{ name: string }>('inventory.not_whole', 422)
/** It has more promised or gone than there is: that is put right first. */
export const belowZero = problem<{ name: string }>('inventory.below_zero', 409)
/** It was moved already. */
export const lotsBelowZero = problem<{ name: string }>('inventory.lots_below_zero', 422)
export const trackingFixed = problem<{ name: string }>('inventory.tracking_fixed', 409)
export const brandUnknown = problem('inventory.brand_unknown', 422)
/** Something is there, promised, or on its way there. */
export const locationInUse = problem<{ name: string }>('inventory.location_in_use', 409)
export const locationIsLast = problem<{ name: string }>('inventory.location_is_last', 409)

export const transferNotFound = problem('inventory.transfer_not_found', 404)
export const transferClosed = problem('inventory.transfer_closed', 409)
export const transferLineUnknown = problem('inventory.transfer_line_unknown', 422)
export const moreThanSent = problem<{ name: string; left: string }>('inventory.more_than_sent', 422)

export const movementNotFound = problem('inventory.movement_not_found', 404)
/** Only adjustments and receipts are moved back by themselves; what belongs to an order, a transfer or a count goes there. */
export const notReversible = problem('inventory.not_reversible', 409)
export const reversedAlready = problem('inventory.reversed_already', 409)

export const recipeNotFound = problem('inventory.recipe_not_found', 404)
export const recipeMissing = problem<{ name: string }>('inventory.recipe_missing', 422)
/** It would be made of itself, over however many steps. */
export const recipeLoop = problem<{ name: string }>('inventory.recipe_loop', 422)
export const partTwice = problem<{ name: string }>('inventory.part_twice', 422)
export const colleagueUnknown = problem('inventory.colleague_unknown', 422)
export const contactUnknown = problem('inventory.contact_unknown', 422)
export const proofNotFound = problem('inventory.proof_not_found', 404)
/** Freight and the like belong to what came from a supplier. */
export const receiptUnknown = problem('inventory.receipt_unknown', 422)
export const waitNotFound = problem('inventory.wait_not_found', 404)
