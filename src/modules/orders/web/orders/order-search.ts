import { listOf, textOf } from '#web/search.ts'

export type OrderSearch = {
  buscar: string
  estado: string[]
  marca: string[]
  puerta: string[]
  pago: string[]
  reparte: string[]
  periodo: '' | 'hoy' | 'ayer' | 'semana' | 'mes'
  orden: string
  ver: 'tablero' | 'lista' | 'programados' | 'carritos'
}

const sortable = new Set(['createdAt', 'promisedAt', 'totalMinor', 'number'])
const views = ['tablero', 'lista', 'programados', 'carritos'] as const
const periods = ['hoy', 'ayer', 'semana', 'mes'] as const

export const orderSearch = (raw: Record<string, unknown>): OrderSearch => ({
  buscar: textOf(raw['buscar']),
  estado: listOf(raw['estado']),
  marca: listOf(raw['marca']),
  puerta: listOf(raw['puerta']),
  pago: listOf(raw['pago']),
  reparte: listOf(raw['reparte']),
  periodo: periods.find((one) => one === raw['periodo']) ?? '',
  orden: sortable.has(textOf(raw['orden']).replace('-', '')) ? textOf(raw['orden']) : '-createdAt',
  ver: views.find((one) => one === raw['ver']) ?? 'tablero',
})

const dayMs = 86_400_000

/** The days of a period where the organization is, as half-open instants; `begin` is when today began there. */
function periodOf(periodo: OrderSearch['periodo'], begin: string): string[] {
  const at = (days: number): string => new Date(Date.parse(begin) - days * dayMs).toISOString()
  if (periodo === 'ayer') return [`createdAt:gte:${at(1)}`, `createdAt:lt:${begin}`]
  if (periodo === '') return []
  return [`createdAt:gte:${periodo === 'hoy' ? begin : at(periodo === 'semana' ? 6 : 29)}`]
}

const anyOf = (field: string, values: readonly string[]): string[] => (values.length > 0 ? [`${field}:in:${values.join('|')}`] : [])

export const orderInput = ({ buscar, estado, marca, puerta, pago, reparte, periodo, orden }: OrderSearch, begin: string) => ({
  ...(buscar && { search: buscar }),
  sort: orden,
  filter: [
    ...anyOf('state', estado),
    ...anyOf('brandId', marca),
    ...anyOf('door', puerta),
    ...anyOf('paymentState', pago),
    ...anyOf('driverId', reparte),
    ...periodOf(periodo, begin),
  ],
})
