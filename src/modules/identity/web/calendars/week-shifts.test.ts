import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { copied, drawn, hoursPerWeek, minuteOf, moved, pressed, stretched, tidied, timeText, typed } from './week-shifts.ts'

const shift = (weekday: number, from: string, to: string) => ({ weekday, ...typed(minuteOf(from) ?? 0, minuteOf(to) ?? 0) })

test('a drag marks what lies between its ends, in half hours, in either direction', () => {
  assert.deepEqual(drawn(1, 545, 775), shift(1, '09:00', '13:00'))
  assert.deepEqual(drawn(1, 775, 545), shift(1, '09:00', '13:00'))
  assert.deepEqual(drawn(1, 600, 602), shift(1, '10:00', '10:30'))
  assert.deepEqual(drawn(1, 1439, 1500), { weekday: 1, from: 1410, to: 1440 })
})

test('a press adds four hours, up to the next shift', () => {
  assert.deepEqual(pressed(2, 550, []), shift(2, '09:00', '13:00'))
  assert.deepEqual(pressed(2, 550, [shift(2, '11:00', '12:00')]), shift(2, '09:00', '11:00'))
})

test('an hour may be typed in any of the usual ways', () => {
  for (const text of ['9:30', '09:30', '930', '0930', '9.30', ' 9 30 ']) assert.equal(minuteOf(text), 570, text)
  assert.deepEqual(['9', '24:00', '0'].map(minuteOf), [540, 1440, 0])
  for (const text of ['', 'x', '25', '9:60', '24:01', '9:3']) assert.equal(minuteOf(text), null, text)
})

test('an end before its beginning is on the following day', () => {
  assert.deepEqual(typed(1200, 120), { from: 1200, to: 1560 })
  assert.deepEqual(typed(0, 0), { from: 0, to: 1440 })
  assert.equal(timeText(1560), '02:00')
})

test('what overlaps or touches becomes one, and days stay apart', () => {
  assert.deepEqual(tidied([shift(1, '12:00', '14:00'), shift(1, '09:00', '13:00'), shift(2, '14:00', '15:00')]), [
    shift(1, '09:00', '14:00'),
    shift(2, '14:00', '15:00'),
  ])
})

test('a day is copied over the others', () => {
  const week = [shift(1, '09:00', '13:00'), shift(1, '16:00', '20:00'), shift(3, '10:00', '11:00')]
  assert.equal(hoursPerWeek(copied(week, 1, [1, 2, 3, 4, 5])), 40)
  assert.deepEqual(copied(week, 7, [1]), [shift(3, '10:00', '11:00')])
})

test('however it is pushed, a shift stays within what may be saved', () => {
  const some = fc.record({
    weekday: fc.integer({ min: 1, max: 7 }),
    from: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 30, max: 1440 }),
  })
  fc.assert(
    fc.property(some, fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: -9, max: 9 }), ({ weekday, from, length }, by, days) => {
      const start = { weekday, from, to: from + length }
      for (const one of [
        moved(start, by, days),
        stretched(start, 'from', by),
        stretched(start, 'to', by),
        ...tidied([start, moved(start, by)]),
      ]) {
        assert.ok(one.weekday >= 1)
        assert.ok(one.weekday <= 7)
        assert.ok(one.from >= 0)
        assert.ok(one.from < 1440)
        assert.ok(one.to > one.from)
        assert.ok(one.to - one.from <= 1440)
      }
    }),
  )
})
