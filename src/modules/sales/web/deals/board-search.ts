import { listOf, oneOf, textOf } from '#web/search.ts'
import { dealStates, type BoardFilter } from '#sales/web/deals/board-columns.ts'

/** What the address of a pipeline says: how it is looked at, which deal is open, and what is filtered by. */
export const viewNames = ['tablero', 'lista', 'pronostico', 'metricas'] as const

export const pipelineSearch = (raw: Record<string, unknown>) => ({
  ...raw,
  vista: oneOf(viewNames, raw['vista'], 'tablero') === 'tablero' ? undefined : oneOf(viewNames, raw['vista'], 'tablero'),
  oportunidad: textOf(raw['oportunidad']) || undefined,
  buscar: textOf(raw['buscar']) || undefined,
  responsable: some(listOf(raw['responsable'])),
  marca: some(listOf(raw['marca'])),
  estado: some(listOf(raw['estado']).filter((one) => (dealStates as readonly string[]).includes(one))),
})
export type PipelineSearch = ReturnType<typeof pipelineSearch>

const some = (values: string[]): string[] | undefined => (values.length > 0 ? values : undefined)

export const filterOf = (search: Record<string, unknown>): BoardFilter => ({
  words: textOf(search['buscar']),
  owners: listOf(search['responsable']),
  brands: listOf(search['marca']),
  states: listOf(search['estado']),
})
