import { live, serve, type Live, type Route } from '#kernel/module.ts'
import * as api from '#orders/contract/kitchen-api.ts'
import { ticketChanged } from '#orders/contract/kitchen-events.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'
import * as preparing from '#orders/server/kitchen/preparing.ts'
import { kitchen } from '#orders/server/kitchen/tickets.ts'

export const kitchenRoutes: readonly Route[] = [
  serve(api.getKitchen, kitchen),
  serve(api.prepareLines, preparing.prepare),
  serve(api.seeTicket, preparing.see),
]

export const kitchenLives: readonly Live[] = [
  live(
    ticketChanged,
    () => ['orders.board'],
    (viewer, data) => (viewer.permissions.has(canReadOrders.code) ? data : null),
  ),
]
