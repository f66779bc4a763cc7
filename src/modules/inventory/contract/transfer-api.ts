import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { canMoveStock, canReadStock } from '#inventory/contract/permissions.ts'
import { ListTransfers, ReceiveTransfer, SendTransfer, Transfer } from '#inventory/contract/transfer.ts'

/** The newest first. */
export const listTransfers = endpoint({
  method: 'GET',
  path: '/stock-transfers',
  permission: canReadStock,
  input: ListTransfers,
  output: pageOf(Transfer),
})
export const getTransfer = endpoint({
  method: 'GET',
  path: '/stock-transfers/:id',
  permission: canReadStock,
  input: z.object({ id: Id }),
  output: Transfer,
})
export const sendTransfer = endpoint({
  method: 'POST',
  path: '/stock-transfers',
  permission: canMoveStock,
  input: SendTransfer,
  output: Transfer,
})
export const receiveTransfer = endpoint({
  method: 'POST',
  path: '/stock-transfers/:id/receipts',
  permission: canMoveStock,
  input: ReceiveTransfer,
  output: Transfer,
})
/** What is still on its way is where it came from again. */
export const cancelTransfer = endpoint({
  method: 'POST',
  path: '/stock-transfers/:id/cancellation',
  permission: canMoveStock,
  input: z.object({ id: Id }),
  output: Transfer,
})
