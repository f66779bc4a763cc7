import { addDays, startOfDay } from '#kernel/contract/calendar-day.ts'
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

/** Where the organization is, and the day that it is there. */
type Place = { zone: string; today: string }

/** The days of a period where the organization is, as half-open instants. */
function periodOf(periodo: OrderSearch['periodo'], { zone, today }: Place): string[] {
  const at = (daysAgo: number): string => startOfDay(zone, addDays(today, -daysAgo))
  if (periodo === 'ayer') return [`createdAt:gte:${at(1)}`, `createdAt:lt:${at(0)}`]
  if (periodo === '') return []
  return [`createdAt:gte:${at(periodo === 'hoy' ? 0 : periodo === 'semana' ? 6 : 29)}`]
}

const anyOf = (field: string, values: readonly string[]): string[] => (values.length > 0 ? [`${field}:in:${values.join('|')}`] : [])

export const orderInput = ({ buscar, estado, marca, puerta, pago, reparte, periodo, orden }: OrderSearch, place: Place) => ({
  ...(buscar && { search: buscar }),
  sort: orden,
  filter: [
    ...anyOf('state', estado),
    ...anyOf('brandId', marca),
    ...anyOf('door', puerta),
    ...anyOf('paymentState', pago),
    ...anyOf('driverId', reparte),
    ...periodOf(periodo, place),
  ],
})
