import { badges, lifecycleStages } from '#crm/contract/badge.ts'
import { listOf, oneOf, textOf } from '#web/search.ts'

export const statuses = ['open', 'new', 'working', 'converted', 'disqualified'] as const
export type LeadsSearch = { buscar: string; estado: (typeof statuses)[number]; situacion: string; etapa: string[]; canal: string[] }

const among = (allowed: readonly string[], raw: unknown): string[] => listOf(raw).filter((one) => allowed.includes(one))
export const channels = ['whatsapp', 'form', 'api'] as const

/** What the address of the list of leads says: the open ones, unless it says otherwise. */
export const readLeadsSearch = (raw: Record<string, unknown>): LeadsSearch => ({
  buscar: textOf(raw['buscar']),
  estado: oneOf(statuses, raw['estado'], 'open'),
  situacion: oneOf(['', ...badges], raw['situacion'], ''),
  etapa: among(lifecycleStages, raw['etapa']),
  canal: among(channels, raw['canal']),
})

export const askForLeads = ({ buscar, estado, situacion, etapa, canal }: LeadsSearch) => ({
  ...(buscar && { search: buscar }),
  ...(situacion && { badge: situacion as (typeof badges)[number] }),
  filter: [
    estado === 'open' ? 'status:in:new|working' : `status:eq:${estado}`,
    ...(etapa.length > 0 ? [`stage:in:${etapa.join('|')}`] : []),
    ...(canal.length > 0 ? [`channel:in:${canal.join('|')}`] : []),
  ],
})
