import { describe, expect, test } from 'vitest'
import { makeFormats } from '#web/i18n/formats.ts'

const argentina = makeFormats({ language: 'es', country: 'AR', zone: 'America/Argentina/Cordoba', currency: 'ARS' })
const brazil = makeFormats({ language: 'pt', country: 'BR', zone: 'America/Sao_Paulo', currency: 'BRL' })
const chile = makeFormats({ language: 'es', country: 'CL', zone: 'America/Santiago', currency: 'CLP' })
const narrow = '\u202f'

describe('amounts', () => {
  test.each([
    [argentina.money(11_803_600), `$${narrow}118.036`],
    [argentina.money(950_050), `$${narrow}9.500,50`],
    [argentina.money(780_000_000, 'ARS', true), `$${narrow}7,8${narrow}M`],
    [argentina.money(-42_000), `-$${narrow}420`],
    [argentina.money(1_250, 'USD'), `US$${narrow}12,50`],
    [brazil.money(129_990), `R$${narrow}1.299,90`],
    [chile.money(15_990), '$15.990'],
  ])('%s', (shown, wanted) => expect(shown).toBe(wanted))
})

describe('moments, in the zone of the organization', () => {
  const now = '2026-11-21T15:00:00.000Z'
  test.each([
    ['2026-11-21T14:59:40.000Z', 'ahora'],
    ['2026-11-21T14:48:00.000Z', '12\u00a0min'],
    ['2026-11-21T11:00:00.000Z', '4\u00a0h'],
    ['2026-11-20T16:00:00.000Z', 'ayer'],
    ['2026-11-08T16:00:00.000Z', '8 nov'],
    ['2025-11-08T16:00:00.000Z', '8 nov 2025'],
  ])('%s is %s', (instant, wanted) => expect(argentina.since(instant, now)).toBe(wanted))

  test('a night message belongs to the evening of the shop, not to the next day of UTC', () => {
    expect(argentina.dayOf('2026-11-21T02:30:00.000Z')).toBe('2026-11-20')
    expect(argentina.hour('2026-11-21T02:30:00.000Z')).toBe('23:30')
  })
})

test.each([
  [0, '0:00'],
  [192, '3:12'],
  [3849, '1:04:09'],
  [-5, '0:00'],
])('%i seconds are counted down as %s', (seconds, wanted) => expect(argentina.countdown(seconds)).toBe(wanted))

test.each([
  [40, '40\u00a0s'],
  [130, '2\u00a0min'],
  [3600, '1\u00a0h'],
  [12_000, '3\u00a0h 20\u00a0min'],
  [200_000, '2\u00a0d'],
])('a duration of %i seconds reads %s', (seconds, wanted) => expect(argentina.duration(seconds)).toBe(wanted))
