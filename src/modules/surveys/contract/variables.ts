import { variablesOf } from '#conversations/contract/template-text.ts'

/** What may stand in the gaps of a survey's template: filled in when it goes out. */
export const templateVariables = ['nombre', 'enlace', 'negocio', 'codigo'] as const
export type TemplateVariable = (typeof templateVariables)[number]

const known = new Set<string>(templateVariables)
export const hasOnlyKnown = (text: string): boolean => variablesOf(text).every((name) => known.has(name))
