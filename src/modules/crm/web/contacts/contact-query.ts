import type { InputOf } from '#kernel/contract/declare.ts'
import type { listContacts } from '#crm/contract/api.ts'
import { listOf, oneOf, textOf } from '#web/search.ts'

/** What the address of the list says, in the words of the person who reads it. */
export type ContactSearch = {
  buscar: string
  orden: string
  ver: 'activos' | 'archivados'
  etiqueta: string[]
  origen: string[]
  responsable: string[]
  tipo: string[]
  segmento: string[]
  relacion: string[]
  /** Stages of the life cycle: `mql`. */
  etapa: string[]
  /** Grades of the score: `A1`. */
  grado: string[]
  /** Conditions on the city and custom fields, in the grammar of lists: `fields.zona:eq:sur`. */
  filtro: string[]
  /** How the contacts are laid out, and what by (`ViewQuery.by`). */
  como: 'lista' | 'tablero' | 'calendario'
  por: string
  /** A saved view; the rest of the address says how far the screen has moved away from it. */
  vista: string
}

export const newestFirst = '-createdAt'

export const isCondition = (filter: string): boolean => filter.startsWith('fields.') || filter.startsWith('city:')

export const readContactSearch = (raw: Record<string, unknown>): ContactSearch => ({
  buscar: textOf(raw['buscar']),
  orden: textOf(raw['orden']) || newestFirst,
  ver: oneOf(['activos', 'archivados'], raw['ver'], 'activos'),
  etiqueta: listOf(raw['etiqueta']),
  origen: listOf(raw['origen']),
  responsable: listOf(raw['responsable']),
  tipo: listOf(raw['tipo']),
  segmento: listOf(raw['segmento']),
  relacion: listOf(raw['relacion']),
  etapa: listOf(raw['etapa']),
  grado: listOf(raw['grado']),
  filtro: listOf(raw['filtro']).filter(isCondition),
  como: oneOf(['lista', 'tablero', 'calendario'], raw['como'], 'lista'),
  por: textOf(raw['por']),
  vista: textOf(raw['vista']),
})

const oneFilter = (name: string, operator: string, values: readonly string[]): string[] =>
  values.length > 0 ? [`${name}:${operator}:${values.join('|')}`] : []

/** The same as the endpoint asks for it. */
export function askFor(search: ContactSearch): InputOf<typeof listContacts> & { filter: string[] } {
  const withoutTags = search.etiqueta.includes('ninguna')
  return {
    show: search.ver === 'archivados' ? 'archived' : 'active',
    sort: search.orden,
    ...(search.buscar && { search: search.buscar }),
    filter: [
      ...(withoutTags ? ['tags:empty'] : oneFilter('tags', 'has', search.etiqueta)),
      ...oneFilter('source', 'in', search.origen),
      ...(search.responsable.includes('nadie') ? ['ownerId:empty'] : oneFilter('ownerId', 'in', search.responsable)),
      ...oneFilter('kind', 'in', search.tipo),
      ...oneFilter('segment', 'in', search.segmento),
      ...(search.relacion.includes('ninguna') ? ['relations:empty'] : oneFilter('relations', 'has', search.relacion)),
      ...oneFilter('lifecycleStage', 'in', search.etapa),
      ...oneFilter('grade', 'in', search.grado),
      ...search.filtro,
    ],
  }
}

export const emptySearch: ContactSearch = readContactSearch({})

export const isNarrowed = (search: ContactSearch): boolean => {
  const { filter, search: text } = askFor(search)
  return filter.length > 0 || Boolean(text)
}
