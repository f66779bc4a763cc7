import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Known } from '#crm/server/contacts/identity.ts'
import { mergeRow, planRows, type Mergeable, type Planned } from './plan.ts'
import { noAddress } from '#crm/contract/address-text.ts'
import type { ReadRow } from './row.ts'

const identity = (text: string): Known => {
  const [kind = 'phone', value = ''] = text.split(':')
  return { kind: kind as Known['kind'], value, raw: value }
}
const row = (given: Partial<Omit<ReadRow, 'identities'>> & { has?: string[] } = {}): ReadRow => ({
  kind: null,
  name: 'Ana',
  relations: [],
  ownerId: null,
  tags: [],
  notes: '',
  fields: {},
  address: null,
  consents: [],
  ...given,
  identities: (given.has ?? []).map(identity),
})
const numbered = (rows: ReadRow[]) => rows.map((one, i) => ({ rowNumber: i + 1, row: one }))
const plan = (rows: ReadRow[], owners: [string, string][] = [], policy: 'skip' | 'fill' | 'replace' = 'fill') =>
  planRows(numbered(rows), new Map(owners), policy)

const plans: [string, Planned[], Planned[]][] = [
  ['somebody new', plan([row({ has: ['phone:1'] })]), [{ rowNumber: 1, outcome: 'create' }]],
  ['somebody known', plan([row({ has: ['phone:1'] })], [['phone:1', 'ana']]), [{ rowNumber: 1, outcome: 'update', target: 'ana' }]],
  [
    'somebody known, to be left alone',
    plan([row({ has: ['phone:1'] })], [['phone:1', 'ana']], 'skip'),
    [{ rowNumber: 1, outcome: 'skip', target: 'ana' }],
  ],
  [
    'a row of two contacts',
    plan(
      [row({ has: ['phone:1', 'email:b'] })],
      [
        ['phone:1', 'ana'],
        ['email:b', 'bea'],
      ],
    ),
    [{ rowNumber: 1, outcome: 'invalid', problem: 'two-contacts' }],
  ],
  [
    'the same person twice in the file',
    plan([row({ has: ['phone:1'] }), row({ has: ['phone:1', 'email:a'] }), row({ has: ['email:a'] })]),
    [
      { rowNumber: 1, outcome: 'create' },
      { rowNumber: 2, outcome: 'update', target: 'row:1' },
      { rowNumber: 3, outcome: 'update', target: 'row:1' },
    ],
  ],
  [
    'rows that share only their name',
    plan([row(), row()]),
    [
      { rowNumber: 1, outcome: 'create' },
      { rowNumber: 2, outcome: 'create' },
    ],
  ],
  [
    'an identity learnt from a row that was an update',
    plan([row({ has: ['phone:1', 'email:a'] }), row({ has: ['email:a'] })], [['phone:1', 'ana']]),
    [
      { rowNumber: 1, outcome: 'update', target: 'ana' },
      { rowNumber: 2, outcome: 'update', target: 'ana' },
    ],
  ],
]
for (const [name, actual, expected] of plans) test(`the plan of an import: ${name}`, () => assert.deepEqual(actual, expected))

const office = { ...noAddress, coordinates: null, isPrimary: true, street: 'Colón', city: 'Córdoba' }
const ana: Mergeable = {
  kind: 'person',
  name: 'Ana',
  nameSource: 'person',
  notes: 'Sin sal',
  fields: { barrio: 'Centro' },
  addresses: [],
  relations: ['supplier'],
  ownerId: null,
  tagIds: ['vip'],
  identities: [identity('phone:1')],
}
const news = row({
  kind: 'company',
  name: 'Ana Ruiz',
  relations: ['customer'],
  address: office,
  notes: 'Con sal',
  fields: { barrio: 'Sur', hijos: 2 },
  has: ['phone:1', 'email:a'],
})

test('filling writes only where there is nothing', () => {
  assert.deepEqual(mergeRow(ana, news, ['nuevo'], 'fill'), {
    kind: 'person',
    name: 'Ana',
    nameSource: 'person',
    notes: 'Sin sal',
    fields: { barrio: 'Centro', hijos: 2 },
    addresses: [office],
    relations: ['customer', 'supplier'],
    ownerId: null,
    tagIds: ['vip', 'nuevo'],
    addedIdentities: [identity('email:a')],
    changedFields: ['hijos'],
  })
})

test('replacing writes what the row has and removes nothing', () => {
  assert.deepEqual(mergeRow(ana, news, [], 'replace'), {
    kind: 'company',
    name: 'Ana Ruiz',
    nameSource: 'person',
    notes: 'Con sal',
    fields: { barrio: 'Sur', hijos: 2 },
    addresses: [office],
    relations: ['customer', 'supplier'],
    ownerId: null,
    tagIds: ['vip'],
    addedIdentities: [identity('email:a')],
    changedFields: ['barrio', 'hijos'],
  })
  const { identities: _identities, ...same } = ana
  assert.deepEqual(mergeRow(ana, row({ name: null }), [], 'replace'), { ...same, addedIdentities: [], changedFields: [] })
})

test('a contact that is only a number takes the name of the file', () => {
  assert.equal(mergeRow({ ...ana, name: '+54 9 11 5123-4567', nameSource: 'identity' }, news, [], 'fill').name, 'Ana Ruiz')
})

test('a file fills in a missing address, replaces the primary one when asked, and leaves the others', () => {
  const [house, depot] = [
    { ...noAddress, coordinates: null, id: 'a1', street: 'Belgrano', isPrimary: true },
    { ...noAddress, coordinates: null, id: 'a2', street: 'Ruta 9', isPrimary: false },
  ]
  const known = { ...ana, addresses: [house, depot] }
  assert.deepEqual(mergeRow(known, news, [], 'fill').addresses, [house, depot])
  assert.deepEqual(mergeRow(known, news, [], 'replace').addresses, [{ ...office, id: 'a1' }, depot])
  assert.deepEqual(mergeRow(known, row(), [], 'replace').addresses, [house, depot])
})
