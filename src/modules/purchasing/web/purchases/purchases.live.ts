import type { QueryClient } from '@tanstack/react-query'
import { getAgeing, listBills } from '#purchasing/contract/bill-api.ts'
import * as api from '#purchasing/contract/purchase-api.ts'
import { payableChanged, purchaseChanged, supplierChanged } from '#purchasing/contract/purchase-events.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { getSupplier, listSupplierItems, listSuppliers } from '#purchasing/contract/supplier-api.ts'
import { liveHandler } from '#web/module.ts'

const ask = (queryClient: QueryClient, endpoints: readonly { path: string }[]): void => {
  for (const { path } of endpoints) void queryClient.invalidateQueries({ queryKey: [path] })
}

const purchaseViews = [api.getPurchaseBoard, api.listPurchases, api.getPurchase, api.listReceipts, api.listSuggestions, listSuppliers]
const payableViews = [listBills, getAgeing, listSuppliers]

/** What somebody did here is seen here at once. */
export function keep(queryClient: QueryClient, order: PurchaseOrder): void {
  queryClient.setQueryData([api.getPurchase.path, { id: order.id }], order)
  ask(queryClient, [api.getPurchaseBoard, api.listPurchases, api.listReceipts, api.listSuggestions, listSuppliers])
}

export const paid = (queryClient: QueryClient): void => ask(queryClient, [...payableViews, ...purchaseViews])

export const purchaseHandlers = [
  liveHandler(purchaseChanged, (queryClient) => ask(queryClient, purchaseViews)),
  liveHandler(supplierChanged, (queryClient) => ask(queryClient, [listSuppliers, getSupplier, listSupplierItems, api.listSuggestions])),
  liveHandler(payableChanged, (queryClient) => ask(queryClient, payableViews)),
]
