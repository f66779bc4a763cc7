import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { CatalogueOrder, CatalogueSetting } from '#orders/contract/catalogue-order.ts'
import { Order } from '#orders/contract/order.ts'
import { canManageOrdering, canReadOrders, canTakeOrders } from '#orders/contract/permissions.ts'

/** For a message of the kind `order` in a conversation that the asker may see. */
export const getCatalogueOrder = endpoint({
  method: 'GET',
  path: '/catalogue-orders/:messageId',
  permission: canReadOrders,
  input: z.object({ messageId: Id }),
  output: CatalogueOrder,
})
/** The same message never makes a second order. What cannot be ordered is left out and named in its note. */
export const takeCatalogueOrder = endpoint({
  method: 'POST',
  path: '/catalogue-orders',
  permission: canTakeOrders,
  input: z.object({ messageId: Id }),
  output: Order,
})
export const getCatalogueSetting = endpoint({
  method: 'GET',
  path: '/catalogue-setting',
  permission: canManageOrdering,
  input: z.object({}),
  output: CatalogueSetting,
})
export const updateCatalogueSetting = endpoint({
  method: 'PUT',
  path: '/catalogue-setting',
  permission: canManageOrdering,
  input: CatalogueSetting.pick({ takesByItself: true }),
  output: CatalogueSetting,
  versioned: true,
})
