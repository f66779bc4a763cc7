import { live, serve, type Live, type Route } from '#kernel/module.ts'
import * as api from '#orders/contract/ordering-api.ts'
import { orderingChanged } from '#orders/contract/ordering-events.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'
import * as zoneApi from '#orders/contract/zone-api.ts'
import * as ordering from '#orders/server/ordering/ordering.ts'
import * as zones from '#orders/server/zones/zones.ts'

export const orderingRoutes: readonly Route[] = [
  serve(api.listOrdering, ordering.list),
  serve(api.updateOrdering, ordering.update),
  serve(api.listStations, ordering.stations),
  serve(api.saveStations, ordering.saveStations),
  serve(zoneApi.listZones, zones.list),
  serve(zoneApi.createZone, zones.create),
  serve(zoneApi.updateZone, zones.update),
  serve(zoneApi.removeZone, zones.remove),
  serve(zoneApi.findZone, zones.zoneFor),
]

export const orderingLives: readonly Live[] = [
  live(
    orderingChanged,
    () => ['orders.board'],
    (viewer, data) => (viewer.permissions.has(canReadOrders.code) ? data : null),
  ),
]
