import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Problem } from '#kernel/problem.ts'
import * as permissions from '#sales/contract/permissions.ts'
import { requirableFields } from '#sales/contract/pipeline.ts'
import sales from '#sales/server/module.ts'
import * as problems from '#sales/server/problems.ts'

const words = JSON.parse(readFileSync(new URL('../web/locales/es.json', import.meta.url), 'utf8')) as Record<string, unknown>
const has = (key: string): boolean => {
  const found = key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], { sales: words })
  return typeof found === 'string'
}
const missing = (keys: readonly string[]): string[] => keys.filter((key) => !has(key))

test('every refusal has its sentence', () => {
  const codes = Object.values(problems)
    .map((make) => (make as (details?: never) => unknown)('' as never))
    .flatMap((made) => (made instanceof Problem ? [made.code] : []))
  assert.ok(codes.length > 10)
  assert.deepEqual(missing(codes.map((code) => code.replace('sales.', 'sales.problems.'))), [])
})

test('every right has its name, and so has every field that a stage may ask for', () => {
  assert.deepEqual(missing(Object.values(permissions).map(({ code }) => code.replace('sales.', 'sales.permissions.'))), [])
  assert.deepEqual(missing(requirableFields.map((field) => `sales.required.${field}`)), [])
})

test('everything that the timeline tells has its words', () => {
  const kinds = (sales.timeline ?? []).flatMap((source) => source.kinds)
  assert.ok(kinds.length > 0)
  assert.deepEqual(missing(kinds.flatMap((kind) => [kind.replace('.', '.timeline.'), kind.replace('.', '.timeline_kind.')])), [])
})
