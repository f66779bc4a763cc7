import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { PurchaseCard, purchaseEventKinds } from '#purchasing/contract/purchase-order.ts'

/** Something was done to an order; `what` says it. */
export const purchaseChanged = event(
  'purchasing.order.changed',
  z.object({ card: PurchaseCard, what: z.enum(purchaseEventKinds), at: Instant }),
)
/** What somebody sells, or on what terms. */
export const supplierChanged = event('purchasing.supplier.changed', z.object({ supplierId: Id, contactId: Id.nullable() }))
/** A bill was written down, released, taken back or paid. */
export const payableChanged = event(
  'purchasing.payable.changed',
  z.object({ billId: Id, supplierId: Id, contactId: Id.nullable(), what: z.enum(['recorded', 'released', 'voided', 'paid']), at: Instant }),
)
