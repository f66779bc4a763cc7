import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { canBuy, canManagePurchasing, canReadPurchases } from '#purchasing/contract/permissions.ts'
import { PurchasingSetting, SaveSetting } from '#purchasing/contract/purchasing-setting.ts'
import {
  CreateSupplier,
  ListItems,
  ListSuppliers,
  SaveItem,
  Supplier,
  SupplierCard,
  SupplierItem,
  SupplierPrice,
  UpdateSupplier,
} from '#purchasing/contract/supplier.ts'

const One = z.object({ id: Id })

export const listSuppliers = endpoint({
  method: 'GET',
  path: '/suppliers',
  permission: canReadPurchases,
  input: ListSuppliers,
  output: pageOf(SupplierCard),
})
export const getSupplier = endpoint({ method: 'GET', path: '/suppliers/:id', permission: canReadPurchases, input: One, output: Supplier })
export const createSupplier = endpoint({
  method: 'POST',
  path: '/suppliers',
  permission: canBuy,
  input: CreateSupplier,
  output: Supplier,
})
export const updateSupplier = endpoint({
  method: 'PUT',
  path: '/suppliers/:id',
  permission: canBuy,
  input: UpdateSupplier,
  output: Supplier,
  versioned: true,
})
/** What a supplier sells, or who sells something. */
export const listSupplierItems = endpoint({
  method: 'GET',
  path: '/supplier-items',
  permission: canReadPurchases,
  input: ListItems,
  output: z.object({ items: z.array(SupplierItem) }),
})
export const saveSupplierItem = endpoint({
  method: 'POST',
  path: '/supplier-items',
  permission: canBuy,
  input: SaveItem,
  output: SupplierItem,
})
export const removeSupplierItem = endpoint({
  method: 'DELETE',
  path: '/supplier-items/:id',
  permission: canBuy,
  input: One,
  output: z.object({}),
})
/** What was asked for it over time, newest first. */
export const listSupplierPrices = endpoint({
  method: 'GET',
  path: '/supplier-items/:id/prices',
  permission: canReadPurchases,
  input: One,
  output: z.object({ items: z.array(SupplierPrice) }),
})
export const getPurchasingSetting = endpoint({
  method: 'GET',
  path: '/purchasing-setting',
  permission: canReadPurchases,
  input: z.object({}),
  output: PurchasingSetting,
})
export const savePurchasingSetting = endpoint({
  method: 'PUT',
  path: '/purchasing-setting',
  permission: canManagePurchasing,
  input: SaveSetting,
  output: PurchasingSetting,
  versioned: true,
})
