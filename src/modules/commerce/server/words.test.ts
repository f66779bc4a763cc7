import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Problem } from '#kernel/problem.ts'
import * as permissions from '#commerce/contract/permissions.ts'
import { refusals } from '#commerce/contract/promotion-kinds.ts'
import * as importProblems from '#commerce/server/imports/problems.ts'
import * as imports from '#commerce/server/imports/imports.ts'
import * as priceProblems from '#commerce/server/prices/problems.ts'
import * as problems from '#commerce/server/problems.ts'
import * as promotionProblems from '#commerce/server/promotions/problems.ts'
import * as quoteProblems from '#commerce/server/quotes/problems.ts'

const words = JSON.parse(readFileSync(new URL('../web/locales/es.json', import.meta.url), 'utf8')) as Record<string, unknown>
const has = (key: string): boolean =>
  typeof key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], { commerce: words }) ===
  'string'
const missing = (keys: readonly string[]): string[] => keys.filter((key) => !has(key))

test('every refusal has its sentence', () => {
  const codes = [problems, importProblems, imports.problems, priceProblems, promotionProblems, quoteProblems]
    .flatMap((file) => Object.values(file))
    .map((make) => (make as (details?: never) => unknown)('' as never))
    .flatMap((made) => (made instanceof Problem ? [made.code] : []))
  assert.ok(codes.length > 10)
  assert.deepEqual(missing(codes.map((code) => code.replace('commerce.', 'commerce.problems.'))), [])
})

test('every right has its name', () => {
  assert.deepEqual(missing(Object.values(permissions).map(({ code }) => code.replace('commerce.', 'commerce.permissions.'))), [])
})

test('every reason why a promotion does nothing is said', () => {
  assert.deepEqual(missing(refusals.map((refusal) => `commerce.promotions.refusals.${refusal}`)), [])
})
