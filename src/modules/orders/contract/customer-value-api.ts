import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { CustomerFigures, ValueOfContact } from '#orders/contract/customer-value.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'

export const getCustomerValue = endpoint({
  method: 'GET',
  path: '/contacts/:contactId/purchase-value',
  permission: canReadOrders,
  input: z.object({ contactId: Id }),
  output: ValueOfContact,
})

export const getCustomerFigures = endpoint({
  method: 'GET',
  path: '/customer-figures',
  permission: canReadOrders,
  input: z.object({}),
  output: CustomerFigures,
})
