import { listOf, oneOf, textOf } from '#web/search.ts'
import { closings, dealStates, type BoardFilter, type Closing } from '#sales/web/deals/board-columns.ts'

/** What the address of a pipeline says: how it is looked at, which deal is open, and what is filtered by. */
export const viewNames = ['tablero', 'lista', 'pronostico', 'metricas'] as const

export const pipelineSearch = (raw: Record<string, unknown>) => ({
  ...raw,
  vista: oneOf(viewNames, raw['vista'], 'tablero') === 'tablero' ? undefined : oneOf(viewNames, raw['vista'], 'tablero'),
  oportunidad: textOf(raw['oportunidad']) || undefined,
  buscar: textOf(raw['buscar']) || undefined,
  responsable: some(listOf(raw['responsable'])),
  marca: some(listOf(raw['marca'])),
  etapa: some(listOf(raw['etapa'])),
  cierre: closingOf(raw['cierre']) ?? undefined,
  estado: some(listOf(raw['estado']).filter((one) => (dealStates as readonly string[]).includes(one))),
})
export type PipelineSearch = ReturnType<typeof pipelineSearch>

const closingOf = (raw: unknown): Closing | null => closings.find((one) => one === raw) ?? null

const some = (values: string[]): string[] | undefined => (values.length > 0 ? values : undefined)

/** Everything that narrows a pipeline, taken back. */
export const noFilters = {
  buscar: undefined,
  responsable: undefined,
  marca: undefined,
  estado: undefined,
  etapa: undefined,
  cierre: undefined,
}

export const filterOf = (search: Record<string, unknown>): BoardFilter => ({
  words: textOf(search['buscar']),
  owners: listOf(search['responsable']),
  brands: listOf(search['marca']),
  states: listOf(search['estado']),
  stages: listOf(search['etapa']),
  closing: closingOf(search['cierre']),
})
