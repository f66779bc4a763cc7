import type { Ctx } from '#kernel/ctx.ts'
import type { Outcome, StartedImport } from '#kernel/imports/kind.ts'
import { readRows, type NumberedRow } from '#kernel/imports/rows.ts'
import type { NumberedCells } from '#kernel/sheet/reading.ts'
import * as identity from '#identity/server/public.ts'
import type { ProductImportMapping } from '#commerce/contract/product-import.ts'
import * as categoryStore from '#commerce/server/catalogue/categories.store.ts'
import { scaleLayouts } from '#commerce/server/catalogue/scale-layouts.ts'
import * as productStore from '#commerce/server/catalogue/products.store.ts'
import * as variantStore from '#commerce/server/catalogue/variants.store.ts'
import { nameKeyOf } from '#commerce/server/catalogue/product-words.ts'
import { categoryPaths, type CategoryPaths } from '#commerce/server/imports/category-paths.ts'
import { priceTarget, readMapping, type PricedIn, type Target } from '#commerce/server/imports/columns.ts'
import { pricedIn } from '#commerce/server/imports/priced-in.ts'
import { readRow, type ReadRow } from '#commerce/server/imports/row.ts'
import * as store from '#commerce/server/imports/rows.store.ts'
import { addKeys, codeKeysOf, nameKey, priceKey, putRow, type Draft, type Planned, type Shelf } from '#commerce/server/imports/shelf.ts'
import { writeBatch } from '#commerce/server/imports/writing.ts'
import * as priceStore from '#commerce/server/prices/prices.store.ts'

/** Few enough that a batch never holds the process or anybody's rows for a noticeable moment. */
export const batchSize = 500

type Numbered = NumberedRow<ReadRow>
type Read = { numbered: Numbered[]; invalid: Outcome[]; targets: readonly (Target | null)[]; currency: string }
type Started = StartedImport<ProductImportMapping>

/** The dry run of a batch: the same reading and planning as the real one, over what there is and what earlier rows would leave. */
export async function check(ctx: Ctx, one: Started, rows: readonly NumberedCells[]): Promise<Outcome[]> {
  const read = await readBatch(ctx, one, rows)
  const shelf = await shelfOf(ctx, one, read, 'dry')
  const paths = await pathsOf(ctx, one, false)
  const { outcomes, planned } = plan(ctx, one, read, shelf, paths)
  const touched = [...new Set(planned.flatMap((row) => ('productId' in row ? [row.productId] : [])))]
  const drafts = touched.flatMap((id) => shelf.drafts.get(id) ?? [])
  await store.keepDrafts(ctx, one.id, drafts)
  await store.addKeys(ctx, one.id, [...learntBy(shelf), ...drafts.map(({ id, name }) => ({ key: nameKey(name), productId: id }))])
  if (paths.planned.length > 0) await store.addCategories(ctx, one.id, paths.planned, false)
  return outcomes
}

/** Writes a batch, all of it or nothing. Who takes a code meanwhile makes the whole batch be read and planned again. */
export async function run(ctx: Ctx, one: Started, rows: readonly NumberedCells[]): Promise<Outcome[]> {
  const read = await readBatch(ctx, one, rows)
  const shelf = await shelfOf(ctx, one, read, 'real')
  const before = new Map([...shelf.drafts].map(([id, draft]) => [id, draft]))
  const paths = await pathsOf(ctx, one, true)
  const { outcomes, planned } = plan(ctx, one, read, shelf, paths)
  await store.addKeys(ctx, one.id, learntBy(shelf))
  await writeBatch(ctx, one.id, { batch: rows.at(-1)?.rowNumber ?? 0, shelf, before, planned, categories: paths.planned })
  return outcomes
}

const learntBy = (shelf: Shelf) => [...shelf.learnt].map(([key, productId]) => ({ key, productId }))

async function readBatch(ctx: Ctx, { mapping, header }: Started, rows: readonly NumberedCells[]): Promise<Read> {
  const [lists, layouts, { currency }] = await Promise.all([pricedIn(ctx), scaleLayouts(ctx), identity.organization(ctx)])
  const chosen = readMapping({ ...mapping, columns: living(mapping.columns, lists) }, header, lists)
  if ('refusal' in chosen) throw new Error('an import without a sound mapping was started')
  const { targets } = chosen
  return { ...readRows(rows, (cells) => readRow(cells, { targets, mapping, currency, layouts })), targets, currency }
}

/** Prices of a list that was put away in the middle of it all are nobody's. */
const living = (columns: readonly (string | null)[], lists: readonly PricedIn[]): (string | null)[] => {
  const known = new Set(lists.map(priceTarget))
  return columns.map((column) => (column?.startsWith('price:') && !known.has(column) ? null : column))
}

/** What the rows of a batch may be about: products with their codes or their names, with what the file did to them already. */
async function shelfOf(ctx: Ctx, one: Started, { numbered, targets }: Read, how: 'dry' | 'real'): Promise<Shelf> {
  const skus = numbered.flatMap(({ row }) => row.sku ?? [])
  const codes = numbered.flatMap(({ row }) => row.barcodes.map(({ code }) => code))
  const names = [...new Set(numbered.flatMap(({ row }) => row.name ?? []))]
  const wanted = [...new Set([...numbered.flatMap(({ row }) => codeKeysOf(row)), ...names.map(nameKey)])]
  const [byCode, byName, earlier] = await Promise.all([
    variantStore.productsByCode(ctx, skus, codes),
    productStore.namedAmong(ctx, [...new Set(names.map(nameKeyOf))]),
    store.keys(ctx, one.id, wanted),
  ])
  const ids = [...new Set([...byCode, ...byName].map(({ id }) => id))].toSorted()
  const found = how === 'real' ? await productStore.findForUpdate(ctx, ids) : await productStore.findMany(ctx, ids)
  const drafts = new Map(found.map((row) => [row.id, draftOf(row)]))
  if (how === 'dry') {
    const shadows = [...new Set([...earlier.map(({ productId }) => productId), ...ids])]
    for (const draft of await store.drafts(ctx, one.id, shadows)) drafts.set(draft.id, draft)
  }
  const variantIds = [...drafts.values()].flatMap(({ variants }) => variants.map(({ id }) => id))
  const listIds = targets.flatMap((target) => (target?.kind === 'price' ? [target.listId] : []))
  const [about, prices] = await Promise.all([
    store.keys(
      ctx,
      one.id,
      variantIds.map((id) => `variant:${id}`),
    ),
    listIds.length === 0 ? [] : priceStore.current(ctx, listIds, variantIds),
  ])
  const shelf: Shelf = {
    drafts,
    productIdsByKey: new Map(),
    taken: new Set([...earlier, ...about].flatMap(({ key }) => (key.startsWith('name:') ? [] : [key]))),
    learnt: new Map(),
    priceByKey: new Map(prices.map(({ variantId, listId, amountMinor }) => [priceKey(variantId, listId), amountMinor])),
  }
  for (const draft of drafts.values()) addKeys(shelf, draft)
  return shelf
}

const draftOf = ({
  imageIds: _images,
  modifierGroupIds: _groups,
  createdAt: _made,
  updatedAt: _at,
  archivedAt,
  ...row
}: productStore.ProductRow): Draft => ({
  ...row,
  isArchived: archivedAt !== null,
  isNew: false,
})

async function pathsOf(ctx: Ctx, one: Started, isReal: boolean): Promise<CategoryPaths> {
  const living = await categoryStore.living(ctx)
  const planned = isReal ? [] : await store.categories(ctx, one.id, false)
  return categoryPaths([...living, ...planned], ctx.newId)
}

function plan(
  ctx: Ctx,
  one: Started,
  { numbered, invalid, targets, currency }: Read,
  shelf: Shelf,
  paths: CategoryPaths,
): { outcomes: Outcome[]; planned: Planned[] } {
  const rules = {
    policy: one.mapping.onDuplicate,
    taxBasisPoints: one.mapping.taxBasisPoints,
    currency,
    hasCategories: targets.some((target) => target?.kind === 'category'),
    newId: ctx.newId,
  }
  const planned: Planned[] = []
  const outcomes = numbered.map(({ rowNumber, row }): Outcome => {
    const place = row.category === null ? { id: undefined } : paths.resolve(row.category)
    const made = putRow(shelf, row, place, rules)
    planned.push(made)
    const problems = made.outcome === 'invalid' ? made.problems : []
    return { rowNumber, outcome: made.outcome, faults: problems.map((problem) => ({ problem, column: null })) }
  })
  return { outcomes: [...invalid, ...outcomes], planned }
}
