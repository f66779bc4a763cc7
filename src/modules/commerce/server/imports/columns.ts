import { searchable } from '#kernel/contract/text.ts'
import { readColumns, suggestColumns, type ColumnRefusal } from '#kernel/imports/columns.ts'
import type { ProductImportMapping } from '#commerce/contract/product-import.ts'

/** A list of prices as a column of a file may be of it. */
export type PricedIn = { id: string; name: string; currency: string; isMain: boolean }

export const plainTargets = [
  'category',
  'name',
  'sku',
  'barcode',
  'option',
  'unit',
  'kind',
  'tax',
  'cost',
  'station',
  'labels',
  'description',
  'weight',
  'available',
] as const
export type PlainTarget = (typeof plainTargets)[number]
/** These may be given to several columns: two codes, size and colour. */
const repeatable: readonly string[] = ['option', 'barcode', 'labels']
const mostOptions = 3

export type Target = { kind: PlainTarget; title: string } | { kind: 'price'; listId: string; currency: string }
export type MappingRefusal = ColumnRefusal | 'nothing-chosen' | 'too-many-options'

/** How people call these columns in Spanish, English and Portuguese, as `searchable` writes it. */
const words: Record<PlainTarget | 'price', readonly string[]> = {
  category: ['categoria', 'rubro', 'familia', 'seccion', 'departamento', 'category', 'grupo', 'group', 'linea'],
  name: ['nombre', 'producto', 'articulo', 'descripcion corta', 'name', 'product', 'item', 'nome', 'produto', 'titulo', 'title'],
  sku: ['sku', 'codigo', 'codigo interno', 'cod', 'codigo de articulo', 'referencia', 'code', 'item code', 'ref', 'codigo do produto'],
  barcode: ['codigo de barras', 'codigos de barras', 'codigo barras', 'barras', 'ean', 'gtin', 'upc', 'barcode', 'barcodes'],
  option: [
    'talle',
    'talla',
    'color',
    'tamano',
    'size',
    'colour',
    'tamanho',
    'cor',
    'sabor',
    'gusto',
    'medida',
    'variante',
    'variant',
    'modelo',
  ],
  unit: ['unidad', 'unidad de medida', 'se vende por', 'unit', 'um', 'unidade'],
  kind: ['tipo', 'kind', 'type'],
  tax: ['iva', 'impuesto', 'impuestos', 'alicuota', 'iva %', 'tax', 'vat', 'imposto', 'taxa'],
  cost: ['costo', 'coste', 'precio de costo', 'precio de compra', 'cost', 'cost price', 'custo'],
  station: ['estacion', 'se prepara en', 'donde se prepara', 'cocina', 'station', 'estacao'],
  labels: ['etiquetas', 'etiqueta', 'alergenos', 'labels', 'tags', 'allergens', 'marcadores'],
  description: ['descripcion', 'detalle', 'description', 'descricao', 'descripcion larga'],
  weight: ['peso', 'peso g', 'peso en gramos', 'weight', 'weight g', 'peso gramos'],
  available: ['disponible', 'disponibilidad', 'hay', 'available', 'availability', 'disponivel', 'en venta'],
  price: ['precio', 'precio de venta', 'pvp', 'precio final', 'precio publico', 'price', 'sale price', 'preco', 'precio lista', 'importe'],
}

/** What each column probably is, from its title. `options`: what variants of the catalogue differ in already. */
export function suggest(header: readonly string[], lists: readonly PricedIn[], options: readonly string[]): (string | null)[] {
  const known = new Set(options.map(searchable))
  let optionCount = 0
  return suggestColumns(header, repeatable, (title) => {
    const target = targetOf(searchable(title), lists, known)
    return target === 'option' && ++optionCount > mostOptions ? null : target
  })
}

function targetOf(title: string, lists: readonly PricedIn[], options: ReadonlySet<string>): string | null {
  const clean = title.replace(/[^\p{L}\p{N}%]+/gu, ' ').trim()
  if (clean === '') return null
  if (options.has(title) || options.has(clean)) return 'option'
  const plain = plainTargets.find((target) => words[target].includes(clean) || words[target].includes(clean.replace(/ ?\d+$/, '')))
  if (plain) return plain
  if (words.price.includes(clean)) return 'price:main'
  const list = lists.find(({ name }) => {
    const own = searchable(name)
      .replace(/[^\p{L}\p{N}%]+/gu, ' ')
      .trim()
    return clean === own || words.price.some((word) => clean === `${word} ${own}`)
  })
  return list ? priceTarget(list) : null
}

export const priceTarget = ({ id, isMain }: PricedIn): string => `price:${isMain ? 'main' : id}`

/** The targets of the columns, or what is wrong with the choice. */
export function readMapping(
  mapping: ProductImportMapping,
  header: readonly string[],
  lists: readonly PricedIn[],
): { targets: (Target | null)[] } | { refusal: MappingRefusal } {
  const read = readColumns(mapping.columns, header.length, repeatable, (text, column) => readTarget(text, header[column] ?? '', lists))
  if ('refusal' in read) return read
  const kinds = read.targets.map((target) => target?.kind)
  if (kinds.filter((kind) => kind === 'option').length > mostOptions) return { refusal: 'too-many-options' }
  return kinds.includes('name') || kinds.includes('sku') || kinds.includes('barcode') ? read : { refusal: 'nothing-chosen' }
}

function readTarget(text: string, title: string, lists: readonly PricedIn[]): Target | undefined {
  const plain = plainTargets.find((target) => target === text)
  if (plain) return { kind: plain, title: title.slice(0, 60) }
  const [head, which] = text.split(':')
  if (head !== 'price') return undefined
  const list = lists.find(({ id, isMain }) => (which === 'main' ? isMain : id === which))
  return list && { kind: 'price', listId: list.id, currency: list.currency }
}
