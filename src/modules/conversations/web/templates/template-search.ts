import { listOf, textOf } from '#web/search.ts'

export type TemplateSearch = { buscar: string; estado: string[]; categoria: string[]; cuenta: string[] }

/** The states that people look for; the rest is rare and shown where it is. */
export const shownStates = ['draft', 'pending', 'approved', 'rejected', 'paused', 'disabled'] as const

export const readTemplateSearch = (raw: Partial<Record<keyof TemplateSearch, unknown>>): TemplateSearch => ({
  buscar: textOf(raw.buscar),
  estado: listOf(raw.estado),
  categoria: listOf(raw.categoria),
  cuenta: listOf(raw.cuenta),
})
