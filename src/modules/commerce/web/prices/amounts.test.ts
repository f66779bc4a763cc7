import { expect, test } from 'vitest'
import { midnightOf, readBasisPoints, readMinor, readNanos, written } from '#commerce/web/prices/amounts.ts'

test.each([
  ['1500', 'ARS', 150_000],
  ['1.500', 'ARS', 150_000],
  ['$ 1.234,50', 'ARS', 123_450],
  ['1,234.5', 'ARS', 123_450],
  ['0,99', 'ARS', 99],
  ['1.234.567', 'ARS', 123_456_700],
  ['12.990', 'CLP', 12_990],
  ['12,5', 'CLP', null],
  ['1,234', 'USD', 123_400],
  ['12,345,6', 'ARS', 1_234_560],
  ['1,2345', 'ARS', null],
  ['', 'ARS', null],
  ['-5', 'ARS', null],
  ['diez', 'ARS', null],
  ['99999999999999', 'ARS', null],
])('%s in %s is %s', (text, currency, minor) => expect(readMinor(text, currency)).toBe(minor))

test.each([
  ['8,5', 850],
  ['-10', -1_000],
  ['+ 3 %', 300],
  ['12.25', 1_225],
  ['1,234', null],
  ['x', null],
])('%s per cent is %s basis points', (text, points) => expect(readBasisPoints(text)).toBe(points))

test.each([
  ['1.234,56', 1_234_560_000_000],
  ['1200', 1_200_000_000_000],
  ['0,0052', 5_200_000],
  ['0', null],
  ['mil', null],
])('a rate of %s is %s billionths', (text, nanos) => expect(readNanos(text)).toBe(nanos))

test('an amount is written as it will be read', () => {
  for (const minor of [0, 99, 150_000, 123_450]) expect(readMinor(written(minor, 'ARS', ','), 'ARS')).toBe(minor)
})

test('a day begins at midnight where the shop is, also on the day of a change of the clock', () => {
  expect(midnightOf('2026-11-21', 'America/Argentina/Buenos_Aires')).toBe('2026-11-21T03:00:00.000Z')
  expect(midnightOf('2026-04-05', 'America/Santiago')).toBe('2026-04-05T04:00:00.000Z')
  expect(midnightOf('2026-04-04', 'America/Santiago')).toBe('2026-04-04T03:00:00.000Z')
})
