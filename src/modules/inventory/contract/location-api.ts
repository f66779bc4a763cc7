import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { CreateLocation, Location, UpdateLocation } from '#inventory/contract/location.ts'
import { canManageStock, canReadStock } from '#inventory/contract/permissions.ts'

/** Places of ours, and those where things come from and go to; none before anything is counted. */
export const listLocations = endpoint({
  method: 'GET',
  path: '/stock-locations',
  permission: canReadStock,
  input: z.object({}),
  output: z.object({ items: z.array(Location) }),
})
export const createLocation = endpoint({
  method: 'POST',
  path: '/stock-locations',
  permission: canManageStock,
  input: CreateLocation,
  output: Location,
})
export const updateLocation = endpoint({
  method: 'PATCH',
  path: '/stock-locations/:id',
  permission: canManageStock,
  input: UpdateLocation,
  output: Location,
  versioned: true,
})
/** Refused while something is there, promised or on its way there. */
export const removeLocation = endpoint({
  method: 'DELETE',
  path: '/stock-locations/:id',
  permission: canManageStock,
  input: z.object({ id: Id }),
  output: z.object({}),
})
