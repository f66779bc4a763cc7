import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReportCell } from '#analytics/contract/report.ts'
import { sorted } from '#analytics/web/reports/sorted.ts'

const rows = (...cells: ReportCell[]) => cells.map((cell, i) => ({ key: String(i), href: null, cells: [cell] }))
const order = (cells: ReportCell[], isDown: boolean) => sorted(rows(...cells), 0, isDown).map(({ key }) => Number(key))

test('numbers sort as numbers, words as words, and what has no value comes last either way', () => {
  assert.deepEqual(order([10, 9, null, 100], false), [1, 0, 3, 2])
  assert.deepEqual(order([10, 9, null, 100], true), [3, 0, 1, 2])
  assert.deepEqual(order(['Ñandú', 'Ana', 'Óscar'], false), [1, 0, 2])
})

test('stretches of time sort by how long they are together', () => {
  const span = (hours: number) => [{ from: '2026-11-21T09:00:00.000Z', to: `2026-11-21T${9 + hours}:00:00.000Z`, kind: 'online' }]
  assert.deepEqual(order([span(3), span(8), []], true), [1, 0, 2])
})
