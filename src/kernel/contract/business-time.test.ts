import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addBusiness,
  businessBetween,
  closing,
  instantOf,
  isNeverOpen,
  isOpen,
  nextOpening,
  specialDayAt,
  type WorkingHours,
} from './business-time.ts'

const clock = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
const shift = (weekday: number, from: string, to: string) => ({
  weekday,
  from: clock(from),
  to: clock(to) + (clock(to) <= clock(from) ? 1440 : 0),
})

/** Monday to Friday 9-13 and 16-20, Saturday 9-13; the 25th of May is a holiday. */
const shop: WorkingHours = {
  zone: 'America/Argentina/Buenos_Aires',
  weekly: [...[1, 2, 3, 4, 5].flatMap((day) => [shift(day, '09:00', '13:00'), shift(day, '16:00', '20:00')]), shift(6, '09:00', '13:00')],
  days: [{ day: '2026-05-25', name: 'Día de la Revolución de Mayo', shifts: [] }],
}
/** A wall clock of Buenos Aires, which is three hours behind. */
const here = (day: number, time: string): string => new Date(`2026-05-${day}T${time}:00-03:00`).toISOString()

const sums: [string, string, number, string][] = [
  ['an hour from Friday evening ends on Saturday morning', here(22, '19:30'), 60, here(23, '09:30')],
  ['four hours from Friday evening', here(22, '19:30'), 240, here(23, '12:30')],
  ['eight hours from Friday evening pass the weekend and the holiday', here(22, '19:30'), 480, here(26, '12:30')],
  ['what begins on Saturday afternoon begins on Tuesday', here(23, '14:00'), 15, here(26, '09:15')],
  ['what fills the morning ends with it', here(26, '12:00'), 60, here(26, '13:00')],
  ['a minute more waits for the end of the siesta', here(26, '13:00'), 1, here(26, '16:01')],
  ['TV3.3: paused from Tuesday 10:00 to Wednesday 11:00, due on Thursday at 10:00', here(26, '09:00'), 480 + 9 * 60, here(28, '10:00')],
  ['TV3.3: the same from the moment it goes on', here(27, '11:00'), 480 - 60, here(28, '10:00')],
]
for (const [name, start, minutes, end] of sums) test(name, () => assert.equal(addBusiness(shop, start, minutes * 60), end))

test('from Friday 19:30 to Tuesday 10:00 the shop was open five hours and a half', () => {
  assert.equal(businessBetween(shop, here(22, '19:30'), here(26, '10:00')), 5.5 * 3600)
  assert.equal(businessBetween(shop, here(26, '10:00'), here(27, '11:00')), 9 * 3600)
  assert.equal(businessBetween(shop, here(27, '11:00'), here(26, '10:00')), 0)
})

const standings: [string, string, boolean, string, string | null][] = [
  ['in the morning', here(26, '09:00'), true, here(26, '09:00'), here(26, '13:00')],
  ['at the very end of the morning', here(26, '13:00'), false, here(26, '16:00'), null],
  ['on the holiday', here(25, '10:00'), false, here(26, '09:00'), null],
  ['on Saturday night', here(23, '22:00'), false, here(26, '09:00'), null],
]
for (const [name, at, open, opens, closes] of standings) {
  test(`open or not ${name}`, () => {
    assert.deepEqual([isOpen(shop, at), nextOpening(shop, at), closing(shop, at)], [open, opens, closes])
  })
}

test('the name of a holiday is known on its day of the zone', () => {
  assert.equal(specialDayAt(shop, '2026-05-25T02:59:00Z'), undefined)
  assert.equal(specialDayAt(shop, '2026-05-25T03:00:00Z')?.name, 'Día de la Revolución de Mayo')
  assert.equal(specialDayAt(shop, '2026-05-26T02:59:00Z')?.name, 'Día de la Revolución de Mayo')
})

test('a night that began before a holiday goes on into it, and a one-off day opens what is closed', () => {
  const bar: WorkingHours = {
    zone: 'America/Argentina/Buenos_Aires',
    weekly: [shift(7, '20:00', '02:00'), shift(1, '20:00', '02:00')],
    days: [
      { day: '2026-05-25', name: 'Feriado', shifts: [] },
      { day: '2026-05-27', name: 'Inauguración', shifts: [{ from: 600, to: 660 }] },
    ],
  }
  assert.equal(isOpen(bar, here(25, '01:59')), true)
  assert.equal(isOpen(bar, here(25, '20:30')), false)
  assert.equal(businessBetween(bar, here(24, '19:00'), here(26, '12:00')), 6 * 3600)
  assert.equal(nextOpening(bar, here(26, '12:00')), here(27, '10:00'))
})

test('shifts that overlap or touch count once', () => {
  const hours: WorkingHours = {
    zone: 'UTC',
    weekly: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [
      { weekday, from: 0, to: 1440 },
      { weekday, from: 600, to: 700 },
    ]),
    days: [],
  }
  assert.equal(businessBetween(hours, '2026-03-02T00:00:00.000Z', '2026-03-09T00:00:00.000Z'), 7 * 86_400)
  assert.equal(closing(hours, '2026-03-02T00:00:00.000Z'), null, 'it never closes')
})

// Madrid: on 2026-03-29 two o'clock becomes three; on 2026-10-25 three becomes two. Chile: on 2026-09-06 midnight becomes one.
const night = (zone: string): WorkingHours => ({
  zone,
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => shift(day, '22:00', '06:00')),
  days: [],
})
const changes: [string, string, string, string, number][] = [
  ['a night in spring has seven hours', 'Europe/Madrid', '2026-03-28T20:00:00Z', '2026-03-29T08:00:00Z', 7],
  ['a night in autumn has nine', 'Europe/Madrid', '2026-10-24T19:00:00Z', '2026-10-25T08:00:00Z', 9],
  ['a night whose midnight does not exist has seven', 'America/Santiago', '2026-09-05T23:00:00Z', '2026-09-06T14:00:00Z', 7],
]
for (const [name, zone, from, to, hours] of changes) {
  test(name, () => assert.equal(businessBetween(night(zone), from, to), hours * 3600))
}

test('an hour that is left out becomes the next, one that comes twice is the first', () => {
  const wall = (text: string): number => Date.parse(`${text}Z`)
  assert.equal(new Date(instantOf('Europe/Madrid', wall('2026-03-29T02:30'))).toISOString(), '2026-03-29T01:30:00.000Z')
  assert.equal(new Date(instantOf('Europe/Madrid', wall('2026-10-25T02:30'))).toISOString(), '2026-10-25T00:30:00.000Z')
  assert.equal(new Date(instantOf('America/Santiago', wall('2026-09-06T00:00'))).toISOString(), '2026-09-06T04:00:00.000Z')
  assert.equal(new Date(instantOf('Australia/Lord_Howe', wall('2026-10-04T02:15'))).toISOString(), '2026-10-03T15:45:00.000Z')
})

test('a calendar that never opens is said to be so instead of being searched for ever', () => {
  const never: WorkingHours = { zone: 'UTC', weekly: [], days: [{ day: '2025-01-01', name: 'Apertura', shifts: [{ from: 0, to: 60 }] }] }
  assert.throws(() => addBusiness(never, here(22, '10:00'), 60), isNeverOpen)
  assert.throws(() => nextOpening(never, here(22, '10:00')), isNeverOpen)
  assert.equal(isOpen(never, here(22, '10:00')), false)
  assert.equal(businessBetween(never, here(22, '10:00'), here(30, '10:00')), 0)
  const once = (day: string): WorkingHours => ({ zone: 'UTC', weekly: [], days: [{ day, name: '', shifts: [{ from: 0, to: 60 }] }] })
  assert.equal(nextOpening(once('2027-06-20'), '2026-05-22T10:00:00Z'), '2027-06-20T00:00:00.000Z')
  assert.throws(() => nextOpening(once('2027-07-20'), '2026-05-22T10:00:00Z'), isNeverOpen)
})

const someHours = fc
  .record({
    zone: fc.constantFrom(
      'America/Argentina/Buenos_Aires',
      'Europe/Madrid',
      'America/Santiago',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
    ),
    weekly: fc.array(
      fc.record({
        weekday: fc.integer({ min: 1, max: 7 }),
        from: fc.integer({ min: 0, max: 1439 }),
        length: fc.integer({ min: 1, max: 1440 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    closed: fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 4 }),
  })
  .map(({ zone, weekly, closed }): WorkingHours => ({
    zone,
    weekly: weekly.map(({ weekday, from, length }) => ({ weekday, from, to: from + length })),
    days: closed.map((day) => ({ day: `2026-10-${String(day).padStart(2, '0')}`, name: 'Feriado', shifts: [] })),
  }))
const someMoment = fc.integer({ min: Date.UTC(2026, 8, 1), max: Date.UTC(2026, 10, 30) }).map((ms) => new Date(ms).toISOString())
const someSeconds = fc.integer({ min: 0, max: 400_000 })

test('what was added is what lies between', () => {
  fc.assert(
    fc.property(someHours, someMoment, someSeconds, (hours, start, seconds) => {
      assert.equal(businessBetween(hours, start, addBusiness(hours, start, seconds)), seconds)
    }),
    { numRuns: 300 },
  )
})

test('what lies between an opening and an open moment, added, is that moment', () => {
  fc.assert(
    fc.property(someHours, someMoment, someMoment, (hours, one, other) => {
      const [from, to] = [one, other].toSorted() as [string, string]
      const open = nextOpening(hours, to)
      const seconds = businessBetween(hours, from, open)
      // At the moment of opening nothing has passed of it: the end of the shift before is the same count.
      const reached = addBusiness(hours, from, seconds)
      assert.ok(reached <= open)
      assert.equal(businessBetween(hours, reached, open), 0)
      if (isOpen(hours, new Date(Date.parse(open) - 1000).toISOString()) && seconds > 0) assert.equal(reached, open)
    }),
    { numRuns: 300 },
  )
})

test('more time is never due sooner, and what begins later is never due sooner', () => {
  fc.assert(
    fc.property(someHours, someMoment, someMoment, someSeconds, someSeconds, (hours, one, other, a, b) => {
      const [first, second] = [one, other].toSorted() as [string, string]
      const [less, more] = [Math.min(a, b), Math.max(a, b)]
      assert.ok(addBusiness(hours, first, less) <= addBusiness(hours, first, more))
      assert.ok(addBusiness(hours, first, less) <= addBusiness(hours, second, less))
    }),
    { numRuns: 300 },
  )
})
