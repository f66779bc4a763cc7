import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { CountState } from '#inventory/contract/count.ts'

/** A sheet was begun, went on or was closed. */
export const countMoved = event('inventory.count.moved', z.object({ countId: Id, locationId: Id, state: CountState }))
/** Somebody counted something on it; how far it is now. */
export const countEntered = event(
  'inventory.count.entered',
  z.object({ countId: Id, lineId: Id, countedCount: z.int(), lineCount: z.int() }),
)
