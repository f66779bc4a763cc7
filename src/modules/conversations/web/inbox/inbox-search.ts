import type { ListConversations } from '#conversations/contract/api.ts'
import type { Scope, State } from '#conversations/contract/conversation.ts'
import { oneOf, textOf } from '#web/search.ts'

/** What the address of the inbox says: `/bandeja?vista=todas&etiqueta=Reclamo`. */
export type InboxSearch = {
  vista?: string
  estado?: string
  marca?: string
  canal?: string
  etiqueta?: string
  sinleer?: string
  porcerrar?: string
  /** Only those in whose notes one is named. */
  menciones?: string
  /** What another module knows of them: `bots.topic:price`. */
  tema?: string
  /** `porvencer` or `vencidas`. */
  plazo?: string
  buscar?: string
  /** A message to open the thread at: where searched words were found. */
  mensaje?: string
}

const scopeByWord: Record<string, Scope> = { mias: 'mine', equipo: 'team', 'sin-asignar': 'unassigned', todas: 'all' }
/** What the address calls the promises that are about to be broken, and those that are. */
export const slaByWord: Record<string, 'at-risk' | 'late'> = { porvencer: 'at-risk', vencidas: 'late' }
const stateByWord: Record<string, State> = { abiertas: 'open', bot: 'pending', pospuestas: 'snoozed', resueltas: 'resolved' }

export const shownStates = ['open', 'pending', 'snoozed', 'resolved'] as const
export type ShownState = (typeof shownStates)[number]

export const wordOfScope = (scope: Scope): string => Object.keys(scopeByWord).find((word) => scopeByWord[word] === scope) ?? ''
export const wordOfState = (state: State): string | undefined =>
  state === 'open' ? undefined : Object.keys(stateByWord).find((word) => stateByWord[word] === state)

export function inboxSearch(raw: Record<string, unknown>): InboxSearch {
  const search: InboxSearch = {}
  const scope = oneOf(['', ...Object.keys(scopeByWord)], raw['vista'], '')
  const state = oneOf(['', ...Object.keys(stateByWord)], raw['estado'], '')
  if (scope) search.vista = scope
  if (state && state !== 'abiertas') search.estado = state
  for (const name of ['marca', 'canal', 'etiqueta', 'tema', 'buscar', 'mensaje'] as const) {
    const text = textOf(raw[name]).slice(0, 200)
    if (text) search[name] = text
  }
  if (raw['sinleer'] === 'si') search.sinleer = 'si'
  if (raw['porcerrar'] === 'si') search.porcerrar = 'si'
  if (raw['menciones'] === 'si') search.menciones = 'si'
  const due = oneOf(['', ...Object.keys(slaByWord)], raw['plazo'], '')
  if (due) search.plazo = due
  return search
}

/** Which conversations the list is about. */
export type Selection = {
  scope: Scope
  state: ShownState
  brandId?: string
  channelId?: string
  label?: string
  unread: boolean
  closing: boolean
  mentioned?: boolean
  facet?: string
  sla?: 'at-risk' | 'late'
}

export function selectionOf(search: InboxSearch, usualScope: Scope): Selection {
  const { marca, canal, etiqueta, tema } = search
  return {
    scope: scopeByWord[search.vista ?? ''] ?? usualScope,
    state: (stateByWord[search.estado ?? ''] ?? 'open') as ShownState,
    ...(marca && { brandId: marca }),
    ...(canal && { channelId: canal }),
    ...(etiqueta && { label: etiqueta }),
    unread: search.sinleer === 'si',
    closing: search.porcerrar === 'si',
    ...(search.menciones === 'si' && { mentioned: true }),
    ...(tema && { facet: tema }),
    ...(slaByWord[search.plazo ?? ''] && { sla: slaByWord[search.plazo ?? ''] as 'at-risk' | 'late' }),
  }
}

type Ask = Partial<Pick<ListConversations, 'brandId' | 'channelId' | 'label'>>

/** What narrows lists and counts alike. */
export const narrowingOf = ({ brandId, channelId, label }: Selection): Ask => ({
  ...(brandId && { brandId }),
  ...(channelId && { channelId }),
  ...(label && { label }),
})

/** How many filters are on, the state among them. */
export const filtersOn = (selection: Selection): number =>
  [
    selection.state !== 'open',
    selection.brandId,
    selection.channelId,
    selection.label,
    selection.unread,
    selection.closing,
    selection.sla,
    selection.mentioned,
    selection.facet,
  ].filter(Boolean).length

export const withoutFilters: InboxSearch = {
  estado: undefined,
  marca: undefined,
  canal: undefined,
  etiqueta: undefined,
  sinleer: undefined,
  porcerrar: undefined,
  menciones: undefined,
  tema: undefined,
  plazo: undefined,
}
