import { productImports } from '#commerce/contract/product-import-api.ts'
import { productImportProgressed } from '#commerce/contract/product-import-events.ts'
import { liveHandler } from '#web/module.ts'
import { showProgress } from '#web/sheets/progress.ts'

export const importHandlers = [liveHandler(productImportProgressed, showProgress(productImports))]
