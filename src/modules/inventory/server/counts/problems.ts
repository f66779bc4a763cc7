import { problem } from '#kernel/problem.ts'

export const countNotFound = problem('inventory.count_not_found', 404)
/** Approved or thrown away: what was counted later belongs to another sheet. */
export const countClosed = problem<{ state: string }>('inventory.count_closed', 409)
/** Counting is over; only what is to be looked at again is counted. */
export const countInReview = problem('inventory.count_in_review', 409)
export const countNothing = problem('inventory.count_nothing', 422)
export const countTooLong = problem<{ count: number; most: number }>('inventory.count_too_long', 422)
/** Things are counted where they stand: not on their way, not outside. */
export const countPlace = problem('inventory.count_place', 422)
/** It is not counted by this shop at all, or is not there. */
export const countUnknownItem = problem('inventory.count_unknown_item', 422)
/** It is followed by lots: which of them. */
export const countLotNeeded = problem<{ name: string }>('inventory.count_lot_needed', 422)
export const countLotUnknown = problem('inventory.count_lot_unknown', 422)
/** Half a bottle, or two of one number. */
export const countQuantity = problem<{ name: string }>('inventory.count_quantity', 422)
export const countEmpty = problem('inventory.count_empty', 409)
export const countAgain = problem<{ count: number }>('inventory.count_again', 409)
export const countNotReviewed = problem('inventory.count_not_reviewed', 409)
