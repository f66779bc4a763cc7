import { canWriteCatalogue } from '#commerce/contract/permissions.ts'
import * as api from '#commerce/contract/product-import-api.ts'
import * as events from '#commerce/contract/product-import-events.ts'
import { writeErrorFile } from '#commerce/server/imports/error-file.ts'
import * as imports from '#commerce/server/imports/imports.ts'
import * as productFile from '#commerce/server/imports/product-file.ts'
import { readFile } from '#commerce/server/imports/read-file.ts'
import { checkStep, forgetProductImports, runStep, undoStep } from '#commerce/server/imports/steps.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import { live, serve, type Live, type PersonalData, type Route, type Schedule, type Topic } from '#kernel/module.ts'

/** What bringing products in and out by files adds to the module. */
export const importRoutes: readonly Route[] = [
  serve(api.createProductImport, imports.create),
  serve(api.listProductImports, imports.list),
  serve(api.getProductImport, imports.get),
  serve(api.chooseProductImportSheet, imports.chooseSheet),
  serve(api.checkProductImport, imports.check),
  serve(api.runProductImport, imports.run),
  serve(api.undoProductImport, imports.undo),
  serve(api.writeProductFile, productFile.write),
]
export const importEvents = Object.values(events)
export const importJobs = [readFile, checkStep, runStep, undoStep, writeErrorFile, forgetProductImports] as readonly JobType[]
export const importSchedules: readonly Schedule[] = [
  { name: 'commerce.forget-product-imports', everySeconds: 86_400, job: forgetProductImports, per: 'organization' },
]
export const importLives: readonly Live[] = [
  live(
    events.productImportProgressed,
    ({ importId }) => [`commerce.product-import:${importId}`],
    ({ permissions }, data) => (permissions.has(canWriteCatalogue.code) ? data : null),
  ),
]
export const importTopics: readonly Topic[] = [
  { prefix: 'commerce.product-import', mayWatch: (ctx) => Promise.resolve(ctx.can(canWriteCatalogue)) },
]
export const importPersonalData: readonly PersonalData[] = [
  {
    table: 'commerce.product_import',
    subject: 'user',
    columns: ['created_by_name'],
    purpose: 'commerce.personal-data.authorship',
  },
]
const goods = 'What a file says of what is sold, about nobody.'
export const importImpersonal: Readonly<Record<string, string>> = {
  'commerce.product_import.file_name': 'What a file of products is called.',
  'commerce.product_import.failure': goods,
  'commerce.product_import.encoding': goods,
  'commerce.product_import.delimiter': goods,
  'commerce.product_import.sheets': goods,
  'commerce.product_import.sheet': goods,
  'commerce.product_import.header': goods,
  'commerce.product_import.sample': goods,
  'commerce.product_import.mapping': goods,
  'commerce.product_import_row': goods,
  'commerce.product_import_key': goods,
  'commerce.product_import_draft': goods,
  'commerce.product_import_category': goods,
  'commerce.product_import_change': goods,
}
