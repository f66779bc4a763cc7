import { oneOf } from '#web/search.ts'

export const parts = ['items', 'texto', 'vista', 'seguimiento', 'historial'] as const
export const proposalPageSearch = (raw: Record<string, unknown>) => ({ ver: oneOf(parts, raw['ver'], 'items') })
