import { importProgress } from '#kernel/contract/import.ts'

export const productImportProgressed = importProgress('commerce.product-import.progressed')
