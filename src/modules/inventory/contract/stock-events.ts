import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

/** There is more or less of these, or more or less of it is promised. */
export const stockChanged = event('inventory.stock.changed', z.object({ variantIds: z.array(Id) }))
/** Places, recipes, who is told, what is counted and how. */
export const stockSettingChanged = event(
  'inventory.setting.changed',
  z.object({ kind: z.enum(['locations', 'items', 'recipes', 'settings']) }),
)
