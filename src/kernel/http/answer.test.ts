import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { BusinessDay, BusinessInstant, LifeDay } from '#kernel/contract/time.ts'
import { assertFits, parseInput } from '#kernel/http/answer.ts'
import type { Problem } from '#kernel/problem.ts'

const Contact = z.object({ id: z.string(), phones: z.array(z.object({ value: z.string() })) })

test('an answer is what its contract says, and shows nothing that it does not declare', () => {
  const ana = { id: '1', phones: [{ value: '+54 11' }] }
  assertFits(Contact, ana, '/contacts/:id')
  assert.throws(() => assertFits(Contact, { ...ana, id: 1 }, '/contacts/:id'), /answer of \/contacts\/:id breaks its contract/)
  assert.throws(() => assertFits(Contact, { ...ana, passwordHash: 'x' }, '/contacts/:id'), /carries \.passwordHash/)
  assert.throws(() => assertFits(Contact, { id: '1', phones: [{ value: '', secret: 'x' }] }, '/x'), /carries \.phones\[0\]\.secret/)
})

test('a character that nothing can keep is refused where it stands, whatever the schema allows', () => {
  const anything = z.record(z.string(), z.unknown())
  const refused = (input: unknown): unknown => {
    try {
      return parseInput(anything, input, 'es', (key) => key)
    } catch (error) {
      return (error as Problem).details['issues']
    }
  }
  const message = 'kernel.fields.character'
  assert.deepEqual(refused({ name: 'Ana', notes: 'a\u0000b' }), [{ path: 'notes', message }])
  assert.deepEqual(refused({ lines: [{ sku: 'x' }, { sku: '\u0000' }] }), [{ path: 'lines.1.sku', message }])
  assert.deepEqual(refused({ fields: { 'co\u0000lor': 'red' } }), [{ path: 'fields', message }])
  const fine = { name: 'Ñandú 🌶', at: null, lines: [1, true] }
  assert.deepEqual(refused(fine), fine)
})

test('beside a field stands what to do, never how a program checks it', () => {
  const Product = z.object({
    name: z.string().min(1).max(160),
    slug: z.string().regex(/^[a-z]+$/),
    mail: z.email(),
    day: z.iso.date(),
    priceMinor: z.number().int().min(0).max(100),
    paidMinor: z.number().int().min(1),
    dueOn: BusinessDay,
    bornOn: LifeDay,
    sendAt: BusinessInstant,
    hours: z.number().max(24),
    pieces: z.number().int(),
    tags: z.array(z.string()).max(2),
    code: z.string().regex(/^x$/, 'commerce.problems.code_taken'),
  })
  const said = (input: Record<string, unknown>): Record<string, string> => {
    try {
      parseInput(Product, input, 'es', (key, values) => (values ? `${key} ${String(values['count'])}` : key))
    } catch (error) {
      const { issues } = (error as Problem).details as { issues: { path: string; message: string }[] }
      return Object.fromEntries(issues.map(({ path, message }) => [path, message]))
    }
    return {}
  }
  const typed = {
    slug: 'Ñandú',
    mail: 'ana',
    day: '2026-02-31',
    priceMinor: 101,
    hours: 25,
    pieces: 1.5,
    tags: ['a', 'b', 'c'],
    code: 'y',
    paidMinor: 5,
    dueOn: '2026-11-21',
    bornOn: '1930-05-12',
    sendAt: '2026-11-21T12:00:00Z',
  }
  assert.deepEqual(said({ name: '', ...typed }), {
    name: 'kernel.fields.missing 0',
    slug: 'kernel.fields.shape 0',
    mail: 'kernel.fields.email 0',
    day: 'kernel.fields.moment 0',
    priceMinor: 'kernel.fields.too_big 0',
    hours: 'kernel.fields.at_most 24',
    pieces: 'kernel.fields.whole 0',
    tags: 'kernel.fields.too_many 2',
    code: 'commerce.problems.code_taken',
  })
  assert.equal(said({ ...typed })['name'], 'kernel.fields.missing 0')
  assert.equal(said({ ...typed, name: 'a'.repeat(161) })['name'], 'kernel.fields.too_long 160')
  assert.equal(said({ ...typed, name: 'a', hours: 'dos' })['hours'], 'kernel.fields.number 0')
  assert.equal(said({ ...typed, priceMinor: -5 })['priceMinor'], 'kernel.fields.at_least 0')
  assert.equal(said({ ...typed, paidMinor: 0 })['paidMinor'], 'kernel.fields.more_than 0')
  for (const year of ['1900', '2500']) {
    assert.equal(said({ ...typed, dueOn: `${year}-06-30` })['dueOn'], 'kernel.fields.business_year')
    assert.equal(said({ ...typed, sendAt: `${year}-06-30T12:00:00Z` })['sendAt'], 'kernel.fields.business_year')
  }
  assert.equal(said({ ...typed, bornOn: '1830-05-12' })['bornOn'], 'kernel.fields.life_year')
})
