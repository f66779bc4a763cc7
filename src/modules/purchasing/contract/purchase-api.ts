import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { canApprove, canBuy, canReadPurchases, canReceiveGoods } from '#purchasing/contract/permissions.ts'
import {
  ClosePurchase,
  CreatePurchase,
  DecidePurchase,
  EditPurchase,
  ListPurchases,
  OrderSuggested,
  PurchaseCard,
  PurchaseOrder,
  SendPurchase,
  Suggestion,
} from '#purchasing/contract/purchase-order.ts'
import { AddLandedCost, ConfirmCosts, CostEffects, Receipt, ReceiveGoods, ReturnGoods } from '#purchasing/contract/receipt.ts'

const One = z.object({ id: Id })
const bodyLimit = 512 * 1024

export const listPurchases = endpoint({
  method: 'GET',
  path: '/purchase-orders',
  permission: canReadPurchases,
  input: ListPurchases,
  output: pageOf(PurchaseCard),
})
/** Everything that is open, and what was closed in the last thirty days. */
export const getPurchaseBoard = endpoint({
  method: 'GET',
  path: '/purchase-board',
  permission: canReadPurchases,
  input: z.object({ brandId: Id.optional() }),
  output: z.object({ cards: z.array(PurchaseCard), isCut: z.boolean() }),
})
export const getPurchase = endpoint({
  method: 'GET',
  path: '/purchase-orders/:id',
  permission: canReadPurchases,
  input: One,
  output: PurchaseOrder,
})
export const createPurchase = endpoint({
  method: 'POST',
  path: '/purchase-orders',
  permission: canBuy,
  input: CreatePurchase,
  output: PurchaseOrder,
  bodyLimit,
})
export const editPurchase = endpoint({
  method: 'PATCH',
  path: '/purchase-orders/:id',
  permission: canBuy,
  input: EditPurchase,
  output: PurchaseOrder,
  versioned: true,
  bodyLimit,
})
/** Agree to exactly what was looked at, or not. */
export const decidePurchase = endpoint({
  method: 'PUT',
  path: '/purchase-orders/:id/approval',
  permission: canApprove,
  input: DecidePurchase,
  output: PurchaseOrder,
  versioned: true,
})
export const sendPurchase = endpoint({
  method: 'POST',
  path: '/purchase-orders/:id/sends',
  permission: canBuy,
  input: SendPurchase,
  output: PurchaseOrder,
  versioned: true,
})
/** Nothing more of it will come. */
export const closePurchase = endpoint({
  method: 'PUT',
  path: '/purchase-orders/:id/closing',
  permission: canBuy,
  input: ClosePurchase,
  output: PurchaseOrder,
  versioned: true,
})
/** Before anything of it came. */
export const cancelPurchase = endpoint({
  method: 'PUT',
  path: '/purchase-orders/:id/cancellation',
  permission: canBuy,
  input: ClosePurchase,
  output: PurchaseOrder,
  versioned: true,
})
/** The paper, as the supplier gets it. The address is good for an hour. */
export const printPurchase = endpoint({
  method: 'POST',
  path: '/purchase-orders/:id/papers',
  permission: canReadPurchases,
  input: One,
  output: z.object({ url: z.string() }),
})
export const listSuggestions = endpoint({
  method: 'GET',
  path: '/purchase-suggestions',
  permission: canReadPurchases,
  input: z.object({}),
  output: z.object({ items: z.array(Suggestion) }),
})
export const orderSuggested = endpoint({
  method: 'POST',
  path: '/purchase-suggestions/orders',
  permission: canBuy,
  input: OrderSuggested,
  output: z.object({ items: z.array(PurchaseCard), withoutSupplier: z.int() }),
})
export const listReceipts = endpoint({
  method: 'GET',
  path: '/purchase-orders/:id/receipts',
  permission: canReadPurchases,
  input: One,
  output: z.object({ items: z.array(Receipt) }),
})
/** Of two who take in the same delivery the second is told that somebody did. */
export const receiveGoods = endpoint({
  method: 'POST',
  path: '/purchase-orders/:id/receipts',
  permission: canReceiveGoods,
  input: ReceiveGoods,
  output: PurchaseOrder,
  versioned: true,
  bodyLimit,
})
/** Of two who give the same goods back the second is told that somebody did. */
export const returnGoods = endpoint({
  method: 'POST',
  path: '/purchase-orders/:id/returns',
  permission: canReceiveGoods,
  input: ReturnGoods,
  output: PurchaseOrder,
  versioned: true,
  bodyLimit,
})
export const addLandedCost = endpoint({
  method: 'POST',
  path: '/purchase-receipts/:id/landed-costs',
  permission: canBuy,
  input: AddLandedCost,
  output: Receipt,
})
/** What it would make of costs and margins. Nothing is kept. Needs `commerce.read-costs` too. */
export const getCostEffects = endpoint({
  method: 'GET',
  path: '/purchase-receipts/:id/costs',
  permission: canReadPurchases,
  input: One,
  output: CostEffects,
})
/** Makes them the costs of the catalogue. Needs `commerce.write-catalogue` and `commerce.read-costs` too. */
export const confirmCosts = endpoint({
  method: 'PUT',
  path: '/purchase-receipts/:id/costs',
  permission: canBuy,
  input: ConfirmCosts,
  output: CostEffects,
  bodyLimit,
})
