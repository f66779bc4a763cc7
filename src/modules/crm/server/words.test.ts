import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Problem } from '#kernel/problem.ts'
import * as permissions from '#crm/contract/permissions.ts'
import { ownSource } from '#crm/server/contacts/timeline.ts'
import type { FileRefusal } from '#kernel/sheet/unreadable.ts'
import type { RowRefusal } from '#crm/server/imports/row.ts'
import { taskTimeline } from '#crm/server/tasks/task-timeline.ts'
import { ownTerms } from '#crm/server/segments/terms.ts'
import * as imports from '#crm/server/imports/imports.ts'
import * as problems from '#crm/server/problems.ts'
import * as views from '#crm/server/views/views.ts'

const words = JSON.parse(readFileSync(new URL('../web/locales/es.json', import.meta.url), 'utf8')) as Record<string, unknown>
const kernelWords = JSON.parse(readFileSync(new URL('../../../kernel/i18n/locales/es.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>
const has = (key: string): boolean => {
  const all = { crm: words, kernel: kernelWords }
  const found = key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], all)
  return typeof found === 'string'
}
const missing = (keys: readonly string[]): string[] => keys.filter((key) => !has(key))

test('every refusal has its sentence', () => {
  const codes = [problems, imports.problems, views.problems]
    .flatMap((file) => Object.values(file))
    .map((make) => (make as (details?: never) => unknown)('' as never))
    .flatMap((made) => (made instanceof Problem ? [made.code] : []))
  assert.deepEqual(missing(codes.map((code) => code.replace('crm.', 'crm.problems.'))), [])
})

test('every right has its name', () => {
  assert.deepEqual(missing(Object.values(permissions).map(({ code }) => code.replace('crm.', 'crm.permissions.'))), [])
})

test('everything that the timeline tells has its words', () => {
  assert.deepEqual(missing(ownSource.kinds.map((kind) => kind.replace('crm.', 'crm.timeline.'))), [])
  assert.deepEqual(missing([...ownSource.kinds, ...taskTimeline.kinds].map((kind) => kind.replace('crm.', 'crm.timeline_kind.'))), [])
})

test('everything that a segment can be about has its words, and so do its options', () => {
  const words = ownTerms('ARS').flatMap((term) => [
    term.words,
    ...(Array.isArray(term.options) ? term.options.flatMap((option) => option.words ?? []) : []),
  ])
  assert.deepEqual(missing(words), [])
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
  assert.deepEqual(missing(Object.keys(rowRefusals).map((reason) => `crm.import.problems.${reason}`)), [])
  assert.deepEqual(missing(Object.keys(fileRefusals).map((reason) => `kernel.sheet.failures.${reason}`)), [])
})
