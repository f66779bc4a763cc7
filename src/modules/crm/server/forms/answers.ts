import type { FieldValue, TypedIdentity } from '#crm/contract/contact.ts'
import type { Field } from '#crm/contract/field.ts'
import type { FormConsent, FormField } from '#crm/contract/form.ts'
import type { PhoneHome } from '#kernel/contract/phone.ts'
import { readTyped } from '#crm/server/contacts/identity.ts'
import { readValue } from '#crm/server/fields/field-value.ts'

export type Given = Readonly<Record<string, string | readonly string[]>>
/** The words are `crm.form_page.errors.<refusal>`. */
export type Refusal =
  | 'required'
  | 'phone'
  | 'email'
  | 'number'
  | 'date'
  | 'option'
  | 'link'
  | 'invalid'
  | 'too_long'
  | 'no_identity'
  | 'consent'
export type Answers = {
  name: string | undefined
  identities: TypedIdentity[]
  message: string
  values: Record<string, FieldValue>
  consents: FormConsent[]
}
type Asked = { fields: readonly FormField[]; consents: readonly FormConsent[] }

/** Types of custom fields that a page can ask for. */
export const askableTypes: ReadonlySet<string> = new Set(['text', 'number', 'date', 'choice', 'multi-choice', 'boolean', 'link'])

/** Reads what somebody typed, all of it: every refusal is told at once, by the key of its field. */
export function readAnswers(
  asked: Asked,
  given: Given,
  definitions: readonly Field[],
  home: PhoneHome,
): { answers: Answers; refusals: Map<string, Refusal> } {
  const refusals = new Map<string, Refusal>()
  const answers: Answers = { name: undefined, identities: [], message: '', values: {}, consents: [] }
  for (const { key, isRequired } of asked.fields) {
    const typed = given[key] ?? ''
    const text = (typeof typed === 'string' ? typed : typed.join(', ')).trim()
    if (text === '') {
      if (isRequired) refusals.set(key, 'required')
      continue
    }
    if (key === 'name') {
      if (text.length > 200) refusals.set(key, 'too_long')
      else answers.name = text
    } else if (key === 'message') {
      if (text.length > 5_000) refusals.set(key, 'too_long')
      else answers.message = text
    } else if (key === 'phone' || key === 'email') {
      if ('invalid' in readTyped({ kind: key, value: text }, home)) refusals.set(key, key)
      else answers.identities.push({ kind: key, value: text })
    } else readCustom(key, typed, definitions, answers, refusals)
  }
  asked.consents.forEach((consent, i) => {
    if (given[`consent:${i}`] === 'yes') answers.consents.push(consent)
    else if (consent.isRequired) refusals.set(`consent:${i}`, 'consent')
  })
  const isKnown = answers.identities.length > 0 || refusals.has('phone') || refusals.has('email')
  if (!isKnown) for (const { key } of asked.fields) if (key === 'phone' || key === 'email') refusals.set(key, 'no_identity')
  return { answers, refusals }
}

const refusalByType: Readonly<Record<string, Refusal>> = {
  number: 'number',
  date: 'date',
  choice: 'option',
  'multi-choice': 'option',
  link: 'link',
}

function readCustom(
  key: string,
  typed: string | readonly string[],
  definitions: readonly Field[],
  answers: Answers,
  refusals: Map<string, Refusal>,
): void {
  const field = definitions.find((one) => `fields.${one.key}` === key)
  if (!field || field.isArchived) return
  const read = readValue(field, valueOf(field, typed))
  if ('invalid' in read) refusals.set(key, refusalByType[field.type] ?? 'invalid')
  else if (read.value !== null) answers.values[field.key] = read.value
}

function valueOf({ type }: Field, typed: string | readonly string[]): FieldValue {
  const text = typeof typed === 'string' ? typed.trim() : (typed[0] ?? '')
  if (type === 'number') return Number(text.replaceAll(/[^\d,.-]/g, '') === text ? text.replace(',', '.') : Number.NaN)
  if (type === 'boolean') return text === 'yes'
  if (type === 'multi-choice') return typeof typed === 'string' ? [typed] : [...typed]
  return text
}
