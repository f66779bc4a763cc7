import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unsaid } from '#kernel/testing/words.ts'
import { skipReasons } from '#surveys/contract/invitation.ts'
import { kinds, scaleOf } from '#surveys/contract/scale.ts'
import { reports } from '#surveys/server/results/reports.ts'

test('every reason why nobody is asked has its words', () => {
  assert.deepEqual(unsaid(skipReasons.map((reason) => `surveys.reasons.${reason}`)), [])
})

test('every scale and every report has its words', () => {
  const ends = kinds.flatMap((kind) => {
    const scale = scaleOf(kind)
    return scale ? [`surveys.chat.labels.${kind}_${scale.min}`, `surveys.chat.labels.${kind}_${scale.max}`] : []
  })
  assert.deepEqual(unsaid(ends), [])
  assert.deepEqual(unsaid(reports.flatMap(({ code }) => [`surveys.reports.${code}.title`, `surveys.reports.${code}.hint`])), [])
  assert.deepEqual(unsaid(reports.flatMap(({ groups }) => groups.map((group) => `surveys.reports.groups.${group}`))), [])
})
