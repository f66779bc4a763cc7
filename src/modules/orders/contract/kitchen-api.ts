import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Kitchen, PrepareLines, SeeTicket } from '#orders/contract/kitchen.ts'
import { canMoveOrders, canReadOrders } from '#orders/contract/permissions.ts'

/** What is to be prepared, of a brand or of all of them, and what was called off or edited and nobody there has seen. */
export const getKitchen = endpoint({
  method: 'GET',
  path: '/kitchen',
  permission: canReadOrders,
  input: z.object({ brandId: Id.optional() }),
  output: Kitchen,
})
/**
 * With the first line an order is in preparation, with the last one it is ready; who takes one back within some minutes has
 * it in preparation again. Answers nothing: the screens are told.
 */
export const prepareLines = endpoint({
  method: 'PUT',
  path: '/kitchen-tickets/:id/lines',
  permission: canMoveOrders,
  input: PrepareLines,
  output: z.object({}),
})
export const seeTicket = endpoint({
  method: 'PUT',
  path: '/kitchen-tickets/:id/sight',
  permission: canMoveOrders,
  input: SeeTicket,
  output: z.object({}),
})
