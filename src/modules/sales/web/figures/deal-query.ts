import { closingDays } from '#sales/web/deals/board-columns.ts'
import { filterOf } from '#sales/web/deals/board-search.ts'
import { listOf, oneOf, textOf } from '#web/search.ts'

/** What the address of the list says besides what every view of a pipeline shares. */
export type ListSearch = { cuales?: string | undefined; orden?: string | undefined }
export const listStates = ['abiertas', 'ganadas', 'perdidas', 'todas'] as const
export type ListState = (typeof listStates)[number]

const stateOf = { abiertas: 'open', ganadas: 'won', perdidas: 'lost', todas: 'all' } as const
const sortOf = { abiertas: 'expectedClose', ganadas: '-closedAt', perdidas: '-closedAt', todas: '-createdAt' } as const

export const listState = (search: Record<string, unknown>): ListState => oneOf(listStates, search['cuales'], 'abiertas')

const anyOf = (name: string, values: readonly string[], nobody: string): string[] => {
  if (values.length === 0) return []
  // Nobody is not a value: the grammar of lists has no "one of these or nothing".
  if (values.includes(nobody)) return [`${name}:empty`]
  return [`${name}:in:${values.join('|')}`]
}

function closing(which: ReturnType<typeof filterOf>['closing'], today: string): string[] {
  if (which === null) return []
  if (which === 'undated') return ['expectedClose:empty']
  const { from, before } = closingDays(which, today)
  return [...(from === null ? ['closedAt:empty'] : [`expectedClose:gte:${from}`]), `expectedClose:lt:${before}`]
}

/** The filters above every view of a pipeline, as the endpoint asks for them. */
export function askFor(pipelineId: string, search: Record<string, unknown>, now: Date, today: string) {
  const state = listState(search)
  const text = textOf(search['buscar'])
  const states = listOf(search['estado'])
  return {
    pipelineId,
    state: stateOf[state],
    sort: textOf(search['orden']) || sortOf[state],
    ...(text && { search: text }),
    filter: [
      ...anyOf('ownerId', listOf(search['responsable']), 'nobody'),
      ...anyOf('brandId', listOf(search['marca']), 'none'),
      // To the minute, so that the same list is not asked for again with every drawing.
      ...(states.includes('late') ? [`nextStepAt:lt:${now.toISOString().slice(0, 16)}:00Z`, 'closedAt:empty'] : []),
      ...(states.includes('stepless') ? ['nextStep:empty', 'closedAt:empty'] : []),
      ...anyOf('stageId', listOf(search['etapa']), ''),
      ...closing(filterOf(search).closing, today),
      ...(states.includes('rotting') ? ['isRotting:eq:true'] : []),
    ],
  }
}

export const isNarrowed = (search: Record<string, unknown>): boolean => {
  const { filter, search: text } = askFor('', search, new Date(0), '1970-01-01')
  return filter.length > 0 || Boolean(text)
}
