import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { Ageing, Bill, BillCard, ListBills, PaySupplier, RecordBill, VoidBill } from '#purchasing/contract/bill.ts'
import { canApprove, canPaySuppliers, canReadPayables } from '#purchasing/contract/permissions.ts'

const One = z.object({ id: Id })

export const listBills = endpoint({
  method: 'GET',
  path: '/supplier-bills',
  permission: canReadPayables,
  input: ListBills,
  output: pageOf(BillCard),
})
export const getBill = endpoint({ method: 'GET', path: '/supplier-bills/:id', permission: canReadPayables, input: One, output: Bill })
export const recordBill = endpoint({
  method: 'POST',
  path: '/supplier-bills',
  permission: canPaySuppliers,
  input: RecordBill,
  output: Bill,
  bodyLimit: 512 * 1024,
})
/** Somebody has looked at what does not match: it may be paid. */
export const releaseBill = endpoint({
  method: 'PUT',
  path: '/supplier-bills/:id/release',
  permission: canApprove,
  input: One,
  output: Bill,
  versioned: true,
})
/** It was written down wrong, and nothing was paid of it. */
export const voidBill = endpoint({
  method: 'PUT',
  path: '/supplier-bills/:id/voiding',
  permission: canPaySuppliers,
  input: VoidBill,
  output: Bill,
})
export const paySupplier = endpoint({
  method: 'POST',
  path: '/supplier-payments',
  permission: canPaySuppliers,
  input: PaySupplier,
  output: z.object({ items: z.array(BillCard), amountMinor: z.int() }),
})
export const getAgeing = endpoint({
  method: 'GET',
  path: '/supplier-ageing',
  permission: canReadPayables,
  input: z.object({}),
  output: Ageing,
})
