import type { listProducts } from '#commerce/contract/product-api.ts'
import type { InputOf } from '#kernel/contract/declare.ts'
import { listOf, oneOf, textOf } from '#web/search.ts'

/** What the address of the list says, in the words of the person who reads it. */
export type ProductSearch = {
  buscar: string
  orden: string
  ver: 'activos' | 'archivados'
  /** A category, or `ninguna`. */
  categoria: string
  marca: string
  tipo: string[]
  hay: '' | 'agotado' | 'disponible'
}

export const byName = 'name'

export const readProductSearch = (raw: Record<string, unknown>): ProductSearch => ({
  buscar: textOf(raw['buscar']),
  orden: textOf(raw['orden']) || byName,
  ver: oneOf(['activos', 'archivados'], raw['ver'], 'activos'),
  categoria: textOf(raw['categoria']),
  marca: textOf(raw['marca']),
  tipo: listOf(raw['tipo']),
  hay: oneOf(['', 'agotado', 'disponible'], raw['hay'], ''),
})

export const emptySearch: Partial<ProductSearch> = { buscar: '', categoria: '', marca: '', tipo: [], hay: '' }

export const isNarrowed = ({ buscar, categoria, marca, tipo, hay }: ProductSearch): boolean =>
  buscar !== '' || categoria !== '' || marca !== '' || tipo.length > 0 || hay !== ''

/** The same as the endpoint asks for it. */
export const askFor = (search: ProductSearch): InputOf<typeof listProducts> => ({
  show: search.ver === 'archivados' ? 'archived' : 'active',
  sort: search.orden,
  ...(search.buscar && { search: search.buscar }),
  ...(search.categoria && { categoryId: search.categoria === 'ninguna' ? ('none' as const) : search.categoria }),
  ...(search.marca && { brandId: search.marca }),
  ...(search.hay && { soldOut: search.hay === 'agotado' ? 'true' : 'false' }),
  filter: search.tipo.length > 0 ? [`kind:in:${search.tipo.join('|')}`] : [],
})
