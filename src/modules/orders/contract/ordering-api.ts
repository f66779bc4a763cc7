import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Ordering, SaveStations, Stations, UpdateOrdering } from '#orders/contract/ordering.ts'
import { canManageOrdering, canReadOrders } from '#orders/contract/permissions.ts'

/** How each brand takes orders, the main one first. */
export const listOrdering = endpoint({
  method: 'GET',
  path: '/ordering',
  permission: canReadOrders,
  input: z.object({}),
  output: z.object({ items: z.array(Ordering) }),
})
export const updateOrdering = endpoint({
  method: 'PUT',
  path: '/ordering/:brandId',
  permission: canManageOrdering,
  input: UpdateOrdering,
  output: Ordering,
  versioned: true,
})
export const listStations = endpoint({
  method: 'GET',
  path: '/kitchen-stations',
  permission: canReadOrders,
  input: z.object({}),
  output: Stations,
})
export const saveStations = endpoint({
  method: 'PUT',
  path: '/kitchen-stations',
  permission: canManageOrdering,
  input: SaveStations,
  output: Stations,
  versioned: true,
})
