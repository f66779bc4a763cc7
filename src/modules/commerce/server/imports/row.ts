import { mostCategoryLevels } from '#commerce/contract/category.ts'
import { readBarcode, type ScaleLayout } from '#commerce/contract/barcode.ts'
import type { ProductImportMapping } from '#commerce/contract/product-import.ts'
import type { TaxKind, UnitCode } from '#commerce/contract/quantity.ts'
import type { KnownBarcode } from '#commerce/server/catalogue/product-rules.ts'
import * as cells from '#commerce/server/imports/cells.ts'
import type { Target } from '#commerce/server/imports/columns.ts'
import { plainCell } from '#kernel/sheet/csv.ts'
import type { Cell } from '#kernel/sheet/unreadable.ts'

export type RowRefusal =
  | cells.CellRefusal
  | 'nothing-to-know'
  | 'name-missing'
  | 'name-too-long'
  | 'category-too-deep'
  | 'category-too-long'
  | 'too-many-categories'
  | 'option-too-long'
  | 'sku-too-long'
  | 'barcode-form'
  | 'barcode-check-digit'
  | 'too-many-barcodes'
  | 'station-too-long'
  | 'label-too-long'
  | 'too-many-labels'
  | 'description-too-long'
  | 'sku-repeated'
  | 'barcode-repeated'
  | 'row-repeated'
  | 'two-products'
  | 'name-twice'
  | 'same-name'
  | 'options-differ'
  | 'variant-twice'
  | 'too-many-variants'
  | 'kind-fixed'
  | 'archived'

export type RowProblem = { column: number | null; problem: RowRefusal }

/** A row of the file, understood: one variant. What it says nothing about is null. */
export type ReadRow = {
  category: string[] | null
  name: string | null
  options: { name: string; value: string }[]
  sku: string | null
  barcodes: KnownBarcode[]
  unit: UnitCode | null
  kind: 'good' | 'service' | null
  tax: { taxKind: TaxKind; taxBasisPoints: number } | null
  costMinor: number | null
  station: string | null
  labels: string[] | null
  description: string | null
  weightGrams: number | null
  isAvailable: boolean | null
  prices: { listId: string; amountMinor: number }[]
}

export type Reading = {
  targets: readonly (Target | null)[]
  mapping: Pick<ProductImportMapping, 'decimalMark'>
  /** Of costs. */
  currency: string
  layouts: readonly ScaleLayout[]
}

const limits = {
  cell: 5_000,
  name: 160,
  category: 80,
  option: 60,
  sku: 60,
  station: 40,
  label: 60,
  labels: 20,
  barcodes: 20,
  description: 4_000,
}
/** What spreadsheets spoil is looked for where it cannot be meant. */
const free: readonly Target['kind'][] = ['description', 'labels']

/** What a row says. Whatever makes no sense leaves the whole row out, all of it told with its column, so that nothing is half written. */
export function readRow(given: readonly Cell[], reading: Reading): { row: ReadRow } | { faults: RowProblem[] } {
  const faults: RowProblem[] = []
  const row: ReadRow = {
    category: null,
    name: null,
    options: [],
    sku: null,
    barcodes: [],
    unit: null,
    kind: null,
    tax: null,
    costMinor: null,
    station: null,
    labels: null,
    description: null,
    weightGrams: null,
    isAvailable: null,
    prices: [],
  }
  for (const [column, target] of reading.targets.entries()) {
    const cell = given[column] ?? ''
    const written = cells.plainText(cell, reading.mapping)
    // What was exported with a sign in front of it is text and no formula.
    const text = plainCell(written).trim()
    if (!target || text === '') continue
    const problem =
      (text.length > limits.cell ? 'cell-too-long' : null) ??
      (free.includes(target.kind) ? null : cells.spoiled(written)) ??
      readInto(row, target, typeof cell === 'number' ? cell : text, text, reading)
    if (problem) faults.push({ column, problem })
  }
  if (faults.length > 0) return { faults }
  if (row.name === null && row.sku === null && row.barcodes.length === 0) return { faults: [{ column: null, problem: 'nothing-to-know' }] }
  return { row }
}

function readInto(row: ReadRow, target: Target, cell: Cell, text: string, reading: Reading): RowRefusal | null {
  const into = <T>(read: cells.Read<T>, keep: (value: T) => void): RowRefusal | null => {
    if ('problem' in read) return read.problem
    keep(read.value)
    return null
  }
  switch (target.kind) {
    case 'category':
      row.category = cells.readPath(text)
      if (row.category.length > mostCategoryLevels) return 'category-too-deep'
      return row.category.some((name) => name.length > limits.category) ? 'category-too-long' : null
    case 'name':
      row.name = text.replace(/\s+/g, ' ')
      return row.name.length > limits.name ? 'name-too-long' : null
    case 'option':
      row.options.push({ name: target.title, value: text })
      return text.length > limits.option ? 'option-too-long' : null
    case 'sku':
      row.sku = text
      return text.length > limits.sku ? 'sku-too-long' : null
    case 'barcode':
      return readCodes(row, text, reading.layouts)
    case 'unit':
      return into(cells.readUnit(text), (unit) => (row.unit = unit))
    case 'kind':
      return into(cells.readKind(text), (kind) => (row.kind = kind))
    case 'tax':
      return into(cells.readTax(cell, reading.mapping), (tax) => (row.tax = tax))
    case 'cost':
      return into(cells.readAmount(cell, reading.currency, reading.mapping), (cost) => (row.costMinor = cost))
    case 'price':
      return into(cells.readAmount(cell, target.currency, reading.mapping), (amountMinor) =>
        row.prices.push({ listId: target.listId, amountMinor }),
      )
    case 'station':
      row.station = text
      return text.length > limits.station ? 'station-too-long' : null
    case 'labels':
      row.labels = [...new Set([...(row.labels ?? []), ...cells.listed(text, /[,;|]/)])]
      if (row.labels.length > limits.labels) return 'too-many-labels'
      return row.labels.some((label) => label.length > limits.label) ? 'label-too-long' : null
    case 'description':
      row.description = text
      return text.length > limits.description ? 'description-too-long' : null
    case 'weight':
      return into(cells.readGrams(cell, reading.mapping), (grams) => (row.weightGrams = grams))
    case 'available':
      return into(cells.readAvailable(text), (isAvailable) => (row.isAvailable = isAvailable))
  }
}

function readCodes(row: ReadRow, text: string, layouts: readonly ScaleLayout[]): RowRefusal | null {
  for (const one of cells.listed(text, /[;|,/]/)) {
    const read = readBarcode(one, layouts)
    if ('invalid' in read) return read.invalid === 'form' ? 'barcode-form' : 'barcode-check-digit'
    if (!row.barcodes.some(({ code }) => code === read.code)) row.barcodes.push(read)
  }
  return row.barcodes.length > limits.barcodes ? 'too-many-barcodes' : null
}
