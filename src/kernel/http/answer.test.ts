import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { assertFits } from '#kernel/http/answer.ts'

const Contact = z.object({ id: z.string(), phones: z.array(z.object({ value: z.string() })) })

test('an answer is what its contract says, and shows nothing that it does not declare', () => {
  const ana = { id: '1', phones: [{ value: '+54 11' }] }
  assertFits(Contact, ana, '/contacts/:id')
  assert.throws(() => assertFits(Contact, { ...ana, id: 1 }, '/contacts/:id'), /answer of \/contacts\/:id breaks its contract/)
  assert.throws(() => assertFits(Contact, { ...ana, passwordHash: 'x' }, '/contacts/:id'), /carries \.passwordHash/)
  assert.throws(() => assertFits(Contact, { id: '1', phones: [{ value: '', secret: 'x' }] }, '/x'), /carries \.phones\[0\]\.secret/)
})
