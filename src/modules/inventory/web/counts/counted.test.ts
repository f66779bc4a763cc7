import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkDigit } from '#commerce/contract/barcode.ts'
import type { CountLine } from '#inventory/contract/count.ts'
import { onSheet, withWaiting } from '#inventory/web/counts/counted.ts'
import type { Waiting } from '#inventory/web/counts/outbox.ts'
import { aCountLine } from '#inventory/web/testing/samples.ts'

const line = (variantId: string, more: Partial<CountLine> = {}): CountLine =>
  aCountLine({ id: `line of ${variantId}`, variantId, name: variantId, ...more })
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 10, minute)).toISOString()
const waiting = (variantId: string, minute: number, quantityMilli: number, how: 'set' | 'add'): Waiting => ({
  key: `${variantId} ${minute}`,
  countId: 'count',
  kind: 'entry',
  entry: { variantId, lotId: null, quantityMilli, how, countedAt: at(minute) },
})

test('the phone shows what it counted without a connection, on top of what the server knows', () => {
  const lines = [line('cola', { countedMilli: 4000, countedAt: at(0) }), line('water')]
  const shown = withWaiting(lines, [waiting('cola', 1, 2000, 'add'), waiting('water', 2, 7000, 'set'), waiting('water', 3, 1000, 'add')])
  assert.deepEqual(
    shown.map(({ countedMilli, countedAt }) => [countedMilli, countedAt]),
    [
      [6000, at(1)],
      [8000, at(3)],
    ],
  )
  const stale = withWaiting([line('cola', { countedMilli: 9000, countedAt: at(30) })], [waiting('cola', 1, 2000, 'set')])
  assert.equal(stale[0]?.countedMilli, 9000, 'somebody saw it later')
})

test('a reader finds the line by package, by the code of the shop, and by what the scale printed', () => {
  const cola = line('cola', { sku: 'COCA-15' })
  const cheese = line('cheese', { unit: 'kg' })
  const rolls = line('rolls')
  const codes = { cola: ['7790895000997'], cheese: ['2000042'], rolls: ['2000077'] }
  const lines = [cola, cheese, rolls]
  const label = (start: string): string => `${start}${checkDigit(start)}`
  assert.deepEqual(onSheet(lines, codes, '7790895000997', undefined), { line: cola, quantityMilli: 1000 })
  assert.deepEqual(onSheet(lines, codes, 'COCA-15', undefined), { line: cola, quantityMilli: 1000 })
  assert.deepEqual(onSheet(lines, codes, label('200004201234'), undefined), { line: cheese, quantityMilli: 1234 })
  assert.deepEqual(onSheet(lines, codes, label('200007712000'), undefined), { line: rolls, quantityMilli: 12_000 }, 'a scale that counts')
  assert.equal(onSheet(lines, codes, label('200009912000'), undefined), null)
  assert.equal(onSheet(lines, codes, '7791111111111', undefined), null)
})
