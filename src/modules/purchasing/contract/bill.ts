import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessDay, Day, Instant } from '#kernel/contract/time.ts'
import { Amount, Milli } from '#purchasing/contract/supplier.ts'

export const BillKind = z.enum(['bill', 'credit'])
export const SupplierPaymentMethod = z.enum(['cash', 'transfer', 'card', 'cheque', 'other'])

/** `expected` and `found`: thousandths of the supplier's unit, or minor units of a price. */
export const BillDifference = z.object({
  lineId: Id,
  name: z.string(),
  kind: z.enum(['quantity', 'price']),
  expected: z.int(),
  found: z.int(),
})
export type BillDifference = z.infer<typeof BillDifference>

export const BillCard = z.object({
  id: Id,
  supplierId: Id,
  supplierName: z.string(),
  contactId: Id.nullable(),
  orderId: Id.nullable(),
  orderNumber: z.string().nullable(),
  kind: BillKind,
  number: z.string(),
  billedOn: Day,
  dueOn: Day,
  currency: z.string(),
  totalMinor: z.int(),
  /** Still to be paid; of a credit still to be used. */
  owedMinor: z.int(),
  state: z.enum(['open', 'paid', 'void']),
  /** Somebody has to look at its differences before it is paid. */
  isHeld: z.boolean(),
  at: Instant,
  version: z.int(),
})
export type BillCard = z.infer<typeof BillCard>

export const Bill = BillCard.extend({
  netMinor: z.int(),
  taxMinor: z.int(),
  otherMinor: z.int(),
  note: z.string(),
  byName: z.string().nullable(),
  releasedByName: z.string().nullable(),
  voidReason: z.string().nullable(),
  differences: z.array(BillDifference),
  lines: z.array(z.object({ id: Id, orderLineId: Id, name: z.string(), quantityMilli: z.int(), priceMinor: z.int(), totalMinor: z.int() })),
  payments: z.array(
    z.object({
      id: Id,
      method: SupplierPaymentMethod,
      amountMinor: z.int(),
      paidOn: Day,
      reference: z.string(),
      byName: z.string().nullable(),
    }),
  ),
})
export type Bill = z.infer<typeof Bill>

/**
 * With lines it is of an order and their sum is its net; without, the net is typed. Due by the terms of the supplier unless
 * said. The same number of a supplier is taken once.
 */
export const RecordBill = z.object({
  supplierId: Id,
  orderId: Id.nullable().default(null),
  kind: BillKind.default('bill'),
  number: z.string().trim().min(1).max(60),
  billedOn: BusinessDay,
  dueOn: BusinessDay.optional(),
  netMinor: Amount.optional(),
  taxMinor: Amount.default(0),
  otherMinor: Amount.default(0),
  note: z.string().trim().max(1000).default(''),
  lines: z
    .array(z.object({ orderLineId: Id, quantityMilli: Milli, priceMinor: Amount }))
    .max(500)
    .default([]),
})
export type RecordBill = z.output<typeof RecordBill>

export const VoidBill = z.object({ id: Id, reason: z.string().trim().min(1).max(300) })
export type VoidBill = z.output<typeof VoidBill>

/** What leaves is the sum over the bills less the credits that are used with them. */
export const PaySupplier = z.object({
  supplierId: Id,
  method: SupplierPaymentMethod,
  paidOn: BusinessDay,
  reference: z.string().trim().max(120).default(''),
  parts: z
    .array(z.object({ billId: Id, amountMinor: z.int().min(1).max(1_000_000_000_000) }))
    .min(1)
    .max(100),
})
export type PaySupplier = z.output<typeof PaySupplier>

export const ListBills = Listing.extend({ supplierId: Id.optional(), orderId: Id.optional(), contactId: Id.optional() })
export type ListBills = z.output<typeof ListBills>

const Buckets = z.object({
  current: z.int(),
  to30: z.int(),
  to60: z.int(),
  to90: z.int(),
  over90: z.int(),
  totalMinor: z.int(),
  overdueMinor: z.int(),
})

/** What is owed on a day of the organization: per currency, and of each supplier. */
export const Ageing = z.object({
  day: Day,
  totals: z.array(Buckets.extend({ currency: z.string() })),
  suppliers: z.array(Buckets.extend({ currency: z.string(), supplierId: Id, supplierName: z.string(), contactId: Id.nullable() })),
})
export type Ageing = z.infer<typeof Ageing>
