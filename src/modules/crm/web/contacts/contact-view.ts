import type { ViewLayout, ViewQuery } from '#crm/contract/view.ts'
import { askFor, type ContactSearch, isCondition, newestFirst } from '#crm/web/contacts/contact-query.ts'

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
