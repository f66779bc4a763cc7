import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { Id } from '#kernel/contract/ids.ts'
import { AdjustStock, ProduceStock, ReceiveStock } from '#inventory/contract/adjustment.ts'
import { ListMovements, Movement } from '#inventory/contract/movement.ts'
import { canMoveStock, canReadStock } from '#inventory/contract/permissions.ts'

/** The newest first; of a product, a place, a kind of document, a time. */
export const listMovements = endpoint({
  method: 'GET',
  path: '/stock-movements',
  permission: canReadStock,
  input: ListMovements,
  output: pageOf(Movement),
})
const Moved = z.object({ documentId: Id, items: z.array(Movement) })

/** With a reason, in one direction or the other. */
export const adjustStock = endpoint({
  method: 'POST',
  path: '/stock-adjustments',
  permission: canMoveStock,
  input: AdjustStock,
  output: Moved,
})
/** What came in without a purchase order. */
export const receiveStock = endpoint({
  method: 'POST',
  path: '/stock-receipts',
  permission: canMoveStock,
  input: ReceiveStock,
  output: Moved,
})
/** Made of its recipe. */
export const produceStock = endpoint({
  method: 'POST',
  path: '/stock-productions',
  permission: canMoveStock,
  input: ProduceStock,
  output: Moved,
})
/** An adjustment or a receipt that was a mistake, moved back. Once. */
export const reverseMovement = endpoint({
  method: 'POST',
  path: '/stock-movements/:id/reversal',
  permission: canMoveStock,
  input: z.object({ id: Id }),
  output: Moved,
})
