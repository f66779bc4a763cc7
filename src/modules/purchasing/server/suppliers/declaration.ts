import { serve, type Route } from '#kernel/module.ts'
import * as api from '#purchasing/contract/supplier-api.ts'
import * as settings from '#purchasing/server/settings/settings.ts'
import * as items from '#purchasing/server/suppliers/items.ts'
import * as suppliers from '#purchasing/server/suppliers/suppliers.ts'

export const supplierRoutes: readonly Route[] = [
  serve(api.listSuppliers, suppliers.list),
  serve(api.getSupplier, suppliers.get),
  serve(api.createSupplier, suppliers.create),
  serve(api.updateSupplier, suppliers.update),
  serve(api.listSupplierItems, items.list),
  serve(api.saveSupplierItem, items.save),
  serve(api.removeSupplierItem, items.remove),
  serve(api.listSupplierPrices, items.prices),
  serve(api.getPurchasingSetting, settings.get),
  serve(api.savePurchasingSetting, settings.save),
]
