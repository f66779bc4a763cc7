import type { AuditEntry } from '#kernel/audit/contract.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'

type T = ReturnType<typeof useT>

/**
 * What somebody did, as a sentence without its subject: "Creó una marca". A module may have its own words for an action
 * under `<module>.audit.<noun>.<verb>`; otherwise verb and noun are put together.
 */
export function actionWords(t: T, action: string): string {
  const [module = '', noun = '', verb = ''] = action.split('.')
  const own = `${module}.audit.${noun}.${verb}`
  if (t.has(own)) return t(own)
  const [verbKey, nounKey] = [`identity.audit.verbs.${verb}`, `identity.audit.nouns.${noun}`]
  return t.has(verbKey) && t.has(nounKey) ? `${t(verbKey)} ${t(nounKey)}` : action
}

export function fieldWords(t: T, module: string, field: string): string {
  const key = [`${module}.audit.fields.${field}`, `identity.audit.fields.${field}`, `${module}.fields.${field}`].find((one) => t.has(one))
  return key ? t(key) : field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}

export const actorWords = (t: T, actor: Pick<AuditEntry['actor'], 'kind' | 'name'>): string =>
  actor.kind === 'system' ? t('identity.audit.system') : actor.name

const rightWords = (t: T, text: string): string => {
  const [, module, verb] = /^([a-z]+)\.([a-z-]+)$/.exec(text) ?? []
  const key = `${module}.permissions.${verb}`
  return module && t.has(key) ? t(key) : text
}

/** Of two long lists only what left and what came: nobody compares forty rights by eye. */
export function onlyDifferences(before: unknown, after: unknown): [before: unknown, after: unknown] {
  if (!Array.isArray(before) || !Array.isArray(after)) return [before, after]
  const missingIn = (list: unknown[]) => (one: unknown) => !list.includes(one)
  return [nothingIfEmpty(before.filter(missingIn(after))), nothingIfEmpty(after.filter(missingIn(before)))]
}

const nothingIfEmpty = (list: unknown[]): unknown[] | null => (list.length === 0 ? null : list)

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/** A value of any field, readable: lists with commas, moments in the organization's zone, nothing as a dash. */
export function useValueWords(): (value: unknown) => string {
  const t = useT()
  const format = useFormat()
  const words = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return '—'
    if (typeof value === 'boolean') return t(value ? 'identity.audit.yes' : 'identity.audit.no')
    if (typeof value === 'number') return format.number(value)
    if (typeof value === 'string') return instant.test(value) ? `${format.day(value)} ${format.hour(value)}` : rightWords(t, value)
    if (Array.isArray(value)) return value.length === 0 ? '—' : value.map(words).join(value.length > 3 ? '\n' : ', ')
    return Object.entries(value)
      .map(([key, one]) => `${key}: ${words(one)}`)
      .join(', ')
  }
  return words
}
