import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRates } from '#sales/web/exchange-rates/read-rates.ts'

test('lines of a spreadsheet are read whatever cuts them; what is wrong is named by its line, and a heading is no rate', () => {
  const text = [
    'Fecha;Moneda;Cotización',
    '21/11/2026;USD;1.234,56',
    '2026-11-20\tusd\t1230',
    '19/11/2026,EUR,"1400,5"',
    '',
    '31/02/2026;USD;1',
    '1/11/2026;XXX;1',
    '1/11/2026;USD;mucho',
    'hola',
  ].join('\n')
  const { items, wrong } = readRates(text, ['USD', 'EUR'])
  assert.deepEqual(
    items.map(({ day, currency, rateNanos }) => [day, currency, rateNanos / 1e9]),
    [
      ['2026-11-21', 'USD', 1234.56],
      ['2026-11-20', 'USD', 1230],
      ['2026-11-19', 'EUR', 1400.5],
    ],
  )
  assert.deepEqual(
    wrong.map(({ line, wrong: what }) => [line, what]),
    [
      [6, 'day'],
      [7, 'currency'],
      [8, 'amount'],
      [9, 'shape'],
    ],
  )
})
