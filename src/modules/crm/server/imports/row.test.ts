import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field } from '#crm/contract/field.ts'
import { ImportMapping } from '#crm/contract/import.ts'
import { parseAmount, parseNumber } from '#kernel/sheet/cell-text.ts'
import { parseConsent, parseDay, parseKind } from './cell-value.ts'
import { noAddress } from '#crm/contract/address-text.ts'
import { countryOf } from './address-cell.ts'
import { readMapping, suggest } from './mapping.ts'
import { readRow } from './row.ts'

const field = (key: string, type: Field['type'], extra: Partial<Field> = {}): Field => ({
  id: '0193b3a0-0000-7000-8000-000000000001',
  key,
  label: key[0]?.toUpperCase() + key.slice(1),
  type,
  options: [],
  currency: type === 'money' ? 'ARS' : null,
  position: 1,
  isArchived: false,
  version: 1,
  ...extra,
})
const definitions = [
  field('barrio', 'text'),
  field('deuda', 'money'),
  field('nacimiento', 'date', { label: 'Fecha de nacimiento' }),
  field('zona', 'choice', { options: [{ id: 'sur', label: 'Zona Sur' }] }),
  field('vendedor', 'user'),
  field('web', 'link'),
  field('hijos', 'number'),
  field('reparto', 'multi-choice', {
    options: [
      { id: 'norte', label: 'Norte' },
      { id: 'sur', label: 'Zona Sur' },
    ],
  }),
  field('mayorista', 'boolean'),
]

test('columns are recognised by their titles in three languages, custom fields by theirs', () => {
  assert.deepEqual(
    suggest(
      ['Nombre', 'Apellido', 'Teléfono 1', 'WhatsApp', 'E-mail', 'Correo', 'Fecha de Nacimiento', 'ZONA', 'Tipo', 'Tipo', 'Código'],
      definitions,
    ),
    ['name', 'name', 'phone', 'phone', 'email', 'email', 'field:nacimiento', 'field:zona', 'kind', null, null],
  )
  assert.deepEqual(suggest(['First name', 'Sobrenome', 'Phone number', 'Marcadores', ''], definitions), [
    'name',
    'name',
    'phone',
    'tags',
    null,
  ])
})

const mapping = (columns: (string | null)[], extra: object = {}): ImportMapping => ImportMapping.parse({ columns, country: 'AR', ...extra })
const refusals: [string, (string | null)[], string][] = [
  ['nothing that says who it is', ['notes', null], 'nothing-chosen'],
  ['a target that does not exist', ['name', 'field:nada'], 'unknown-target'],
  ['a target that does not exist', ['name', '__proto__'], 'unknown-target'],
  ['one field twice', ['name', 'field:barrio', 'field:barrio'], 'chosen-twice'],
  ['an unknown consent', ['name', 'consent:fax:marketing'], 'unknown-target'],
  ['more columns than the file', ['name', null, null, null], 'too-many-columns'],
]
for (const [name, columns, refusal] of refusals) {
  test(`a mapping with ${name} is refused: ${refusal}`, () => assert.deepEqual(readMapping(mapping(columns), 3, definitions), { refusal }))
}

const read = (columns: (string | null)[], cells: string[], extra: object = {}) => {
  const chosen = mapping(columns, extra)
  const targets = readMapping(chosen, columns.length, definitions)
  assert.ok('targets' in targets)
  return readRow(cells, {
    targets: targets.targets,
    mapping: chosen,
    home: { country: 'AR' },
    people: new Map([['ana ruiz', '0193b3a0-0000-7000-8000-000000000009']]),
  })
}

test('a row becomes a contact with everything that its columns say', () => {
  const result = read(
    [
      'name',
      'name',
      'phone',
      'phone',
      'email',
      'tags',
      'notes',
      'field:deuda',
      'field:nacimiento',
      'field:zona',
      'field:vendedor',
      'consent:whatsapp:marketing',
      'kind',
      'relations',
      'tax_id',
      'address:street',
      'address:street',
      'address:country',
    ],
    [
      'Ana',
      ' Ruiz ',
      "'+54 9 11 5123-4567",
      '0351 15 512-3456',
      'ANA@example.com',
      'VIP; mayorista',
      '=cmd|calc',
      '$ 1.500,50',
      '1/5/1990',
      'zona sur',
      'Ana Ruiz',
      'Sí',
      'Empresa',
      'Cliente; proveedor',
      '20-12345678-6; CL:12.345.678-5',
      'Belgrano',
      '1234',
      'argentina',
    ],
  )
  assert.deepEqual(result, {
    row: {
      kind: 'company',
      name: 'Ana Ruiz',
      identities: [
        { kind: 'phone', value: '+5491151234567', raw: '+54 9 11 5123-4567' },
        { kind: 'phone', value: '+5493515123456', raw: '0351 15 512-3456' },
        { kind: 'email', value: 'ana@example.com', raw: 'ANA@example.com' },
        { kind: 'tax_id', value: 'AR:20123456786', raw: '20-12345678-6' },
        { kind: 'tax_id', value: 'CL:123456785', raw: 'CL:12.345.678-5' },
      ],
      relations: ['customer', 'supplier'],
      ownerId: null,
      tags: ['VIP', 'mayorista'],
      notes: '=cmd|calc',
      fields: {
        deuda: { amountMinor: 150_050, currency: 'ARS' },
        nacimiento: '1990-05-01',
        zona: 'sur',
        vendedor: '0193b3a0-0000-7000-8000-000000000009',
      },
      address: { ...noAddress, coordinates: null, isPrimary: true, street: 'Belgrano 1234', country: 'AR' },
      consents: [{ channel: 'whatsapp', purpose: 'marketing', state: 'granted' }],
    },
  })
})

test('a custom field of every type is filled in from its column', () => {
  const cells: [string, string, unknown][] = [
    ['barrio', 'Ñuñoa', 'Ñuñoa'],
    ['deuda', '$ 1.500,50', { amountMinor: 150_050, currency: 'ARS' }],
    ['nacimiento', '1/5/1990', '1990-05-01'],
    ['zona', 'ZONA SUR', 'sur'],
    ['vendedor', 'ana ruiz', '0193b3a0-0000-7000-8000-000000000009'],
    ['web', 'https://pollos.example/carta', 'https://pollos.example/carta'],
    ['hijos', '2,5', 2.5],
    ['reparto', 'Norte; zona sur', ['norte', 'sur']],
    ['mayorista', 'no', false],
  ]
  assert.deepEqual(new Set(definitions.map(({ type }) => type)).size, 9, 'all the types there are')
  const result = read(['name', ...cells.map(([key]) => `field:${key}`)], ['Ana', ...cells.map(([, cell]) => cell)])
  assert.ok('row' in result, JSON.stringify(result))
  assert.deepEqual(result.row.fields, Object.fromEntries(cells.map(([key, , value]) => [key, value])))
})

const wrong: [string, string, string][] = [
  ['phone', 'llamar', 'not-a-number'],
  ['phone', '15 5123-4567', 'area-code-missing'],
  ['email', 'ana@', 'not-an-address'],
  ['tax_id', '20-12345678-5', 'tax-check-digit'],
  ['tax_id', '2,01235E+10', 'tax-characters'],
  ['address:country', 'Narnia', 'not-a-country'],
  ['address:coordinates', '91, 0', 'not-a-place'],
  ['address:city', 'x'.repeat(81), 'address-too-long'],
  ['field:deuda', 'mucho', 'not-an-amount'],
  ['field:nacimiento', '31/02/1990', 'not-a-day'],
  ['field:zona', 'norte', 'not-an-option'],
  ['field:vendedor', 'Nadie', 'not-a-person'],
  ['field:web', 'javascript:alert(1)', 'not-a-link'],
  ['kind', 'planta', 'not-a-kind'],
  ['relations', 'cliente; vecino', 'not-a-relation'],
  ['tags', 'x'.repeat(41), 'tag-too-long'],
  ['notes', 'x'.repeat(5_001), 'cell-too-long'],
  ['consent:email:marketing', 'quizás', 'not-yes-or-no'],
]
for (const [target, cell, problem] of wrong) {
  test(`${target} "${cell.slice(0, 20)}" leaves the row out: ${problem}`, () => {
    assert.deepEqual(read(['name', target], ['Ana', cell]), { faults: [{ column: 1, problem }] })
  })
}

test('a row that says nothing about anybody is left out, one with only a phone is somebody', () => {
  assert.deepEqual(read(['name', 'phone', null], ['', ' ', 'x']), { faults: [{ column: null, problem: 'nothing-to-know' }] })
  assert.ok('row' in read(['name', 'phone'], ['', '11 15 5123 4567']))
  assert.ok('row' in read(['name', 'phone'], ['Ana']))
})

test('everything that is wrong with a row is told at once, from left to right', () => {
  assert.deepEqual(read(['name', 'phone', 'email', 'field:deuda', 'kind'], ['Ana', 'llamar', 'ana@', '12', 'planta']), {
    faults: [
      { column: 1, problem: 'not-a-number' },
      { column: 2, problem: 'not-an-address' },
      { column: 4, problem: 'not-a-kind' },
    ],
  })
  assert.deepEqual(read(['phone'], ['llamar']), { faults: [{ column: 0, problem: 'not-a-number' }] }, 'it says something, though not well')
})

test('what looks like code is kept as text', () => {
  const result = read(['name', 'field:barrio'], ['<img src=x onerror=alert(1)>', '{{constructor}}'])
  assert.ok('row' in result)
  assert.deepEqual([result.row.name, result.row.fields.barrio], ['<img src=x onerror=alert(1)>', '{{constructor}}'])
})

const numbers: [string, ',' | '.', number | null][] = [
  ['1.234,5', ',', 1234.5],
  ['1,234.5', '.', 1234.5],
  ['-3', ',', -3],
  ['1.23', ',', null],
  ['12.34', '.', 12.34],
  ['1,2,3', ',', null],
  ['', ',', null],
  ['1e9', ',', null],
  ['0x10', ',', null],
  ['Infinity', ',', null],
]
for (const [text, mark, value] of numbers)
  test(`"${text}" with decimal ${mark} is ${value}`, () => assert.equal(parseNumber(text, mark), value))

const amounts: [string, string, number | null][] = [
  ['$ 1.500,50', 'ARS', 150_050],
  ['ARS 99', 'ARS', 9_900],
  ['0,1', 'ARS', 10],
  ['1,005', 'ARS', null],
  ['1,500', 'ARS', 150],
  ['-12,30', 'ARS', -1_230],
  ['1.500', 'CLP', 1_500],
  ['1,5', 'CLP', null],
  ['9999999999999999', 'ARS', null],
]
for (const [text, currency, minor] of amounts)
  test(`"${text}" in ${currency} is ${minor} minor units`, () => assert.equal(parseAmount(text, currency, ',')?.amountMinor ?? null, minor))

const days: [string, 'dmy' | 'mdy' | 'ymd', string | null][] = [
  ['1/5/1990', 'dmy', '1990-05-01'],
  ['1/5/1990', 'mdy', '1990-01-05'],
  ['90-05-01', 'ymd', '1990-05-01'],
  ['2026-11-21T10:00:00Z', 'dmy', '2026-11-21'],
  ['21.11.26', 'dmy', '2026-11-21'],
  ['ayer', 'dmy', null],
]
for (const [text, order, day] of days) test(`"${text}" written ${order} is ${day}`, () => assert.equal(parseDay(text, order), day))

test('only an explicit yes is a consent', () => {
  assert.deepEqual(['Sí', 'x', 'NO', '', 'puede ser'].map(parseConsent), ['granted', 'granted', 'denied', null, null])
  assert.deepEqual(['Empresa', 'persona', 'otro'].map(parseKind), ['company', 'person', null])
})

test('a country is read by its code and by its name in three languages', () => {
  assert.deepEqual(['AR', 'uy', 'Brasil', 'Brazil', 'España', 'Estados Unidos', 'EEUU', 'Paraguai', 'Narnia', 'ZZ', ''].map(countryOf), [
    'AR',
    'UY',
    'BR',
    'BR',
    'ES',
    'US',
    'US',
    'PY',
    null,
    null,
    null,
  ])
})

test('an address of which only the number or the country is known is nowhere', () => {
  const result = read(['name', 'address:number', 'address:country'], ['Ana', '12', 'Chile'])
  assert.ok('row' in result)
  assert.equal(result.row.address, null)
})
