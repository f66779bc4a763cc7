import { searchable } from '#kernel/contract/text.ts'
import { parseAmount, parseNumber, parseYes } from '#kernel/sheet/cell-text.ts'
import type { ConsentState } from '#crm/contract/consent.ts'
import type { ContactKind, FieldValue, Relation } from '#crm/contract/contact.ts'
import type { Field } from '#crm/contract/field.ts'
import type { ImportMapping } from '#crm/contract/import.ts'
import { readValue, type FieldRefusal } from '#crm/server/fields/field-value.ts'

type Conventions = Pick<ImportMapping, 'dateOrder' | 'decimalMark'>
export type People = ReadonlyMap<string, string>

const companies = ['empresa', 'company', 'business', 'compania', 'organizacion', 'organization', 'juridica']
const persons = ['persona', 'person', 'pessoa', 'individual', 'cliente', 'fisica']

/** A cell as the value of a custom field. `people` are the ids of colleagues by their name as search compares it. */
export function readCell(
  field: Field,
  cell: string,
  conventions: Conventions,
  people: People,
): { value: FieldValue } | { invalid: FieldRefusal } {
  const given = parseCell(field, cell, conventions, people)
  if (given === null) return { invalid: refusalOf(field) }
  const read = readValue(field, given)
  if ('invalid' in read) return read
  return read.value === null ? { invalid: refusalOf(field) } : { value: read.value }
}

function parseCell(field: Field, cell: string, conventions: Conventions, people: People): FieldValue | null {
  switch (field.type) {
    case 'number':
      return parseNumber(cell, conventions.decimalMark)
    case 'money':
      return parseAmount(cell, field.currency ?? '', conventions.decimalMark)
    case 'date':
      return parseDay(cell, conventions.dateOrder)
    case 'boolean':
      return parseYes(cell)
    case 'choice':
      return optionOf(field, cell)
    case 'multi-choice':
      return optionsOf(field, cell)
    case 'user':
      return people.get(searchable(cell)) ?? null
    default:
      return cell
  }
}

const refusals: Record<Field['type'], FieldRefusal> = {
  text: 'not-a-text',
  number: 'not-a-number',
  money: 'not-an-amount',
  date: 'not-a-day',
  choice: 'not-an-option',
  'multi-choice': 'not-an-option',
  boolean: 'not-yes-or-no',
  user: 'not-a-person',
  link: 'not-a-link',
}
const refusalOf = (field: Field): FieldRefusal => refusals[field.type]

const optionOf = (field: Field, text: string): string | null =>
  field.options.find((option) => option.id === text || searchable(option.label) === searchable(text))?.id ?? null

/** Several options in one cell. The longest stretch that is an option counts: a label may have a comma of its own. */
function optionsOf(field: Field, cell: string): string[] | null {
  const parts = cell.split(/([|;,])/)
  const ids: string[] = []
  for (let from = 0; from < parts.length;) {
    let to = parts.length
    let id: string | null = null
    for (; to > from && id === null; to -= 2) id = optionOf(field, parts.slice(from, to).join(''))
    if (id !== null) {
      ids.push(id)
      from = to + 3
    } else if (parts[from]?.trim() === '') from += 2
    else return null
  }
  return ids
}

/** `2026-11-21`, `21/11/2026`, `21-11-26`, `11/21/2026` by the file's order of day, month and year. */
export function parseDay(text: string, order: 'dmy' | 'mdy' | 'ymd'): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text.trim())
  const parts = iso ?? /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?: .*)?$/.exec(text.trim())
  if (!parts) return null
  const [, first = '', second = '', third = ''] = parts
  const [year, month, day] = iso
    ? [first, second, third]
    : order === 'mdy'
      ? [third, first, second]
      : order === 'ymd'
        ? [first, second, third]
        : [third, second, first]
  // Two digits: nobody's birthday is in the future, so 30 and above are of the last century.
  const full = year.length === 2 ? (Number(year) >= 30 ? `19${year}` : `20${year}`) : year
  return `${full.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

export function parseKind(text: string): ContactKind | null {
  const word = searchable(text)
  return companies.includes(word) ? 'company' : persons.includes(word) ? 'person' : null
}

/** How people call what somebody is to them, in Spanish, English and Portuguese. */
const relations: Readonly<Record<Relation, readonly string[]>> = {
  customer: ['cliente', 'clientes', 'customer', 'customers', 'comprador'],
  lead: [
    'interesado',
    'interesada',
    'prospecto',
    'posible cliente',
    'potencial',
    'cliente potencial',
    'possivel cliente',
    'lead',
    'leads',
    'prospect',
    'interessado',
    'interessada',
  ],
  supplier: ['proveedor', 'proveedora', 'supplier', 'vendor', 'fornecedor', 'fornecedora'],
  staff: ['personal', 'empleado', 'empleada', 'equipo', 'staff', 'employee', 'funcionario', 'funcionaria', 'pessoal'],
}

export function parseRelation(text: string): Relation | null {
  const word = searchable(text)
  const found = Object.entries(relations).find(([, words]) => words.includes(word))
  return found ? (found[0] as Relation) : null
}

/** Only an explicit yes is a consent: silence never is. */
export function parseConsent(text: string): Exclude<ConsentState, 'unknown'> | null {
  const answer = parseYes(text)
  return answer === null ? null : answer ? 'granted' : 'denied'
}
