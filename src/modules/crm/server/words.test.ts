import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FileRefusal } from '#kernel/sheet/unreadable.ts'
import { unsaid } from '#kernel/testing/words.ts'
import type { RowRefusal } from '#crm/server/imports/row.ts'
import { ownTerms } from '#crm/server/segments/terms.ts'

test('everything that a segment can be about has its words, and so do its options', () => {
  const words = ownTerms('ARS').flatMap((term) => [
    term.words,
    ...(Array.isArray(term.options) ? term.options.flatMap((option) => option.words ?? []) : []),
  ])
  assert.deepEqual(unsaid(words), [])
})

// The compiler refuses these lists when a reason is missing.
const rowRefusals = {
  empty: 1,
  'not-a-number': 1,
  'area-code-missing': 1,
  'too-short': 1,
  'too-long': 1,
  'unknown-country-code': 1,
  'not-valid': 1,
  'tax-country': 1,
  'tax-length': 1,
  'tax-characters': 1,
  'tax-check-digit': 1,
  'tax-kind': 1,
  'tax-date': 1,
  'tax-generic': 1,
  'not-an-address': 1,
  'not-a-user-name': 1,
  'not-an-id': 1,
  'not-a-text': 1,
  'not-an-amount': 1,
  'other-currency': 1,
  'not-a-day': 1,
  'not-an-option': 1,
  'not-yes-or-no': 1,
  'not-a-person': 1,
  'not-a-link': 1,
  'nothing-to-know': 1,
  'name-too-long': 1,
  'not-a-kind': 1,
  'not-a-relation': 1,
  'address-too-long': 1,
  'not-a-country': 1,
  'not-a-place': 1,
  'tag-too-long': 1,
  'too-many-tags': 1,
  'notes-too-long': 1,
  'cell-too-long': 1,
  'too-many-identities': 1,
  'two-contacts': 1,
} satisfies Record<RowRefusal, 1>
const fileRefusals = {
  'not-text': 1,
  empty: 1,
  'too-many-rows': 1,
  'too-many-columns': 1,
  'not-a-table': 1,
  'old-workbook': 1,
  'not-a-workbook': 1,
  'too-large-inside': 1,
  gone: 1,
  broken: 1,
} satisfies Record<FileRefusal, 1>

test('every reason why a row or a file is left out has its words', () => {
  assert.deepEqual(unsaid(Object.keys(rowRefusals).map((reason) => `crm.import.problems.${reason}`)), [])
  assert.deepEqual(unsaid(Object.keys(fileRefusals).map((reason) => `kernel.sheet.failures.${reason}`)), [])
})
