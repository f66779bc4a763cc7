import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Problem } from '#kernel/problem.ts'
import { skipReasons } from '#surveys/contract/invitation.ts'
import * as permissions from '#surveys/contract/permissions.ts'
import { kinds, scaleOf } from '#surveys/contract/scale.ts'
import { timeline } from '#surveys/server/answers/timeline.ts'
import * as problems from '#surveys/server/problems.ts'
import { reports } from '#surveys/server/results/reports.ts'

const words = JSON.parse(readFileSync(new URL('../web/locales/es.json', import.meta.url), 'utf8')) as Record<string, unknown>
const has = (key: string): boolean =>
  typeof key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], { surveys: words }) ===
  'string'
const missing = (keys: readonly string[]): string[] => keys.filter((key) => !has(key))
const below = (place: string, codes: readonly string[]): string[] => codes.map((code) => code.replace('surveys.', `surveys.${place}.`))

test('every refusal, right, kind of the timeline and reason has its words', () => {
  const codes = Object.values(problems)
    .map((make) => make())
    .flatMap((made) => (made instanceof Problem ? [made.code] : []))
  assert.deepEqual(missing(below('problems', codes)), [])
  assert.deepEqual(
    missing(
      below(
        'permissions',
        Object.values(permissions).map(({ code }) => code),
      ),
    ),
    [],
  )
  assert.deepEqual(missing(below('timeline_kind', timeline.kinds)), [])
  assert.deepEqual(missing(skipReasons.map((reason) => `surveys.reasons.${reason}`)), [])
})

test('every scale and every report has its words', () => {
  const ends = kinds.flatMap((kind) => {
    const scale = scaleOf(kind)
    return scale ? [`surveys.chat.labels.${kind}_${scale.min}`, `surveys.chat.labels.${kind}_${scale.max}`] : []
  })
  assert.deepEqual(missing(ends), [])
  assert.deepEqual(missing(reports.flatMap(({ code }) => [`surveys.reports.${code}.title`, `surveys.reports.${code}.hint`])), [])
  assert.deepEqual(missing(reports.flatMap(({ groups }) => groups.map((group) => `surveys.reports.groups.${group}`))), [])
})
