/** What other modules may ask of inventory inside their own transaction. */
export { move, receive } from '#inventory/server/movements/receiving.ts'
export { costOf } from '#inventory/server/levels/levels.ts'
export { list as stockLocations } from '#inventory/server/locations/locations.ts'
export { expect as expectStock } from '#inventory/server/levels/incoming.ts'
export { places as stockPlaces } from '#inventory/server/locations/places.ts'
export {
  lotIds as stockLots,
  toReorder as stockToReorder,
  trackingOf as stockTracking,
} from '#inventory/server/replenishment/replenishment.ts'
export { landCosts } from '#inventory/server/valuation/changes.ts'
