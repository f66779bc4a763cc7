import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { SheetCounts, sheetLimits, SheetProblem, SheetStatus } from '#kernel/contract/sheet.ts'
import { Instant } from '#kernel/contract/time.ts'

export const productImportLimits = { ...sheetLimits, undoDays: 30 } as const

/**
 * What a column becomes: `category` (a path: `Bebidas > Gaseosas`), `name`, `option` (what variants differ in; its title is
 * what it is called), `sku`, `barcode`, `unit`, `kind`, `tax`, `cost`, `station`, `labels`, `description`, `weight`,
 * `available`, `price:main` or `price:<list>`.
 */
export const ProductTarget = z.string().max(80)

export const ProductImportMapping = z.object({
  /** One entry per column of the file, in its order; `null` leaves the column out. */
  columns: z.array(ProductTarget.nullable()).max(productImportLimits.columns),
  /** When a row is about something that is there already: write what the row says, or leave it as it is. */
  onDuplicate: z.enum(['replace', 'skip']).default('replace'),
  decimalMark: z.enum([',', '.']).default(','),
  /** Of new products whose row says nothing about taxes. */
  taxBasisPoints: z.int().min(0).max(10_000),
})
export type ProductImportMapping = z.output<typeof ProductImportMapping>

export const ProductImport = z.object({
  id: Id,
  fileName: z.string(),
  status: SheetStatus,
  /** Key below `kernel.sheet.failures` when the file could not be read. */
  failure: z.string().nullable(),
  /** `xlsx`, or how the letters of a text are written. */
  encoding: z.string(),
  delimiter: z.string(),
  /** Of a workbook: those that may be chosen, and the one that was read. */
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  header: z.array(z.string()),
  /** The first rows as text, to see what is in each column. */
  sample: z.array(z.array(z.string())),
  /** The saved mapping, or the one suggested from the header. */
  mapping: ProductImportMapping.nullable(),
  /** Of rows: each is one variant. `kept` are products. */
  counts: SheetCounts,
  problems: z.array(SheetProblem),
  /** Signed, short-lived; rows that were left out with the reason, ready to be corrected and uploaded again. */
  errorFileUrl: z.string().nullable(),
  createdAt: Instant,
  createdByName: z.string(),
  /** Until when it can be undone. */
  undoUntil: Instant.nullable(),
  version: z.number(),
})
export type ProductImport = z.infer<typeof ProductImport>

export const ProductImportSummary = ProductImport.omit({ sample: true, mapping: true, problems: true, header: true })
export type ProductImportSummary = z.infer<typeof ProductImportSummary>

/** The whole catalogue, or a sheet with its titles and two rows that show how it is filled in. The link works for an hour. */
export const WriteProductFile = z.object({ format: z.enum(['csv', 'xlsx']), isTemplate: z.boolean().default(false) })
export const ProductFile = z.object({ fileUrl: z.string(), rows: z.int() })
