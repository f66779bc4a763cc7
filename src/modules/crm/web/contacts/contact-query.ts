import type { InputOf } from '#kernel/contract/declare.ts'
import type { listContacts } from '#crm/contract/api.ts'
import type { ViewLayout, ViewQuery } from '#crm/contract/view.ts'
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

const isCondition = (filter: string): boolean => filter.startsWith('fields.') || filter.startsWith('city:')

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

/** What a saved view keeps of the address. */
export function viewOf(search: ContactSearch, columns: readonly string[]): ViewQuery {
  const { show, sort, filter } = askFor(search)
  return { show: show ?? 'active', search: search.buscar, sort: sort ?? newestFirst, filter, columns: [...columns], by: search.por }
}

/** And back. */
export function searchOf(view: ViewQuery, id: string, layout: ViewLayout = 'list'): ContactSearch {
  const valuesOf = (name: string): string[] => {
    const found = view.filter.find((one) => one.startsWith(`${name}:`))
    if (!found) return []
    const [, operator, value = ''] = found.split(':')
    return operator === 'empty' ? [name === 'ownerId' ? 'nadie' : 'ninguna'] : value.split('|')
  }
  return {
    buscar: view.search,
    orden: view.sort,
    ver: view.show === 'archived' ? 'archivados' : 'activos',
    etiqueta: valuesOf('tags'),
    origen: valuesOf('source'),
    responsable: valuesOf('ownerId'),
    tipo: valuesOf('kind'),
    segmento: valuesOf('segment'),
    relacion: valuesOf('relations'),
    etapa: valuesOf('lifecycleStage'),
    grado: valuesOf('grade'),
    filtro: view.filter.filter(isCondition),
    como: ({ list: 'lista', board: 'tablero', calendar: 'calendario' } as const)[layout],
    por: view.by,
    vista: id,
  }
}

export const layoutOf = (search: ContactSearch): ViewLayout =>
  ({ lista: 'list', tablero: 'board', calendario: 'calendar' } as const)[search.como]

export const emptySearch: ContactSearch = readContactSearch({})

export const isNarrowed = (search: ContactSearch): boolean => {
  const { filter, search: text } = askFor(search)
  return filter.length > 0 || Boolean(text)
}
