import { domainToASCII } from 'node:url'
import { parsePhone, e164OfWaId, type PhoneHome, type PhoneRefusal } from '#kernel/contract/phone.ts'
import { readTaxId, shownTaxId, type TaxIdRefusal } from '#crm/contract/tax-id.ts'
import type { IdentityKind, TypedIdentity } from '#crm/contract/contact.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'

/** What somebody is recognised by: `value` is unique among the living contacts of an organization, `raw` is what arrived. */
export type Known = { kind: IdentityKind; value: string; raw: string }
export type Received = { kind: IdentityKind; value: string; raw?: string }
export type IdentityRefusal = PhoneRefusal | TaxIdRefusal | 'not-an-address' | 'not-a-user-name' | 'not-an-id'

const addressLocal = /^[^\s@"<>()[\]\\,;:\p{Cc}]{1,64}$/u
const userName = /^(?!.*\.\.)[a-z0-9_](?:[a-z0-9._]{0,28}[a-z0-9_])?$/

/** Normalises what a person typed, or says what is wrong with it. */
export function readTyped({ kind, value }: TypedIdentity, home: PhoneHome): Known | { invalid: IdentityRefusal } {
  if (kind === 'phone') {
    const phone = parsePhone(value, home)
    return 'invalid' in phone ? phone : { kind, value: phone.e164, raw: value }
  }
  if (kind === 'email') {
    const address = readAddress(value)
    return address ? { kind, value: address, raw: value } : { invalid: 'not-an-address' }
  }
  if (kind === 'tax_id') {
    const read = readTaxId(value, home.country)
    return 'invalid' in read ? read : { kind, value: read.value, raw: value }
  }
  const name = value
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.)?instagram\.com\//i, '')
    .replace(/^@/, '')
    .replace(/[/?#].*$/, '')
    .toLowerCase()
  return userName.test(name) ? { kind, value: name, raw: value } : { invalid: 'not-a-user-name' }
}

/**
 * Lower case and an ASCII domain. Dots and `+labels` stay: for most providers they are part of the name, so stripping
 * them would join two persons.
 */
export function readAddress(text: string): string | null {
  const typed = text.normalize('NFKC').trim()
  const at = typed.lastIndexOf('@')
  const local = typed.slice(0, at)
  if (at < 1 || !addressLocal.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null
  const domain = domainToASCII(typed.slice(at + 1))
  if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(domain)) return null
  const address = `${local.toLowerCase()}@${domain}`
  return address.length <= 254 ? address : null
}

/** The stronger first: the id that the channel gives to one account, then its number, then what people type. */
const strength: Record<IdentityKind, number> = {
  bsuid: 0,
  wa_id: 1,
  igsid: 2,
  psid: 3,
  telegram_id: 4,
  phone: 5,
  email: 6,
  instagram: 7,
  tax_id: 8,
}

/**
 * What a channel reported, in the order in which it decides who it is, with the E.164 number that a WhatsApp id stands
 * for. Ids of channels are kept as received: a reply goes to exactly that. Unreadable ones are left out.
 */
export function readReceived(identities: readonly Received[], home: PhoneHome): Known[] {
  const known = new Map<string, Known>()
  const add = (one: Known): void => {
    const key = `${one.kind} ${one.value}`
    if (!known.has(key)) known.set(key, one)
  }
  for (const { kind, value, raw } of identities) {
    const text = value.trim()
    if (text === '' || text.length > 254 || text.includes('\u0000')) continue
    if (kind === 'phone' || kind === 'email' || kind === 'instagram' || kind === 'tax_id') {
      const typed = readTyped({ kind, value: text }, home)
      if (!('invalid' in typed)) add({ ...typed, raw: (raw ?? value).slice(0, 254) })
      continue
    }
    add({ kind, value: text, raw: (raw ?? value).slice(0, 254) })
    const e164 = kind === 'wa_id' ? e164OfWaId(text) : null
    if (e164) add({ kind: 'phone', value: e164, raw: text })
  }
  return [...known.values()].toSorted((a, b) => strength[a.kind] - strength[b.kind])
}

/** The name of somebody of whom only an identity is known. */
export function nameFrom(identities: readonly Pick<Known, 'kind' | 'value'>[]): string {
  const of = (kind: IdentityKind): string | undefined => identities.find((identity) => identity.kind === kind)?.value
  const phone = of('phone')
  if (phone) return shownPhone(phone)
  const user = of('instagram')
  const tax = of('tax_id')
  return (user ? `@${user}` : (of('email') ?? of('wa_id') ?? (tax && shownTaxId(tax).shown) ?? identities[0]?.value ?? '—')).slice(0, 200)
}

export const sameIdentity = (a: Pick<Known, 'kind' | 'value'>, b: Pick<Known, 'kind' | 'value'>): boolean =>
  a.kind === b.kind && a.value === b.value
