import { own } from '#kernel/contract/own.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { AdMapping } from '#crm/contract/lead-ads.ts'
import type { FieldValue, TypedIdentity } from '#crm/contract/contact.ts'
import type { Field } from '#crm/contract/field.ts'
import { Origin } from '#crm/contract/lead.ts'
import type { PhoneHome } from '#kernel/contract/phone.ts'
import { readTyped } from '#crm/server/contacts/identity.ts'
import { readCell } from '#crm/server/imports/cell-value.ts'
import { askableTypes } from '#crm/server/forms/answers.ts'
import type { AdLead } from '#crm/server/lead-ads/graph.ts'

/** What the provider calls the answers that it fills in by itself. */
const usual: Readonly<Record<string, string>> = {
  full_name: 'name',
  first_name: 'name',
  last_name: 'name',
  company_name: 'message',
  email: 'email',
  work_email: 'email',
  phone_number: 'phone',
  work_phone_number: 'phone',
  whatsapp_number: 'phone',
}

/** What becomes of an answer: as the business said, as its name says, a custom field of that name, or a line of the message. */
export function targetOf(question: string, mapping: AdMapping, definitions: readonly Field[]): string {
  const said = mapping[question]
  if (said !== undefined) return said
  const known = own(usual, question.toLowerCase())
  if (known) return known
  const plain = searchable(question.replaceAll('_', ' '))
  const field = usable(definitions).find(({ key, label }) => key === question || searchable(label) === plain)
  return field ? `fields.${field.key}` : 'message'
}

export const usable = (definitions: readonly Field[]): Field[] =>
  definitions.filter((field) => !field.isArchived && askableTypes.has(field.type))

export type AdAnswers = {
  name: string | undefined
  identities: TypedIdentity[]
  message: string
  values: Record<string, FieldValue>
}

/**
 * The answers of somebody to an advertisement. Nothing is refused, for nobody is there to correct it: what cannot be what
 * it should be, an impossible telephone or day, is told in the message instead.
 */
export function readLead(lead: AdLead, mapping: AdMapping, definitions: readonly Field[], home: PhoneHome): AdAnswers {
  const names: [string, string][] = []
  const lines: string[] = []
  const answers: AdAnswers = { name: undefined, identities: [], message: '', values: {} }
  for (const { name: question, values } of lead.field_data) {
    const said = values.join(', ').trim().toWellFormed()
    if (said === '') continue
    const target = targetOf(question, mapping, definitions)
    if (target === 'none') continue
    if (target === 'name') names.push([question, said])
    else if (
      !((target === 'phone' || target === 'email') && identified(answers, target, said, home)) &&
      !filled(answers, target, said, definitions)
    )
      lines.push(`${wordsOf(question)}: ${said}`)
  }
  const whole = names.find(([question]) => question.toLowerCase() === 'full_name')?.[1] ?? names.map(([, said]) => said).join(' ')
  answers.name = whole.slice(0, 200) || undefined
  answers.message = lines.join('\n').slice(0, 5_000)
  return answers
}

function identified(answers: AdAnswers, kind: 'phone' | 'email', value: string, home: PhoneHome): boolean {
  if (value.length > 254 || answers.identities.length === 5 || 'invalid' in readTyped({ kind, value }, home)) return false
  answers.identities.push({ kind, value })
  return true
}

function filled(answers: AdAnswers, target: string, said: string, definitions: readonly Field[]): boolean {
  const field = usable(definitions).find(({ key }) => target === `fields.${key}`)
  const read = field && readCell(field, said, { dateOrder: 'mdy', decimalMark: '.' }, new Map())
  if (!field || !read || 'invalid' in read) return false
  answers.values[field.key] = read.value
  return true
}

const wordsOf = (question: string): string => {
  const words = question.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const networks: Readonly<Record<string, string>> = { fb: 'facebook', ig: 'instagram', msg: 'messenger', wa: 'whatsapp' }

/** Where they came from, in the words that addresses of pages use, and which advertisement it was. */
export const originOf = (lead: AdLead): Origin =>
  Origin.parse({
    utmSource: own(networks, lead.platform ?? '') ?? lead.platform ?? 'meta',
    utmMedium: lead.is_organic === true ? 'organic' : 'paid_social',
    utmCampaign: lead.campaign_name ?? lead.campaign_id,
    utmContent: lead.ad_name,
    headline: lead.ad_name,
    adId: lead.ad_id,
    adSetId: lead.adset_id,
    adCampaignId: lead.campaign_id,
    adFormId: lead.form_id,
  })
