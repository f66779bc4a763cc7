import { searchable } from '#kernel/contract/text.ts'
import type { FieldValues } from '#crm/contract/contact.ts'
import type { FitCondition } from '#crm/contract/scoring.ts'

/** What rules of fit may ask about a contact. */
export type FitFacts = {
  kind: string
  relations: readonly string[]
  phone: string | null
  email: string | null
  hasInstagram: boolean
  cities: readonly string[]
  source: string
  tagIds: readonly string[]
  fields: FieldValues
}

/** Whether a condition holds. A field that is not there, or a text where a number is asked for, holds nothing. */
export const holdsFor =
  (facts: FitFacts) =>
  (condition: FitCondition): boolean => {
    switch (condition.about) {
      case 'kind':
        return facts.kind === condition.is
      case 'relation':
        return facts.relations.includes(condition.is)
      case 'reachable':
        return condition.by === 'instagram' ? facts.hasInstagram : facts[condition.by] !== null
      case 'city':
        return isOneOf(facts.cities, condition.oneOf)
      case 'source':
        return isOneOf([facts.source], condition.oneOf)
      case 'tag':
        return facts.tagIds.includes(condition.tagId)
      case 'field':
        return fieldHolds(facts.fields[condition.key], condition)
    }
  }

const isOneOf = (values: readonly string[], wanted: readonly string[]): boolean => {
  const keys = new Set(wanted.map(searchable))
  return values.some((value) => keys.has(searchable(value)))
}

function fieldHolds(value: FieldValues[string] | undefined, { is, value: asked }: Extract<FitCondition, { about: 'field' }>): boolean {
  if (value === undefined) return false
  if (is === 'filled') return true
  if (is === 'equal') {
    const texts = Array.isArray(value) ? value : [typeof value === 'object' ? String(value.amountMinor) : String(value)]
    return texts.some((text) => searchable(text) === searchable(asked))
  }
  // Days are compared as text, which orders them; everything else as numbers, money in its minor units.
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return is === 'at-least' ? value >= asked : value <= asked
  const number = typeof value === 'number' ? value : typeof value === 'object' && !Array.isArray(value) ? value.amountMinor : Number.NaN
  const limit = asked === '' ? Number.NaN : Number(asked.replace(',', '.'))
  return is === 'at-least' ? number >= limit : number <= limit
}
