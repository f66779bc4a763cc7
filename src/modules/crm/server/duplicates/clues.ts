import { matchCandidates } from '#kernel/contract/phone.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Address } from '#crm/contract/address.ts'
import type { FieldValues, Identity } from '#crm/contract/contact.ts'
import type { Field } from '#crm/contract/field.ts'

/**
 * What a contact may be recognised by. `telling` ones name the same person by themselves, in another spelling: a number with
 * and without Argentina's 9, a Gmail address with and without its dots. The others only agree with a name that is alike.
 */
export type Clues = { telling: string[]; supporting: string[] }

type Reachable = Pick<Identity, 'kind' | 'value'>

/** Mail of everybody: that two have it says nothing. */
const anybodysMail =
  /^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|proton|protonmail|gmx|uol|bol|terra|ig|fibertel|arnet|speedy|ciudad|adinet|vtr|prodigy)\.[a-z.]+$/
/** Types of custom fields of which it says something when two have the same value. */
const speakingTypes = new Set<Field['type']>(['text', 'date', 'link'])

/** As many digits as a number has without its area. */
export const tailLength = 7

type Place = Pick<Address, 'street' | 'number' | 'city'>

export function cluesOf(
  identities: readonly Reachable[],
  fields: FieldValues,
  definitions: readonly Field[],
  addresses: readonly Place[] = [],
): Clues {
  const telling = new Set<string>()
  const supporting = new Set<string>()
  for (const { kind, value } of identities) {
    if (kind === 'phone' || kind === 'wa_id') {
      const line = matchCandidates(value).toSorted()[0]
      const digits = value.replace(/\D/g, '')
      if (line) telling.add(`line:${line}`)
      if (digits.length >= tailLength) supporting.add(`tail:${digits.slice(-tailLength)}`)
    }
    if (kind === 'email') addMail(value, telling, supporting)
  }
  for (const { street, number, city } of addresses) {
    const [door, town] = [searchable(`${street} ${number}`).slice(0, 100), searchable(city)]
    if (street !== '' && number !== '') supporting.add(`street:${door}`)
    if (town !== '') supporting.add(`city:${town}`)
  }
  for (const field of definitions) {
    const value = fields[field.key]
    if (field.isArchived || !speakingTypes.has(field.type) || typeof value !== 'string') continue
    const text = searchable(value).slice(0, 100)
    if (text.length >= 2) supporting.add(`field:${field.key}:${text}`)
  }
  return { telling: [...telling], supporting: [...supporting] }
}

function addMail(address: string, telling: Set<string>, supporting: Set<string>): void {
  const at = address.lastIndexOf('@')
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)]
  // Gmail delivers dots and labels to one box. A hint for people: elsewhere they are part of the name.
  if (/^g(?:oogle)?mail\.com$/.test(domain)) telling.add(`gmail:${local.replace(/\+.*$/, '').replaceAll('.', '')}`)
  if (!anybodysMail.test(domain)) supporting.add(`domain:${domain}`)
  if (local.length >= 5 && !/^(?:info|ventas|contacto|admin|administracion|hola|compras)$/.test(local)) supporting.add(`local:${local}`)
}

/** The kinds of clues in words that screens know, strongest first; `field` names which. */
export type Reason = { kind: 'line' | 'gmail' | 'tail' | 'local' | 'street' | 'domain' | 'field' | 'city'; field: string | null }
const reasonKinds = ['line', 'gmail', 'tail', 'local', 'street', 'domain', 'field', 'city'] as const

export function reasonsOf(clues: readonly string[]): Reason[] {
  return clues
    .flatMap((clue): Reason[] => {
      const [kind, key] = clue.split(':')
      const known = reasonKinds.find((one) => one === kind)
      return known ? [{ kind: known, field: known === 'field' ? (key ?? null) : null }] : []
    })
    .toSorted((a, b) => reasonKinds.indexOf(a.kind) - reasonKinds.indexOf(b.kind))
}

/** 0 to 100, to order proposals by: the same line or box first, then names by how alike they are and how much agrees. */
export function strengthOf(similarity: number, clues: readonly string[]): number {
  const tells = clues.some((clue) => clue.startsWith('line:') || clue.startsWith('gmail:'))
  if (tells) return Math.round(90 + 10 * similarity)
  return Math.min(89, Math.round(70 * similarity) + 6 * clues.length)
}
