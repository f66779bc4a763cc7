import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Identity } from '#crm/contract/contact.ts'
import { choicesFor, clashingTaxIds, mergedFrom, strictest, survivorOf, type Side } from '#crm/server/duplicates/rules.ts'

const identity = (id: string, kind: Identity['kind'], value: string, more: Partial<Identity> = {}): Identity => ({
  id,
  kind,
  value,
  raw: value,
  isPrimary: true,
  verifiedAt: null,
  ...more,
})
const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T12:00:00.000Z`
const side = (id: string, more: Partial<Side> = {}): Side => ({
  id,
  kind: 'person',
  name: 'Juan Pérez',
  nameSource: 'person',
  notes: '',
  ownerId: null,
  fields: {},
  relations: [],
  tagIds: [],
  identities: [],
  createdAt: day(1),
  updatedAt: day(1),
  isCustomer: false,
  dealOwnerId: null,
  ...more,
})

const survivors: [string, Partial<Side>, Partial<Side>, 'a' | 'b'][] = [
  [
    'the only customer stays, however new and bare',
    { createdAt: day(1), fields: { a: 'x', b: 'y' } },
    { createdAt: day(9), isCustomer: true },
    'b',
  ],
  [
    'of two customers the oldest stays, however bare',
    { createdAt: day(1), isCustomer: true },
    { createdAt: day(9), isCustomer: true, notes: 'x', fields: { a: 'x' } },
    'a',
  ],
  [
    'of two who never bought the most complete stays',
    { createdAt: day(1) },
    { createdAt: day(9), identities: [identity('1', 'phone', '+541151234567')] },
    'b',
  ],
  ['a name that a person gave makes it more complete than a profile', { nameSource: 'profile' }, { createdAt: day(9) }, 'b'],
  ['of two that are alike the older stays', { createdAt: day(9) }, { createdAt: day(1) }, 'b'],
]
for (const [name, a, b, expected] of survivors) {
  test(`merging: ${name}`, () => {
    const [one, other] = [side('a', a), side('b', b)]
    assert.equal(survivorOf(one, other).survivor.id, expected)
    assert.equal(survivorOf(other, one).survivor.id, expected, 'whichever was asked about first')
  })
}

const phone = (value: string, more: Partial<Identity> = {}) => [identity(value, 'phone', value, more)]
const choices: [string, Partial<Side>, Partial<Side>, Record<string, string>][] = [
  ['what is equal is not asked', { notes: 'x' }, { notes: 'x' }, {}],
  ['a name that a person gave beats the profile', { name: 'juan', nameSource: 'profile' }, { name: 'Juan Pérez' }, { name: 'loser' }],
  ['of two names that persons gave the newest counts', { name: 'Juan' }, { name: 'Juan Pérez', updatedAt: day(3) }, { name: 'loser' }],
  [
    'what says something beats what is empty, however old',
    { updatedAt: day(5) },
    { fields: { city: 'Córdoba' } },
    { 'fields.city': 'loser' },
  ],
  [
    'of two values the newest counts',
    { fields: { city: 'Río IV' }, updatedAt: day(5) },
    { fields: { city: 'Córdoba' } },
    { 'fields.city': 'survivor' },
  ],
  [
    'a verified number beats a newer one',
    { identities: phone('+541150000001', { verifiedAt: day(1) }) },
    { identities: phone('+541150000002'), updatedAt: day(9) },
    { phone: 'survivor' },
  ],
  [
    'a number that wrote by WhatsApp beats one that was typed',
    { identities: phone('+541150000001') },
    { identities: [...phone('+5491150000002'), identity('w', 'wa_id', '5491150000002')] },
    { phone: 'loser' },
  ],
  [
    'whoever is in charge of the survivor stays in charge',
    { ownerId: 'julia' },
    { ownerId: 'paula', updatedAt: day(9) },
    { ownerId: 'survivor' },
  ],
  ['a contact of nobody gets whoever was in charge of the other', {}, { ownerId: 'paula' }, { ownerId: 'loser' }],
  [
    'whoever works on an open deal with one of them is in charge of both',
    { ownerId: 'julia' },
    { ownerId: 'paula', dealOwnerId: 'beto' },
    { ownerId: 'loser' },
  ],
  [
    'of two open deals that of the survivor counts',
    { ownerId: 'julia', dealOwnerId: 'beto' },
    { ownerId: 'paula', dealOwnerId: 'paula', updatedAt: day(9) },
    { ownerId: 'survivor' },
  ],
  ['two notes are both kept', { notes: 'Sin sal' }, { notes: 'Paga en efectivo' }, { notes: 'both' }],
]
for (const [name, ours, theirs, expected] of choices) {
  test(`merging: ${name}`, () => {
    const found = choicesFor(side('a', ours), side('b', theirs))
    assert.deepEqual(Object.fromEntries(found.map(({ path, choice }) => [path, choice])), expected)
  })
}

test('the person may choose otherwise, field by field, and nothing of either is lost', () => {
  const ours = side('a', {
    relations: ['lead'],
    notes: 'Sin sal',
    fields: { city: 'Río IV', since: '2020' },
    tagIds: ['t1'],
    identities: phone('+541150000001'),
  })
  const theirs = side('b', {
    relations: ['customer', 'supplier'],
    name: 'J. Pérez',
    notes: 'Paga',
    fields: { city: 'Córdoba' },
    tagIds: ['t2', 't1'],
    identities: phone('+541150000002'),
  })
  const asked = { name: 'loser', 'fields.city': 'loser', 'fields.since': 'loser', phone: 'loser', notes: 'both' } as const
  assert.deepEqual(mergedFrom(ours, theirs, asked), {
    kind: 'person',
    name: 'J. Pérez',
    nameSource: 'person',
    notes: 'Sin sal\n\nPaga',
    ownerId: null,
    fields: { city: 'Córdoba' },
    relations: ['customer', 'supplier'],
    tagIds: ['t1', 't2'],
    primaryIds: ['+541150000002'],
  })
})

test('who works on the open deal is in charge afterwards, also when both contacts were somebody else’s', () => {
  const owner = (ours: Partial<Side>, theirs: Partial<Side>, asked: Parameters<typeof mergedFrom>[2] = {}) =>
    mergedFrom(side('a', ours), side('b', theirs), asked).ownerId
  assert.equal(owner({ ownerId: 'julia' }, { ownerId: 'julia', dealOwnerId: 'beto' }), 'beto')
  assert.equal(owner({ ownerId: 'julia', dealOwnerId: 'beto' }, { ownerId: 'paula' }), 'beto')
  assert.equal(owner({ ownerId: 'julia' }, { ownerId: 'paula', dealOwnerId: 'beto' }, { ownerId: 'survivor' }), 'julia')
})

const tax = (...values: string[]) => ({ identities: values.map((value) => identity(value, 'tax_id', value)) })
const numbers: [string, string[], string[], boolean][] = [
  ['two numbers of one country are two taxpayers', ['AR:20123456786'], ['AR:27111111115'], true],
  ['the same number is one', ['AR:20123456786'], ['AR:20123456786'], false],
  ['numbers of two countries may be one taxpayer’s', ['AR:20123456786'], ['UY:211003420017'], false],
  ['who has none may be anybody', ['AR:20123456786'], [], false],
]
for (const [name, ours, theirs, isClash] of numbers) {
  test(`merging: ${name}`, () => assert.equal(clashingTaxIds(tax(...ours), tax(...theirs)).length > 0, isClash))
}

const consents = [
  ['granted', 'denied', 'denied'],
  ['denied', 'granted', 'denied'],
  ['denied', undefined, 'denied'],
  ['granted', 'granted', 'granted'],
  ['granted', 'unknown', 'unknown'],
  ['granted', undefined, 'granted'],
  [undefined, 'unknown', 'unknown'],
] as const
for (const [one, other, expected] of consents) {
  test(`merging: ${one ?? 'never asked'} and ${other ?? 'never asked'} is ${expected}`, () => {
    assert.equal(strictest(one, other), expected)
    assert.equal(strictest(other, one), expected)
  })
}
