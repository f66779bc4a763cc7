import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { ChangeItem, Item, KeepItems } from '#inventory/contract/item.ts'
import { ListStock, LotLevel, StockRow } from '#inventory/contract/level.ts'
import { canManageStock, canReadStock } from '#inventory/contract/permissions.ts'

/** What is counted and how much there is of it, by name. */
export const listStock = endpoint({
  method: 'GET',
  path: '/stock',
  permission: canReadStock,
  input: ListStock,
  output: pageOf(StockRow),
})
/** One variant, with its lots. */
export const getStock = endpoint({
  method: 'GET',
  path: '/stock/:id',
  permission: canReadStock,
  input: z.object({ id: Id }),
  output: StockRow.extend({ lots: z.array(LotLevel) }),
})
/** What is counted from now on, and how. */
export const keepItems = endpoint({
  method: 'POST',
  path: '/stock-items',
  permission: canManageStock,
  input: KeepItems,
  output: z.object({ items: z.array(Item) }),
})
/** How one of them is counted from now on. 404 `inventory.item_not_found` for what never was. */
export const changeItem = endpoint({
  method: 'PATCH',
  path: '/stock-items/:id',
  permission: canManageStock,
  input: ChangeItem,
  output: Item,
  versioned: true,
})
