import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Problem } from '#kernel/problem.ts'
import * as permissions from '#purchasing/contract/permissions.ts'
import { purchaseEventKinds } from '#purchasing/contract/purchase-order.ts'
import { purchaseStates } from '#purchasing/contract/purchase-state.ts'
import purchasing from '#purchasing/server/module.ts'
import * as problems from '#purchasing/server/problems.ts'

const words = JSON.parse(readFileSync(new URL('../web/locales/es.json', import.meta.url), 'utf8')) as Record<string, unknown>
const has = (key: string): boolean => {
  const found = key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], { purchasing: words })
  return typeof found === 'string'
}
const missing = (keys: readonly string[]): string[] => keys.filter((key) => !has(key))

test('every refusal has its sentence', () => {
  const codes = Object.values(problems)
    .map((make) => (make as (details?: never) => unknown)('' as never))
    .flatMap((made) => (made instanceof Problem ? [made.code] : []))
  assert.ok(codes.length > 30)
  assert.deepEqual(missing(codes.map((code) => code.replace('purchasing.', 'purchasing.problems.'))), [])
})

test('every right, every step and everything that is done to an order has its name', () => {
  assert.deepEqual(missing(Object.values(permissions).map(({ code }) => code.replace('purchasing.', 'purchasing.permissions.'))), [])
  assert.deepEqual(missing(purchaseStates.map((state) => `purchasing.states.${state}`)), [])
  assert.deepEqual(missing(purchaseEventKinds.map((kind) => `purchasing.audit.order.${kind}`)), [])
})

test('everything that the timeline tells has its words', () => {
  const kinds = (purchasing.timeline ?? []).flatMap((source) => source.kinds)
  assert.ok(kinds.length > 0)
  assert.deepEqual(missing(kinds.flatMap((kind) => [kind.replace('.', '.timeline.'), kind.replace('.', '.timeline_kind.')])), [])
})
