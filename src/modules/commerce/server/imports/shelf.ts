import { mostVariants } from '#commerce/contract/product.ts'
import { variantNameOf } from '#commerce/server/catalogue/product-rules.ts'
import { nameKeyOf } from '#commerce/server/catalogue/product-words.ts'
import type { ProductRow } from '#commerce/server/catalogue/products.store.ts'
import type { ReadRow, RowRefusal } from '#commerce/server/imports/row.ts'
import { searchable } from '#kernel/contract/text.ts'

/** What rows do to products. Pure: reading and writing is done by who calls. */

export type Draft = Pick<
  ProductRow,
  | 'id'
  | 'categoryId'
  | 'kind'
  | 'name'
  | 'description'
  | 'unit'
  | 'taxKind'
  | 'taxBasisPoints'
  | 'options'
  | 'labels'
  | 'brandIds'
  | 'hours'
  | 'station'
  | 'preparationMinutes'
  | 'variants'
  | 'version'
> & { isArchived: boolean; isNew: boolean }
export type DraftVariant = Draft['variants'][number]

/** The part of the catalogue that a batch is about, as it stands when its rows are gone through one after the other. */
export type Shelf = {
  drafts: Map<string, Draft>
  /** Of a code (`sku:`, `code:`): the product that has it. Of a name (`name:`): those that are called so. */
  productIdsByKey: Map<string, Set<string>>
  /** What earlier rows of the file were about. */
  taken: Set<string>
  /** What the rows of this batch were about, with the product. */
  learnt: Map<string, string>
  /** Amounts that hold now, by variant and list. */
  priceByKey: Map<string, number>
}

export type Rules = {
  policy: 'replace' | 'skip'
  taxBasisPoints: number
  currency: string
  /** Whether the file says of what category things are; where it does not, names are looked for in all of them. */
  hasCategories: boolean
  newId: () => string
}

/** What a row comes to: its variant, and the prices that it says and that do not hold yet. */
export type Planned =
  | { outcome: 'create' | 'update'; productId: string; variantId: string; prices: { listId: string; amountMinor: number }[] }
  | { outcome: 'skip' }
  | { outcome: 'invalid'; problems: readonly RowRefusal[] }

/** Where a row's product goes. `id` undefined: the row says nothing about it. */
export type Place = { id: string | null | undefined } | { problem: RowRefusal }

export const nameKey = (name: string): string => `name:${nameKeyOf(name) || searchable(name).slice(0, 200)}`
export const codeKeysOf = ({ sku, barcodes }: Pick<ReadRow, 'sku' | 'barcodes'>): string[] => [
  ...(sku === null ? [] : [`sku:${sku}`]),
  ...barcodes.map(({ code }) => `code:${code}`),
]
export const priceKey = (variantId: string, listId: string): string => `${variantId} ${listId}`
const refuse = (problems: readonly RowRefusal[]): Planned => ({ outcome: 'invalid', problems })

/** A row that cannot come in says all that is wrong with it, and changes nothing. */
export function putRow(shelf: Shelf, row: ReadRow, place: Place, rules: Rules): Planned {
  const repeated = repeatedCodes(shelf, row)
  const faults = [...('problem' in place ? [place.problem] : []), ...repeated]
  const found = findVariant(shelf, row, place, rules)
  if ('problem' in found) return refuse([...faults, found.problem])
  const before = found.draft
  const own = before?.variants.find(({ id }) => id === found.variantId)
  if (before?.isArchived) faults.push('archived')
  if (own && repeated.length === 0 && shelf.taken.has(`variant:${own.id}`)) faults.push('row-repeated')
  if (own && rules.policy === 'skip') return faults.length > 0 ? refuse(faults) : { outcome: 'skip' }
  const draft = before ? structuredClone(before) : newDraft(row, rules)
  if (!draft) return refuse([...faults, 'name-missing'])
  faults.push(...misfits(draft, own, row))
  if (faults.length > 0) return refuse(faults)
  const variant = draft.variants.find(({ id }) => id === own?.id) ?? addVariant(draft, row, rules)
  write(draft, variant, row, 'id' in place ? place.id : undefined, rules)
  const prices = row.prices.filter(({ listId, amountMinor }) => shelf.priceByKey.get(priceKey(variant.id, listId)) !== amountMinor)
  if (own && prices.length === 0 && JSON.stringify(before) === JSON.stringify(draft)) {
    take(shelf, row, draft.id, variant.id)
    return { outcome: 'skip' }
  }
  shelf.drafts.set(draft.id, draft)
  addKeys(shelf, draft)
  take(shelf, row, draft.id, variant.id)
  return { outcome: own ? 'update' : 'create', productId: draft.id, variantId: variant.id, prices }
}

function repeatedCodes(shelf: Shelf, row: ReadRow): RowRefusal[] {
  const repeated = codeKeysOf(row).filter((key) => shelf.taken.has(key))
  return [...new Set(repeated.map((key) => (key.startsWith('sku:') ? 'sku-repeated' : 'barcode-repeated')))]
}

function take(shelf: Shelf, row: ReadRow, productId: string, variantId: string): void {
  for (const key of [...codeKeysOf(row), `variant:${variantId}`]) {
    shelf.taken.add(key)
    shelf.learnt.set(key, productId)
  }
}

/** By what a product is found: its codes, also those of its variants, and its name. */
export const keysOf = (draft: Pick<Draft, 'name' | 'variants'>): string[] => [
  nameKey(draft.name),
  ...draft.variants.flatMap(({ sku, barcodes }) => codeKeysOf({ sku, barcodes })),
]

export function addKeys(shelf: Shelf, draft: Draft): void {
  for (const key of keysOf(draft)) {
    const ids = shelf.productIdsByKey.get(key)
    if (ids) ids.add(draft.id)
    else shelf.productIdsByKey.set(key, new Set([draft.id]))
  }
}

type Found = { draft: Draft | null; variantId: string | null } | { problem: RowRefusal }

/** Codes decide; where no code is known, the name within the category does. */
function findVariant(shelf: Shelf, row: ReadRow, inPlace: Place, rules: Rules): Found {
  const byCode = new Map<string, Draft>()
  for (const draft of draftsOf(shelf, codeKeysOf(row)))
    for (const variant of draft.variants) if (hasCodeOf(variant, row)) byCode.set(variant.id, draft)
  if (byCode.size > 1) return { problem: 'two-products' }
  for (const [variantId, draft] of byCode) return { draft, variantId }
  if (row.name === null) return { problem: 'name-missing' }
  // What is called so where the row cannot go is something else.
  if ('problem' in inPlace) return { draft: null, variantId: null }
  const place = rules.hasCategories ? (inPlace.id ?? null) : undefined
  const named = draftsOf(shelf, [nameKey(row.name)]).filter(
    (draft) => !draft.isArchived && nameKey(draft.name) === nameKey(row.name ?? '') && (place === undefined || draft.categoryId === place),
  )
  const [draft, ...others] = named
  if (!draft) return { draft: null, variantId: null }
  if (others.length > 0) return { problem: 'name-twice' }
  const values = inOrderOf(draft.options, row.options).map(({ value }) => fold(value))
  const alike = draft.variants.find(
    ({ optionValues }) => optionValues.length === values.length && optionValues.every((value, i) => fold(value) === values[i]),
  )
  if (!alike) return { draft, variantId: null }
  // Another code under the same name is something else, which nobody could tell apart.
  if (row.sku !== null && alike.sku !== null && alike.sku !== row.sku) return { problem: 'same-name' }
  return { draft, variantId: alike.id }
}

const draftsOf = (shelf: Shelf, keys: readonly string[]): Draft[] =>
  [...new Set(keys.flatMap((key) => [...(shelf.productIdsByKey.get(key) ?? [])]))].flatMap((id) => shelf.drafts.get(id) ?? [])

const hasCodeOf = (variant: DraftVariant, row: ReadRow): boolean =>
  (row.sku !== null && variant.sku === row.sku) || variant.barcodes.some(({ code }) => row.barcodes.some((given) => given.code === code))

/** Columns stand in any order: what a product's variants differ in has its own. */
const inOrderOf = (names: readonly string[], options: ReadRow['options']): ReadRow['options'] => {
  const placeOf = ({ name }: { name: string }): number => names.findIndex((one) => fold(one) === fold(name))
  return options.some((one) => placeOf(one) === -1) ? options : options.toSorted((a, b) => placeOf(a) - placeOf(b))
}

const fold = (text: string): string => text.toLocaleLowerCase('es')

function newDraft(row: ReadRow, { newId, taxBasisPoints }: Rules): Draft | null {
  if (row.name === null) return null
  return {
    id: newId(),
    categoryId: null,
    kind: row.kind ?? 'good',
    name: row.name,
    description: '',
    unit: row.kind === 'service' ? 'hour' : 'piece',
    taxKind: 'taxed',
    taxBasisPoints,
    options: row.options.map(({ name }) => name),
    labels: [],
    brandIds: null,
    hours: null,
    station: null,
    preparationMinutes: null,
    variants: [],
    version: 1,
    isArchived: false,
    isNew: true,
  }
}

/** Why a row does not go with its product, though each is sound. */
function misfits(draft: Draft, own: DraftVariant | undefined, row: ReadRow): RowRefusal[] {
  if (!own && draft.kind === 'combo') return ['combo']
  const faults: RowRefusal[] = []
  if (!own && draft.variants.length >= mostVariants) faults.push('too-many-variants')
  if (row.kind !== null && row.kind !== draft.kind) faults.push('kind-fixed')
  const options = inOrderOf(draft.options, row.options)
  if (own && options.length === 0) return faults
  if (options.length !== draft.options.length || draft.options.some((name, i) => fold(name) !== fold(options[i]?.name ?? '')))
    return [...faults, 'options-differ']
  const isTaken = draft.variants.some(
    ({ id, optionValues }) => id !== own?.id && optionValues.every((value, i) => fold(value) === fold(options[i]?.value ?? '')),
  )
  return isTaken ? [...faults, options.length > 0 ? 'variant-twice' : 'same-name'] : faults
}

function addVariant(draft: Draft, row: ReadRow, { newId }: Rules): DraftVariant {
  const variant: DraftVariant = {
    id: newId(),
    name: '',
    optionValues: row.options.map(({ value }) => value),
    sku: null,
    weightGrams: null,
    costMinor: null,
    costCurrency: null,
    barcodes: [],
    components: [],
    isAvailable: true,
    soldOutUntil: null,
  }
  draft.variants.push(variant)
  return variant
}

/** Writes what the row says; what it is silent about stays. */
function write(draft: Draft, variant: DraftVariant, row: ReadRow, categoryId: string | null | undefined, { currency }: Rules): void {
  if (row.options.length > 0) variant.optionValues = inOrderOf(draft.options, row.options).map(({ value }) => value)
  variant.name = variantNameOf(variant.optionValues).slice(0, 160)
  if (row.name !== null) draft.name = row.name
  if (categoryId !== undefined) draft.categoryId = categoryId
  draft.unit = row.unit ?? draft.unit
  if (row.tax) ({ taxKind: draft.taxKind, taxBasisPoints: draft.taxBasisPoints } = row.tax)
  draft.labels = row.labels ?? draft.labels
  draft.station = row.station ?? draft.station
  draft.description = row.description ?? draft.description
  variant.sku = row.sku ?? variant.sku
  variant.weightGrams = row.weightGrams ?? variant.weightGrams
  if (row.costMinor !== null) [variant.costMinor, variant.costCurrency] = [row.costMinor, currency]
  const more = row.barcodes.filter(({ code }) => !variant.barcodes.some((one) => one.code === code))
  variant.barcodes = [...variant.barcodes, ...more]
  if (row.isAvailable !== null && row.isAvailable !== variant.isAvailable) {
    variant.isAvailable = row.isAvailable
    variant.soldOutUntil = null
  }
}
