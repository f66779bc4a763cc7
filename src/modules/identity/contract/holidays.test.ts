import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decreedUntil, holidayCountries, holidaysOf } from './holidays.ts'
import { placeByCountry } from './places.ts'

const weekday = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay()
const dayNamed = (country: string, year: number, name: string): string[] =>
  holidaysOf(country, year).flatMap((one) => (one.name === name ? [one.day.slice(5)] : []))

test('every country has every year, in order, each day once, and New Year and Christmas', () => {
  for (const country of holidayCountries)
    for (let year = 2026; year < 2046; year++) {
      assert.ok(placeByCountry[country], country)
      const days = holidaysOf(country, year)
      const bare = days.map(({ day }) => day)
      assert.deepEqual(bare, [...new Set(bare)].toSorted(), country)
      for (const day of [`${year}-01-01`, `${year}-12-25`]) assert.ok(bare.includes(day), `${country} ${day}`)
      for (const { day, name } of days)
        assert.ok(name.length > 3 && new Date(day).toISOString().startsWith(day), `${country} ${day} ${name}`)
    }
  assert.deepEqual(holidaysOf('XX', 2026), [])
})

/** As they were published, the decreed ones too. */
const published: [string, number, string][] = [
  ['AR', 2026, '01-01 02-16 02-17 03-23* 03-24 04-02 04-03 05-01 05-25 06-15 06-20 07-09 07-10* 08-17 10-12 11-23 12-07* 12-08 12-25'],
  ['AR', 2027, '01-01 02-08 02-09 03-24 03-26 04-02 05-01 05-25 06-20 06-21 07-09 08-16 10-11 11-20 12-08 12-25'],
  ['UY', 2026, '01-01 01-06* 02-16* 02-17* 04-02* 04-03* 04-19* 05-01 05-18* 06-19* 07-18 08-25 10-12* 11-02* 12-25'],
  ['UY', 2027, '01-01 01-06* 02-08* 02-09* 03-25* 03-26* 04-19* 05-01 05-17* 06-19* 07-18 08-25 10-11* 11-02* 12-25'],
  ['CL', 2026, '01-01 04-03 04-04 05-01 05-21 06-21 06-29 07-16 08-15 09-18 09-19 10-12 10-31 11-01 12-08 12-25'],
  ['CL', 2027, '01-01 03-26 03-27 05-01 05-21 06-21 06-28 07-16 08-15 09-17 09-18 09-19 10-11 10-31 11-01 12-08 12-25'],
  ['MX', 2026, '01-01 02-02 03-16 05-01 09-16 11-16 12-25'],
  ['MX', 2027, '01-01 02-01 03-15 05-01 09-16 11-15 12-25'],
  ['CO', 2026, '01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-20 08-07 08-17 10-12 11-02 11-16 12-08 12-25'],
  ['CO', 2027, '01-01 01-11 03-22 03-25 03-26 05-01 05-10 05-31 06-07 07-05 07-20 08-07 08-16 10-18 11-01 11-15 12-08 12-25'],
  ['ES', 2026, '01-01 01-06 04-03 05-01 08-15 10-12 11-01 12-06 12-08 12-25'],
  ['ES', 2027, '01-01 01-06 03-26 05-01 08-15 10-12 11-01 12-06 12-08 12-25'],
  ['BR', 2026, '01-01 02-16* 02-17* 04-03 04-21 05-01 06-04* 09-07 10-12 11-02 11-15 11-20 12-25'],
  ['BR', 2027, '01-01 02-08* 02-09* 03-26 04-21 05-01 05-27* 09-07 10-12 11-02 11-15 11-20 12-25'],
]
for (const [country, year, days] of published)
  test(`the holidays of ${country} in ${year} are those that were published`, () =>
    assert.equal(
      holidaysOf(country, year)
        .map(({ day, isOptional }) => `${day.slice(5)}${isOptional ? '*' : ''}`)
        .join(' '),
      days,
    ))

/** Good Fridays of the years to come, with the earliest and the latest that most of us will see. */
for (const day of ['2028-04-14', '2029-03-30', '2030-04-19', '2035-03-23', '2038-04-23'])
  test(`Good Friday is on ${day}`, () => assert.deepEqual(dayNamed('ES', Number(day.slice(0, 4)), 'Viernes Santo'), [day.slice(5)]))

test('in years to come the law moves days as it did, and what is decreed year by year is not made up', () => {
  assert.deepEqual(dayNamed('AR', 2028, 'Paso a la Inmortalidad de San Martín'), ['08-21'], 'a Thursday goes to the Monday after it')
  assert.deepEqual(dayNamed('UY', 2028, 'Desembarco de los Treinta y Tres'), ['04-17'], 'a Wednesday to the one before')
  assert.deepEqual(dayNamed('CL', 2028, 'Iglesias Evangélicas y Protestantes'), ['10-27'], 'of a Tuesday the Friday before')
  assert.deepEqual(dayNamed('CL', 2029, 'Iglesias Evangélicas y Protestantes'), ['11-02'], 'of a Wednesday the Friday after')
  assert.deepEqual(dayNamed('CL', 2028, 'Pueblos Indígenas'), ['06-20'])
  for (const year of [2028, 2029, 2030, 2031, 2032])
    for (const name of ['Reyes Magos', 'San José', 'Asunción de la Virgen', 'Independencia de Cartagena'])
      for (const day of dayNamed('CO', year, name)) assert.equal(weekday(`${year}-${day}`), 1, `${name} ${year}-${day}`)
  const decreed = (year: number): number => dayNamed('AR', year, 'Día no laborable turístico').length
  assert.deepEqual([decreed(decreedUntil['AR'] ?? 0), decreed((decreedUntil['AR'] ?? 0) + 1)], [3, 0])
})
