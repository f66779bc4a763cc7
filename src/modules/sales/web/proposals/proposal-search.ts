import { listOf, textOf } from '#web/search.ts'

export type ProposalSearch = {
  buscar: string
  estado: string[]
  responsable: string[]
  orden: string
  ver: 'actuales' | 'archivadas' | 'resultados'
  nueva?: boolean | undefined
}

const sortable = new Set(['createdAt', 'validUntil', 'totalMinor', 'number'])

export const proposalSearch = (raw: Record<string, unknown>): ProposalSearch => ({
  buscar: textOf(raw['buscar']),
  estado: listOf(raw['estado']),
  responsable: listOf(raw['responsable']),
  orden: sortable.has(textOf(raw['orden']).replace('-', '')) ? textOf(raw['orden']) : '-createdAt',
  ver: raw['ver'] === 'archivadas' || raw['ver'] === 'resultados' ? raw['ver'] : 'actuales',
  nueva: raw['nueva'] === true || raw['nueva'] === 'true' ? true : undefined,
})

export const proposalInput = ({ buscar, estado, responsable, orden, ver }: ProposalSearch) => ({
  ...(buscar && { search: buscar }),
  sort: orden,
  archived: ver === 'archivadas' ? ('only' as const) : ('without' as const),
  filter: [
    ...(estado.length > 0 ? [`state:in:${estado.join('|')}`] : []),
    ...(responsable.length > 0 ? [`ownerId:in:${responsable.join('|')}`] : []),
  ],
})
