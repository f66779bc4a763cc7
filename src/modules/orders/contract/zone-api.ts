import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Address } from '#orders/contract/order.ts'
import { canManageOrdering, canReadOrders } from '#orders/contract/permissions.ts'
import { Covering, CreateZone, UpdateZone, Zone } from '#orders/contract/zone.ts'

/** Of a brand or of all of them, the cheapest first. */
export const listZones = endpoint({
  method: 'GET',
  path: '/delivery-zones',
  permission: canReadOrders,
  input: z.object({ brandId: Id.optional() }),
  output: z.object({ items: z.array(Zone) }),
})
export const createZone = endpoint({
  method: 'POST',
  path: '/delivery-zones',
  permission: canManageOrdering,
  input: CreateZone,
  output: Zone,
})
export const updateZone = endpoint({
  method: 'PATCH',
  path: '/delivery-zones/:id',
  permission: canManageOrdering,
  input: UpdateZone,
  output: Zone,
  versioned: true,
})
/** Orders that went there keep saying so. */
export const removeZone = endpoint({
  method: 'DELETE',
  path: '/delivery-zones/:id',
  permission: canManageOrdering,
  input: z.object({ id: Id }),
  output: z.object({}),
})
/** In which zone a place is. */
export const findZone = endpoint({
  method: 'POST',
  path: '/delivery-zone-searches',
  permission: canReadOrders,
  input: z.object({ brandId: Id, address: Address }),
  output: Covering,
})
