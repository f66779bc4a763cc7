import type { listStock } from '#inventory/contract/stock-api.ts'
import type { InputOf } from '#kernel/contract/declare.ts'
import { oneOf, textOf } from '#web/search.ts'

/** What the address of the list says, in the words of the person who reads it. */
export type StockSearch = {
  buscar: string
  lugar: string
  categoria: string
  ver: '' | (typeof views)[number]
  /** The product whose sheet is open. */
  producto: string
}

export const views = ['bajo', 'agotado', 'por-vencer', 'negativo'] as const
const shows = { bajo: 'low', agotado: 'out', 'por-vencer': 'expiring', negativo: 'negative' } as const

export const readStockSearch = (raw: Record<string, unknown>): StockSearch => ({
  buscar: textOf(raw['buscar']),
  lugar: textOf(raw['lugar']),
  categoria: textOf(raw['categoria']),
  ver: oneOf(['', ...views], raw['ver'], ''),
  producto: textOf(raw['producto']),
})

export const emptySearch: Partial<StockSearch> = { buscar: '', lugar: '', categoria: '', ver: '' }

export const isNarrowed = ({ buscar, lugar, categoria, ver }: StockSearch): boolean =>
  [buscar, lugar, categoria, ver].some((one) => one !== '')

/** The same as the endpoint asks for it. */
export const askFor = ({ buscar, lugar, categoria, ver }: StockSearch): InputOf<typeof listStock> => ({
  ...(buscar && { search: buscar }),
  ...(lugar && { locationId: lugar }),
  ...(categoria && { categoryId: categoria }),
  ...(ver && { show: shows[ver] }),
})
