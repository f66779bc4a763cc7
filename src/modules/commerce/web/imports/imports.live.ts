import { getProductImport, listProductImports } from '#commerce/contract/product-import-api.ts'
import { productImportProgressed } from '#commerce/contract/product-import-events.ts'
import { liveHandler } from '#web/module.ts'
import { showProgress } from '#web/sheets/progress.ts'

const paths = { one: getProductImport.path, all: listProductImports.path }

export const importHandlers = [
  liveHandler(productImportProgressed, (queryClient, told: Parameters<typeof showProgress>[2]) => showProgress(queryClient, paths, told)),
]
