import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { SheetCounts, SheetStatus } from '#kernel/contract/sheet.ts'

export const productImportProgressed = event(
  'commerce.product-import.progressed',
  z.object({ importId: Id, status: SheetStatus, counts: SheetCounts }),
)
