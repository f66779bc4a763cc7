import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holidaysByCountry } from './holidays.ts'
import { placeByCountry } from './places.ts'

const daysOf = (country: string, name: string): string[] =>
  (holidaysByCountry[country] ?? []).filter((one) => one.name === name).map(({ day }) => day)
const weekday = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay()

/** Easter by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8). */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return Date.UTC(year, month - 1, (h + l - 7 * m + 33 * month + 19) % 32)
}
const fromEaster = (days: number): string[] =>
  [2026, 2027].map((year) => new Date(easter(year) + days * 86_400_000).toISOString().slice(0, 10))

test('every country has both years, in order, each day once, and New Year and Christmas', () => {
  for (const [country, days] of Object.entries(holidaysByCountry)) {
    assert.ok(placeByCountry[country], country)
    const bare = days.map(({ day }) => day)
    assert.deepEqual(bare, [...new Set(bare)].toSorted(), country)
    for (const day of ['2026-01-01', '2026-12-25', '2027-01-01', '2027-12-25']) assert.ok(bare.includes(day), `${country} ${day}`)
    for (const day of days) assert.ok(day.name.length > 3 && !Number.isNaN(Date.parse(day.day)), JSON.stringify(day))
  }
})

const movable: [string, string, number][] = [
  ['AR', 'Viernes Santo', -2],
  ['CL', 'Viernes Santo', -2],
  ['CL', 'Sábado Santo', -1],
  ['CO', 'Jueves Santo', -3],
  ['CO', 'Ascensión del Señor', 43],
  ['CO', 'Corpus Christi', 64],
  ['CO', 'Sagrado Corazón', 71],
  ['ES', 'Viernes Santo', -2],
  ['BR', 'Paixão de Cristo', -2],
  ['BR', 'Corpus Christi', 60],
]
for (const [country, name, days] of movable) {
  test(`${name} of ${country} follows Easter`, () => assert.deepEqual(daysOf(country, name), fromEaster(days)))
}
test('Carnival is the Monday and the Tuesday before Ash Wednesday', () => {
  for (const country of ['AR', 'UY', 'BR'])
    assert.deepEqual(daysOf(country, 'Carnaval'), [...fromEaster(-48), ...fromEaster(-47)].toSorted(), country)
})

test('what the law moves to a Monday is on a Monday', () => {
  for (const [country, name] of [
    ['MX', 'Día de la Constitución'],
    ['MX', 'Natalicio de Benito Juárez'],
    ['MX', 'Día de la Revolución'],
    ['CO', 'Reyes Magos'],
    ['CO', 'San José'],
    ['CO', 'San Pedro y San Pablo'],
    ['CO', 'Día de la Raza'],
    ['AR', 'Paso a la Inmortalidad de Güemes'],
    ['AR', 'Respeto a la Diversidad Cultural'],
    ['CL', 'San Pedro y San Pablo'],
    ['CL', 'Encuentro de Dos Mundos'],
  ] as const) {
    const days = daysOf(country, name)
    assert.equal(days.length, 2, name)
    for (const day of days) assert.equal(weekday(day), 1, `${country} ${day}`)
  }
})
