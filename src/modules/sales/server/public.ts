/** What other modules may ask of deals inside their own transaction. */
export { create as createDeal, get as dealOf } from '#sales/server/deals/deals.ts'
export { close as closeDeal, move as moveDeal } from '#sales/server/deals/moves.ts'
