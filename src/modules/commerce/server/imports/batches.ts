import type { Ctx } from '#kernel/ctx.ts'
import type { Batch, Progress } from '#kernel/sheet/steps.ts'
import * as identity from '#identity/server/public.ts'
import * as categoryStore from '#commerce/server/catalogue/categories.store.ts'
import { scaleLayouts } from '#commerce/server/catalogue/scale-layouts.ts'
import * as productStore from '#commerce/server/catalogue/products.store.ts'
import * as variantStore from '#commerce/server/catalogue/variants.store.ts'
import { nameKeyOf } from '#commerce/server/catalogue/product-words.ts'
import { categoryPaths, type CategoryPaths } from '#commerce/server/imports/category-paths.ts'
import { priceTarget, readMapping, type PricedIn, type Target } from '#commerce/server/imports/columns.ts'
import type { StoredImport } from '#commerce/server/imports/imports.store.ts'
import { pricedIn } from '#commerce/server/imports/priced-in.ts'
import { readRow, type ReadRow } from '#commerce/server/imports/row.ts'
import * as rows from '#commerce/server/imports/rows.store.ts'
import { addKeys, codeKeysOf, nameKey, priceKey, putRow, type Draft, type Planned, type Shelf } from '#commerce/server/imports/shelf.ts'
import { writeBatch } from '#commerce/server/imports/writing.ts'
import * as priceStore from '#commerce/server/prices/prices.store.ts'

/** Few enough that a batch never holds the process or anybody's rows for a noticeable moment. */
export const batchSize = 500

type Numbered = { rowNumber: number; row: ReadRow }
type Read = {
  numbered: Numbered[]
  invalid: rows.Outcome[]
  last: number
  count: number
  targets: readonly (Target | null)[]
  currency: string
}

/** The dry run of a batch: the same reading and planning as the real one, over what there is and what earlier rows would leave. */
export async function check(ctx: Ctx, one: StoredImport, after: number): Promise<Batch> {
  const read = await readBatch(ctx, one, after)
  const shelf = await shelfOf(ctx, one, read, 'dry')
  const paths = await pathsOf(ctx, one, false)
  const { outcomes, planned } = plan(ctx, one, read, shelf, paths)
  const touched = [...new Set(planned.flatMap((row) => ('productId' in row ? [row.productId] : [])))]
  const drafts = touched.flatMap((id) => shelf.drafts.get(id) ?? [])
  await rows.keepDrafts(ctx, one.id, drafts)
  await rows.addKeys(ctx, one.id, [...learntBy(shelf), ...drafts.map(({ id, name }) => ({ key: nameKey(name), productId: id }))])
  if (paths.planned.length > 0) await rows.addCategories(ctx, one.id, paths.planned, false)
  return finish(ctx, one, read, outcomes)
}

/** Writes a batch, all of it or nothing. Who takes a code meanwhile makes the whole batch be read and planned again. */
export async function run(ctx: Ctx, one: StoredImport, after: number): Promise<Batch> {
  const read = await readBatch(ctx, one, after)
  const shelf = await shelfOf(ctx, one, read, 'real')
  const before = new Map([...shelf.drafts].map(([id, draft]) => [id, draft]))
  const paths = await pathsOf(ctx, one, true)
  const { outcomes, planned } = plan(ctx, one, read, shelf, paths)
  await rows.addKeys(ctx, one.id, learntBy(shelf))
  await writeBatch(ctx, one.id, { batch: read.last, shelf, before, planned, categories: paths.planned })
  return finish(ctx, one, read, outcomes)
}

const learntBy = (shelf: Shelf) => [...shelf.learnt].map(([key, productId]) => ({ key, productId }))

async function finish(ctx: Ctx, one: StoredImport, { last, count }: Read, outcomes: readonly rows.Outcome[]): Promise<Batch> {
  await rows.setOutcomes(ctx, one.id, outcomes)
  return { progress: tally(outcomes, count), last, isEnd: count < batchSize }
}

const tally = (outcomes: readonly rows.Outcome[], done: number): Progress => {
  const count = (outcome: rows.Outcome['outcome']): number => outcomes.filter((one) => one.outcome === outcome).length
  return { done, created: count('create'), updated: count('update'), skipped: count('skip'), invalid: count('invalid') }
}

async function readBatch(ctx: Ctx, one: StoredImport, after: number): Promise<Read> {
  const [lists, layouts, { currency }] = await Promise.all([pricedIn(ctx), scaleLayouts(ctx), identity.organization(ctx)])
  const chosen = one.mapping && readMapping({ ...one.mapping, columns: living(one.mapping.columns, lists) }, one.header, lists)
  if (!one.mapping || !chosen || 'refusal' in chosen) throw new Error('an import without a sound mapping was started')
  const found = await rows.batch(ctx, one.id, after, batchSize)
  const read: Read = {
    numbered: [],
    invalid: [],
    last: found.at(-1)?.rowNumber ?? after,
    count: found.length,
    targets: chosen.targets,
    currency,
  }
  for (const { rowNumber, cells } of found) {
    const outcome = readRow(cells, { targets: chosen.targets, mapping: one.mapping, currency, layouts })
    if ('row' in outcome) read.numbered.push({ rowNumber, row: outcome.row })
    else read.invalid.push({ rowNumber, outcome: 'invalid', problem: outcome.problem, problemColumn: outcome.column })
  }
  return read
}

/** Prices of a list that was put away in the middle of it all are nobody's. */
const living = (columns: readonly (string | null)[], lists: readonly PricedIn[]): (string | null)[] => {
  const known = new Set(lists.map(priceTarget))
  return columns.map((column) => (column?.startsWith('price:') && !known.has(column) ? null : column))
}

/** What the rows of a batch may be about: products with their codes or their names, with what the file did to them already. */
async function shelfOf(ctx: Ctx, one: StoredImport, { numbered, targets }: Read, how: 'dry' | 'real'): Promise<Shelf> {
  const skus = numbered.flatMap(({ row }) => row.sku ?? [])
  const codes = numbered.flatMap(({ row }) => row.barcodes.map(({ code }) => code))
  const names = [...new Set(numbered.flatMap(({ row }) => row.name ?? []))]
  const wanted = [...new Set([...numbered.flatMap(({ row }) => codeKeysOf(row)), ...names.map(nameKey)])]
  const [byCode, byName, earlier] = await Promise.all([
    variantStore.productsByCode(ctx, skus, codes),
    productStore.namedAmong(ctx, [...new Set(names.map(nameKeyOf))]),
    rows.keys(ctx, one.id, wanted),
  ])
  const ids = [...new Set([...byCode, ...byName].map(({ id }) => id))].toSorted()
  const found = how === 'real' ? await productStore.findForUpdate(ctx, ids) : await productStore.findMany(ctx, ids)
  const drafts = new Map(found.map((row) => [row.id, draftOf(row)]))
  if (how === 'dry') {
    const shadows = [...new Set([...earlier.map(({ productId }) => productId), ...ids])]
    for (const draft of await rows.drafts(ctx, one.id, shadows)) drafts.set(draft.id, draft)
  }
  const variantIds = [...drafts.values()].flatMap(({ variants }) => variants.map(({ id }) => id))
  const listIds = targets.flatMap((target) => (target?.kind === 'price' ? [target.listId] : []))
  const [about, prices] = await Promise.all([
    rows.keys(
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

async function pathsOf(ctx: Ctx, one: StoredImport, isReal: boolean): Promise<CategoryPaths> {
  const living = await categoryStore.living(ctx)
  const planned = isReal ? [] : await rows.categories(ctx, one.id, false)
  return categoryPaths([...living, ...planned], ctx.newId)
}

function plan(
  ctx: Ctx,
  one: StoredImport,
  { numbered, invalid, targets, currency }: Read,
  shelf: Shelf,
  paths: CategoryPaths,
): { outcomes: rows.Outcome[]; planned: Planned[] } {
  const rules = {
    policy: one.mapping?.onDuplicate ?? 'replace',
    taxBasisPoints: one.mapping?.taxBasisPoints ?? 0,
    currency,
    hasCategories: targets.some((target) => target?.kind === 'category'),
    newId: ctx.newId,
  }
  const planned: Planned[] = []
  const outcomes = numbered.map(({ rowNumber, row }): rows.Outcome => {
    const place = row.category === null ? { id: undefined } : paths.resolve(row.category)
    const made: Planned = 'problem' in place ? { outcome: 'invalid', problem: place.problem } : putRow(shelf, row, place.id, rules)
    planned.push(made)
    const problem = 'problem' in made ? made.problem : null
    return { rowNumber, outcome: made.outcome, problem, problemColumn: null }
  })
  return { outcomes: [...invalid, ...outcomes], planned }
}
