import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine, plainCell, safeCell } from '#kernel/sheet/csv.ts'

const cells: [string, string][] = [
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ['+5491151234567', "'+5491151234567"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['Ana', 'Ana'],
  ["'nombre", "'nombre"],
  ['', ''],
]
for (const [cell, written] of cells) {
  test(`${JSON.stringify(cell)} is exported as ${JSON.stringify(written)} and comes back as it was`, () => {
    assert.equal(safeCell(cell), written)
    assert.equal(plainCell(written), cell)
  })
}

test('a line keeps its cells apart whatever is in them', () => {
  assert.equal(csvLine(['Ana', 'a,b', 'di "hola"', 'dos\nlíneas', '=1,2']), 'Ana,"a,b","di ""hola""","dos\nlíneas","\'=1,2"\r\n')
})
