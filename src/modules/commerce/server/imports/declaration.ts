import { writeProductFile } from '#commerce/contract/product-import-api.ts'
import * as events from '#commerce/contract/product-import-events.ts'
import * as imports from '#commerce/server/imports/imports.ts'
import * as productFile from '#commerce/server/imports/product-file.ts'
import { serve, type PersonalData, type Route } from '#kernel/module.ts'

/** What bringing products in and out by files adds to the module. */
export const importRoutes: readonly Route[] = [...imports.routes, serve(writeProductFile, productFile.write)]
export const importEvents = Object.values(events)
export const importJobs = Object.values(imports.jobs)
export const { schedules: importSchedules, lives: importLives, topics: importTopics } = imports
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
