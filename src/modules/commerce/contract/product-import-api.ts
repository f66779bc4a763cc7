import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { canReadCatalogue, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import {
  ProductFile,
  ProductImport,
  productImportLimits,
  ProductImportMapping,
  ProductImportSummary,
  WriteProductFile,
} from '#commerce/contract/product-import.ts'

const One = z.object({ id: Id })

/** Starts with the file; reading it is a job, told live as `commerce.product-import.progressed`. */
export const createProductImport = endpoint({
  method: 'POST',
  path: '/product-imports',
  permission: canWriteCatalogue,
  input: z.object({}),
  output: ProductImport,
  accepts: 'file',
  bodyLimit: productImportLimits.bytes + 64 * 1024,
})
export const listProductImports = endpoint({
  method: 'GET',
  path: '/product-imports',
  permission: canWriteCatalogue,
  input: z.object({}),
  output: z.object({ items: z.array(ProductImportSummary) }),
})
export const getProductImport = endpoint({
  method: 'GET',
  path: '/product-imports/:id',
  permission: canWriteCatalogue,
  input: One,
  output: ProductImport,
})
/** Another sheet of the workbook: it is read from the start. */
export const chooseProductImportSheet = endpoint({
  method: 'PUT',
  path: '/product-imports/:id/sheet',
  permission: canWriteCatalogue,
  input: One.extend({ sheet: z.string().min(1).max(100) }),
  output: ProductImport,
})
/** Tries every row without writing anything. Columns of prices and costs are only for who may change them. */
export const checkProductImport = endpoint({
  method: 'PUT',
  path: '/product-imports/:id/check',
  permission: canWriteCatalogue,
  input: One.extend({ mapping: ProductImportMapping }),
  output: ProductImport,
})
export const runProductImport = endpoint({
  method: 'PUT',
  path: '/product-imports/:id/run',
  permission: canWriteCatalogue,
  input: One,
  output: ProductImport,
})
export const undoProductImport = endpoint({
  method: 'PUT',
  path: '/product-imports/:id/undo',
  permission: canWriteCatalogue,
  input: One,
  output: ProductImport,
})
/** What is sold as a spreadsheet that comes in again as it went out. */
export const writeProductFile = endpoint({
  method: 'POST',
  path: '/product-files',
  permission: canReadCatalogue,
  input: WriteProductFile,
  output: ProductFile,
})
