import { textOf } from '#web/search.ts'

/** `?numero=` names the business number; the first one when it is missing. */
export type PhoneSearch = { numero?: string }

export function phoneSearch(raw: Record<string, unknown>): PhoneSearch {
  const numero = textOf(raw['numero'])
  return numero ? { numero } : {}
}
