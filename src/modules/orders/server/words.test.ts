import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Problem } from '#kernel/problem.ts'
import { orderStates } from '#orders/contract/order-state.ts'
import * as permissions from '#orders/contract/permissions.ts'
import orders from '#orders/server/module.ts'
import * as problems from '#orders/server/problems.ts'

const words = JSON.parse(readFileSync(new URL('../web/locales/es.json', import.meta.url), 'utf8')) as Record<string, unknown>
const has = (key: string): boolean => {
  const found = key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], { orders: words })
  return typeof found === 'string'
}
const missing = (keys: readonly string[]): string[] => keys.filter((key) => !has(key))

test('every refusal has its sentence', () => {
  const codes = Object.values(problems)
    .map((make) => (make as (details?: never) => unknown)('' as never))
    .flatMap((made) => (made instanceof Problem ? [made.code] : []))
  assert.ok(codes.length > 10)
  assert.deepEqual(missing(codes.map((code) => code.replace('orders.', 'orders.problems.'))), [])
})

test('every right and every step has its name', () => {
  assert.deepEqual(missing(Object.values(permissions).map(({ code }) => code.replace('orders.', 'orders.permissions.'))), [])
  assert.deepEqual(missing(orderStates.map((state) => `orders.states.${state}`)), [])
})

test('what is made of an accepted offer has its words', () => {
  const keys = (orders.onAcceptance ?? []).map(({ code }) => code.replace('.', '.on_acceptance.'))
  assert.ok(keys.length > 0)
  assert.deepEqual(missing(keys.flatMap((key) => [`${key}.title`, `${key}.made`, `${key}.left`])), [])
})

test('everything that the timeline tells has its words', () => {
  const kinds = (orders.timeline ?? []).flatMap((source) => source.kinds)
  assert.ok(kinds.length > 0)
  assert.deepEqual(missing(kinds.flatMap((kind) => [kind.replace('.', '.timeline.'), kind.replace('.', '.timeline_kind.')])), [])
})
