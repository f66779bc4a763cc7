import { z } from 'zod'
import { LifeDay } from '#kernel/contract/time.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Field } from '#crm/contract/field.ts'
import type { FieldValue } from '#crm/contract/contact.ts'

export type FieldRefusal =
  | 'not-a-text'
  | 'not-a-number'
  | 'not-an-amount'
  | 'other-currency'
  | 'not-a-day'
  | 'not-an-option'
  | 'not-yes-or-no'
  | 'not-a-person'
  | 'not-a-link'

const Uuid = z.uuid()

/** Sums of many are still counted exactly. */
const mostMinor = 1_000_000_000_000

/**
 * Checks a value against its field and gives it its one form; an empty text or list is no value (`null`). Numbers are
 * finite and safe, money is in the field's currency, links are absolute http(s) addresses so that none can run code.
 */
export function readValue(field: Field, value: FieldValue): { value: FieldValue | null } | { invalid: FieldRefusal } {
  if (value === '' || (Array.isArray(value) && value.length === 0)) return { value: null }
  switch (field.type) {
    case 'text':
      return typeof value === 'string' ? { value: value.trim() || null } : { invalid: 'not-a-text' }
    case 'number':
      return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? { value } : { invalid: 'not-a-number' }
    case 'money':
      if (typeof value !== 'object' || Array.isArray(value)) return { invalid: 'not-an-amount' }
      if (Math.abs(value.amountMinor) > mostMinor) return { invalid: 'not-an-amount' }
      return value.currency === field.currency ? { value } : { invalid: 'other-currency' }
    case 'date':
      return LifeDay.safeParse(value).success ? { value } : { invalid: 'not-a-day' }
    case 'choice':
      return field.options.some((option) => option.id === value) ? { value } : { invalid: 'not-an-option' }
    case 'multi-choice': {
      if (!Array.isArray(value)) return { invalid: 'not-an-option' }
      const chosen = [...new Set(value)]
      return chosen.every((id) => field.options.some((option) => option.id === id)) ? { value: chosen } : { invalid: 'not-an-option' }
    }
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { invalid: 'not-yes-or-no' }
    case 'user':
      return Uuid.safeParse(value).success ? { value } : { invalid: 'not-a-person' }
    case 'link':
      return typeof value === 'string' && isLink(value) ? { value: value.trim() } : { invalid: 'not-a-link' }
  }
}

function isLink(text: string): boolean {
  const url = URL.parse(text.trim())
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && text.trim().length <= 2_000
}

/** A value as the index table keeps it: one row each, text or number. */
export type IndexRow = { fieldId: string; ordinal: number; textValue: string | null; numberValue: number | null }

export function indexRowsOf(field: Field, value: FieldValue): IndexRow[] {
  const text = (textValue: string, ordinal = 0): IndexRow => ({ fieldId: field.id, ordinal, textValue, numberValue: null })
  if (typeof value === 'number') return [{ fieldId: field.id, ordinal: 0, textValue: null, numberValue: value }]
  if (typeof value === 'boolean') return [text(String(value))]
  if (Array.isArray(value)) return value.map((one, ordinal) => text(one, ordinal))
  if (typeof value === 'object') return [{ fieldId: field.id, ordinal: 0, textValue: null, numberValue: value.amountMinor }]
  return [text(field.type === 'text' ? comparable(value) : value.slice(0, 2_000))]
}

/** Free text is found whatever its capitals and accents, by its first 200 characters. */
export const comparable = (text: string): string => searchable(text).slice(0, 200)
