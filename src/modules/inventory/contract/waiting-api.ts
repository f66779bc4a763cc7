import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { canTakeOrders } from '#orders/contract/permissions.ts'
import { canReadStock } from '#inventory/contract/permissions.ts'
import { ListWaiting, Waiting, WaitForStock } from '#inventory/contract/waiting.ts'

/** Who waits for what, the newest first. */
export const listWaiting = endpoint({
  method: 'GET',
  path: '/stock-waits',
  permission: canReadStock,
  input: ListWaiting,
  output: pageOf(Waiting),
})
/** Tell this customer when it is there again. Who waits already waits where they are. */
export const waitForStock = endpoint({
  method: 'POST',
  path: '/stock-waits',
  permission: canTakeOrders,
  input: WaitForStock,
  output: Waiting,
})
/** They need not be told any more. */
export const withdrawWait = endpoint({
  method: 'DELETE',
  path: '/stock-waits/:id',
  permission: canTakeOrders,
  input: z.object({ id: Id }),
  output: z.object({}),
})
