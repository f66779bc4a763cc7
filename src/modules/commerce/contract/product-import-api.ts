import { endpoint } from '#kernel/contract/declare.ts'
import { importApi } from '#kernel/contract/import.ts'
import { canReadCatalogue, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import { ProductFile, ProductImportMapping, WriteProductFile } from '#commerce/contract/product-import.ts'

/** Told live as `commerce.product-import.progressed`. Columns of prices and costs are only for who may change them. */
export const productImports = importApi({ path: '/product-imports', permission: canWriteCatalogue, mapping: ProductImportMapping })
/** What is sold as a spreadsheet that comes in again as it went out. */
export const writeProductFile = endpoint({
  method: 'POST',
  path: '/product-files',
  permission: canReadCatalogue,
  input: WriteProductFile,
  output: ProductFile,
})
