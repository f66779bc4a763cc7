import { z } from 'zod'
import { importColumns, type Import } from '#kernel/contract/import.ts'

export const ProductImportMapping = z.object({
  /**
   * `category` (a path: `Bebidas > Gaseosas`), `name`, `option` (what variants differ in; its title is what it is called),
   * `sku`, `barcode`, `unit`, `kind`, `tax`, `cost`, `station`, `labels`, `description`, `weight`, `available`, `price:main`
   * or `price:<list>`.
   */
  columns: importColumns,
  /** When a row is about something that is there already: write what the row says, or leave it as it is. */
  onDuplicate: z.enum(['replace', 'skip']).default('replace'),
  decimalMark: z.enum([',', '.']).default(','),
  /** Of new products whose row says nothing about taxes. */
  taxBasisPoints: z.int().min(0).max(10_000),
})
export type ProductImportMapping = z.output<typeof ProductImportMapping>

/** Its counts are of rows: each is one variant. `kept` are products. */
export type ProductImport = Import<ProductImportMapping>

/** The whole catalogue, or a sheet with its titles and two rows that show how it is filled in. The link works for an hour. */
export const WriteProductFile = z.object({ format: z.enum(['csv', 'xlsx']), isTemplate: z.boolean().default(false) })
export const ProductFile = z.object({ fileUrl: z.string(), rows: z.int() })
