import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import { canManageStock, canReadStock } from '#inventory/contract/permissions.ts'
import { Proof } from '#inventory/contract/proof.ts'
import { StockSetting, UpdateStockSetting } from '#inventory/contract/setting.ts'

/** As it was set, or as it is until somebody does (version 0). */
export const getStockSetting = endpoint({
  method: 'GET',
  path: '/stock-settings',
  permission: canReadStock,
  input: z.object({}),
  output: StockSetting,
})
/** Another method of valuation makes everything be counted again by itself, soon after. */
export const updateStockSetting = endpoint({
  method: 'PUT',
  path: '/stock-settings',
  permission: canManageStock,
  input: UpdateStockSetting,
  output: StockSetting,
  versioned: true,
})
/** What everything there is is worth, altogether and by category. */
export const getStockValue = endpoint({
  method: 'GET',
  path: '/stock-value',
  permission: canReadCosts,
  input: z.object({}),
  output: z.object({
    currency: z.string(),
    valueMinor: z.int(),
    itemCount: z.int(),
    categories: z.array(z.object({ categoryId: Id.nullable(), valueMinor: z.int(), itemCount: z.int() })),
  }),
})
/** The last comparison; `null` before the first night. */
export const getStockProof = endpoint({
  method: 'GET',
  path: '/stock-proofs/latest',
  permission: canManageStock,
  input: z.object({}),
  output: z.object({ proof: Proof.nullable() }),
})
/** Makes what is kept of the variants of a proof what their moves say. */
export const repairStock = endpoint({
  method: 'POST',
  path: '/stock-proofs/:id/repair',
  permission: canManageStock,
  input: z.object({ id: Id }),
  output: Proof,
})
