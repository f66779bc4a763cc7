import { minorDigits } from '#kernel/contract/money.ts'
import type { Locale, Translate } from '#kernel/i18n/translate.ts'
import { addressParts, shownCoordinates } from '#crm/contract/address-text.ts'
import type { Address } from '#crm/contract/address.ts'
import type { Contact, FieldValue, IdentityKind } from '#crm/contract/contact.ts'
import { shownTaxId } from '#crm/contract/tax-id.ts'
import type { Field } from '#crm/contract/field.ts'

export type Words = {
  definitions: readonly Field[]
  tagNames: ReadonlyMap<string, string>
  personNames: ReadonlyMap<string, string>
  locale: Locale
  /** ISO 3166 of the organization: its own tax ids need not say it. */
  country: string
  /** IANA zone in which instants are written. */
  zone: string
  t: Translate
}

/** Titles that the import recognises again. */
export const headerOf = ({ definitions, t }: Words): string[] => [
  ...['name', 'kind', 'relations', 'phone', 'email', 'instagram', 'tax_id', 'tags', 'notes', 'owner', 'source', 'created_at'].map((title) =>
    t(`crm.contact.${title}`),
  ),
  ...['score', 'grade', 'win'].map((title) => t(`crm.contact.${title}`)),
  ...addressParts.map((part) => t(`crm.address_column.${part}`)),
  ...definitions.map((field) => field.label),
]

export function cellsOf(contact: Contact, words: Words): string[] {
  const { tagNames, personNames, t, zone } = words
  const values = (kind: IdentityKind): string =>
    contact.identities
      .filter((identity) => identity.kind === kind)
      .map(({ value }) => value)
      .join(' ')
  const taxIds = contact.identities
    .filter(({ kind }) => kind === 'tax_id')
    .map(({ value }) => shownTaxId(value))
    .map(({ country, shown }) => (country === null || country === words.country ? shown : `${country}:${shown}`))
  const source = t(`crm.source.${contact.source}`)
  return [
    contact.name,
    t(`crm.kind.${contact.kind}`),
    contact.relations.map((relation) => t(`crm.relation.${relation}`)).join('; '),
    contact.phone ?? '',
    contact.email ?? '',
    values('instagram'),
    taxIds.join('; '),
    contact.tagIds.flatMap((id) => tagNames.get(id) ?? []).join('; '),
    contact.notes,
    (contact.ownerId && personNames.get(contact.ownerId)) ?? '',
    source.includes('crm.source.') ? contact.source : source,
    localMoment(contact.createdAt, zone),
    String(contact.score?.score ?? ''),
    contact.score?.grade ?? '',
    contact.score?.winPercent == null ? '' : String(contact.score.winPercent),
    ...addressCells(contact.addresses.find(({ isPrimary }) => isPrimary)),
    ...words.definitions.map((field) => {
      const value = contact.fields[field.key]
      return value === undefined ? '' : cellOf(field, value, words)
    }),
  ]
}

const addressCells = (address: Address | undefined): string[] =>
  addressParts.map((part) => {
    if (!address) return ''
    if (part === 'coordinates') return address.coordinates ? shownCoordinates(address.coordinates) : ''
    return address[part] ?? ''
  })

/** `2026-11-21 12:00` in the zone. */
const localMoment = (instant: string, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant))

function cellOf(field: Field, value: FieldValue, { personNames, locale, t }: Words): string {
  const optionText = (id: string): string => field.options.find((option) => option.id === id)?.label ?? id
  if (Array.isArray(value)) return value.map(optionText).join('; ')
  if (typeof value === 'object') return decimal(value.amountMinor, minorDigits(value.currency), locale)
  if (typeof value === 'number') return locale === 'en' ? String(value) : String(value).replace('.', ',')
  if (typeof value === 'boolean') return t(value ? 'crm.field.yes' : 'crm.field.no')
  if (field.type === 'choice') return optionText(value)
  return field.type === 'user' ? (personNames.get(value) ?? '') : value
}

/** Whole minor units as a decimal number without thousands marks: exact, and readable by any spreadsheet of the place. */
function decimal(amountMinor: number, digits: number, locale: Locale): string {
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  const fraction = digits > 0 ? `${locale === 'en' ? '.' : ','}${text.slice(-digits)}` : ''
  return `${amountMinor < 0 ? '-' : ''}${whole}${fraction}`
}
