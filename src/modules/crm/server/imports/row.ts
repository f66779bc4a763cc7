import type { PhoneHome } from '#kernel/contract/phone.ts'
import { searchable } from '#kernel/contract/text.ts'
import { isSomewhere, noAddress } from '#crm/contract/address-text.ts'
import type { TypedAddress } from '#crm/contract/address.ts'
import type { ConsentChannel, ConsentPurpose, ConsentState } from '#crm/contract/consent.ts'
import type { ContactKind, FieldValues, Relation } from '#crm/contract/contact.ts'
import type { ImportMapping } from '#crm/contract/import.ts'
import { nameFrom, readTyped, sameIdentity, type IdentityRefusal, type Known } from '#crm/server/contacts/identity.ts'
import type { FieldRefusal } from '#crm/server/fields/field-value.ts'
import { readAddressCell, type AddressRefusal } from '#crm/server/imports/address-cell.ts'
import { parseConsent, parseKind, parseRelation, readCell, type People } from '#crm/server/imports/cell-value.ts'
import { plainCell } from '#kernel/sheet/csv.ts'
import type { Target } from '#crm/server/imports/mapping.ts'
import { cellText, type Cell } from '#kernel/sheet/unreadable.ts'

export type RowRefusal =
  | IdentityRefusal
  | FieldRefusal
  | AddressRefusal
  | 'nothing-to-know'
  | 'name-too-long'
  | 'not-a-kind'
  | 'not-a-relation'
  | 'not-a-person'
  | 'tag-too-long'
  | 'too-many-tags'
  | 'notes-too-long'
  | 'cell-too-long'
  | 'too-many-identities'
  | 'two-contacts'

export type RowProblem = { column: number | null; problem: RowRefusal }

/** A row of the file, understood. */
export type ReadRow = {
  kind: ContactKind | null
  /** Null when the file gives none: the identities then name the contact. */
  name: string | null
  identities: Known[]
  relations: Relation[]
  ownerId: string | null
  tags: string[]
  notes: string
  fields: FieldValues
  /** Null when no column says where. */
  address: TypedAddress | null
  consents: { channel: ConsentChannel; purpose: ConsentPurpose; state: ConsentState }[]
}

export type Reading = { targets: readonly (Target | null)[]; mapping: ImportMapping; home: PhoneHome; people: People }

const limits = { name: 200, tag: 40, tags: 50, notes: 5_000, identities: 20, cell: 5_000 }

/** What a row says. Whatever makes no sense leaves the whole row out, all of it told with its column, so that nothing is half imported. */
export function readRow(cells: readonly Cell[], { targets, mapping, home, people }: Reading): { row: ReadRow } | { faults: RowProblem[] } {
  const faults: RowProblem[] = []
  const row: ReadRow = {
    kind: null,
    name: null,
    identities: [],
    relations: [],
    ownerId: null,
    tags: [],
    notes: '',
    fields: {},
    address: null,
    consents: [],
  }
  for (let column = 0; column < targets.length; column++) {
    const target = targets[column]
    const cell = plainCell(cellText(cells[column] ?? '', mapping.decimalMark).trim()).trim()
    if (!target || cell === '') continue
    const problem = cell.length > limits.cell ? 'cell-too-long' : readInto(row, target, cell, { mapping, home, people })
    if (problem) faults.push({ column, problem })
  }
  if (faults.length > 0) return { faults }
  if (row.name === null && row.identities.length === 0) return { faults: [{ column: null, problem: 'nothing-to-know' }] }
  // A number or a country alone is nowhere.
  if (row.address && !isSomewhere(row.address)) row.address = null
  return { row }
}

function readInto(row: ReadRow, target: Target, cell: string, { mapping, home, people }: Omit<Reading, 'targets'>): RowRefusal | null {
  switch (target.kind) {
    case 'name':
      row.name = row.name === null ? cell : `${row.name} ${cell}`
      return row.name.length > limits.name ? 'name-too-long' : null
    case 'kind':
      row.kind = parseKind(cell)
      return row.kind ? null : 'not-a-kind'
    case 'phone':
    case 'email':
    case 'instagram': {
      const read = readTyped({ kind: target.kind, value: cell.slice(0, 254) }, home)
      if ('invalid' in read) return read.invalid
      if (!row.identities.some((one) => sameIdentity(one, read))) row.identities.push(read)
      return row.identities.length > limits.identities ? 'too-many-identities' : null
    }
    case 'tax_id':
      for (const one of listed(cell, /[;|]/)) {
        const read = readTyped({ kind: 'tax_id', value: one.slice(0, 254) }, home)
        if ('invalid' in read) return read.invalid
        if (!row.identities.some((other) => sameIdentity(other, read))) row.identities.push(read)
      }
      return row.identities.length > limits.identities ? 'too-many-identities' : null
    case 'relations': {
      const named = listed(cell).map(parseRelation)
      row.relations.push(...named.filter((one) => one !== null))
      return named.includes(null) ? 'not-a-relation' : null
    }
    case 'owner':
      row.ownerId = people.get(searchable(cell)) ?? null
      return row.ownerId === null ? 'not-a-person' : null
    case 'tags':
      row.tags.push(...listed(cell))
      if (row.tags.length > limits.tags) return 'too-many-tags'
      return row.tags.some((tag) => tag.length > limits.tag) ? 'tag-too-long' : null
    case 'notes':
      row.notes = row.notes === '' ? cell : `${row.notes}\n${cell}`
      return row.notes.length > limits.notes ? 'notes-too-long' : null
    case 'field': {
      const read = readCell(target.field, cell, mapping, people)
      if ('invalid' in read) return read.invalid
      row.fields[target.field.key] = read.value
      return null
    }
    case 'address':
      return readAddressCell((row.address ??= { ...noAddress, coordinates: null, isPrimary: true }), target.part, cell)
    case 'consent': {
      const state = parseConsent(cell)
      if (!state) return 'not-yes-or-no'
      row.consents.push({ channel: target.channel, purpose: target.purpose, state })
      return null
    }
  }
}

const listed = (cell: string, between = /[,;|]/): string[] =>
  cell
    .split(between)
    .map((one) => one.trim())
    .filter((one) => one !== '')

export const nameOf = (row: ReadRow): string => row.name ?? nameFrom(row.identities)
export const keysOf = (row: ReadRow): string[] => row.identities.map(({ kind, value }) => `${kind}:${value}`)
