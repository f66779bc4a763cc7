import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Problem } from '#kernel/problem.ts'
import * as permissions from '#inventory/contract/permissions.ts'
import * as problems from '#inventory/server/problems.ts'

const words = JSON.parse(readFileSync(new URL('../web/locales/es.json', import.meta.url), 'utf8')) as Record<string, unknown>
const has = (key: string): boolean => {
  const found = key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], { inventory: words })
  return typeof found === 'string'
}
const missing = (keys: readonly string[]): string[] => keys.filter((key) => !has(key))

test('every refusal has its sentence, and every right its name', () => {
  const codes = Object.values(problems)
    .map((make) => (make as (details?: never) => unknown)('' as never))
    .flatMap((made) => (made instanceof Problem ? [made.code] : []))
  assert.ok(codes.length > 10)
  assert.deepEqual(missing(codes.map((code) => code.replace('inventory.', 'inventory.problems.'))), [])
  assert.deepEqual(missing(Object.values(permissions).map(({ code }) => code.replace('inventory.', 'inventory.permissions.'))), [])
})
