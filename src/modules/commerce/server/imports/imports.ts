import { importing } from '#kernel/imports/importing.ts'
import * as identity from '#identity/server/public.ts'
import { canManagePrices, canReadCosts } from '#commerce/contract/permissions.ts'
import { productImports } from '#commerce/contract/product-import-api.ts'
import { productImportProgressed } from '#commerce/contract/product-import-events.ts'
import type { ProductImportMapping } from '#commerce/contract/product-import.ts'
import { usualTaxPercent } from '#commerce/contract/usual-tax.ts'
import { batchSize, check as checkBatch, run as runBatch } from '#commerce/server/imports/batches.ts'
import { readMapping, suggest } from '#commerce/server/imports/columns.ts'
import { optionNames } from '#commerce/server/imports/goods.store.ts'
import { pricedIn } from '#commerce/server/imports/priced-in.ts'
import { undo as undoBatch } from '#commerce/server/imports/undo.ts'
import { mainListId } from '#commerce/server/prices/price-lists.ts'

/** Products out of spreadsheets: what is theirs of the kernel's imports. */
export const { create, get, list, chooseSheet, check, run, undo, problems, routes, jobs, schedules, lives, topics } =
  importing<ProductImportMapping>({
    name: 'commerce.product-import',
    table: 'commerce.product_import',
    learnt: ['commerce.product_import_key', 'commerce.product_import_draft', 'commerce.product_import_category'],
    undone: ['commerce.product_import_change'],
    api: productImports,
    progressed: productImportProgressed,
    batchSize,
    async suggest(ctx, header) {
      const { country, locale } = await identity.organization(ctx)
      // There is one to write prices into, whatever the shop did before.
      await mainListId(ctx)
      return {
        columns: suggest(header, await pricedIn(ctx), await optionNames(ctx)),
        onDuplicate: 'replace',
        decimalMark: locale === 'en' ? '.' : ',',
        taxBasisPoints: usualTaxPercent(country) * 100,
      }
    },
    /** Prices and costs come in by a file only for whoever may set them by hand. */
    async refusal(ctx, one, mapping) {
      const read = readMapping(mapping, one.header, await pricedIn(ctx))
      if ('refusal' in read) return read.refusal
      if (read.targets.some((target) => target?.kind === 'price')) ctx.require(canManagePrices)
      if (read.targets.some((target) => target?.kind === 'cost')) ctx.require(canReadCosts)
      return null
    },
    check: checkBatch,
    run: runBatch,
    undo: undoBatch,
  })
