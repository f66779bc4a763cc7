import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceOf } from '#crm/server/lead-model/naive-bayes.ts'

test('forty won and sixty lost, a stage and a country give the chance of the reference', () => {
  const values = new Map([
    ['stage', { won: 30, lost: 20 }],
    ['country', { won: 25, lost: 30 }],
  ])
  assert.equal((100 * chanceOf({ won: 40, lost: 60, values }, ['stage', 'country'])).toFixed(2), '65.18')
})

test('nothing known gives an even chance, and what was never seen is passed over', () => {
  const empty = { won: 0, lost: 0, values: new Map() }
  assert.equal(chanceOf(empty, []), 0.5)
  assert.equal(chanceOf({ won: 40, lost: 60, values: new Map() }, ['stage']).toFixed(4), (40.1 / 100.2).toFixed(4))
})
