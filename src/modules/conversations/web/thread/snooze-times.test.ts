import assert from 'node:assert/strict'
import { test } from 'node:test'
import { snoozeChoices } from '#conversations/web/thread/snooze-times.ts'

const cordoba = 'America/Argentina/Cordoba'
const choices = (now: string, zone = cordoba) => Object.fromEntries(snoozeChoices(new Date(now), zone).map(({ name, at }) => [name, at]))

test('tonight, tomorrow and Monday are those of the shop, not of the server', () => {
  // Friday the 20th, 18:00 in Córdoba.
  assert.deepEqual(choices('2026-11-20T21:00:00.000Z'), {
    hour: '2026-11-20T22:00:00.000Z',
    tonight: '2026-11-20T23:00:00.000Z',
    tomorrow: '2026-11-21T12:00:00.000Z',
    monday: '2026-11-23T12:00:00.000Z',
  })
})

test('the nearest moment stands first: shortly before the evening, tonight comes before an hour from now', () => {
  // 19:22 in Córdoba.
  const names = snoozeChoices(new Date('2026-11-20T22:22:00.000Z'), cordoba).map(({ name }) => name)
  assert.deepEqual(names, ['tonight', 'hour', 'tomorrow', 'monday'])
})

test('after midnight UTC it is still today in the shop', () => {
  // 23:30 in Córdoba: tomorrow is the 21st there, and the evening is over.
  const late = choices('2026-11-21T02:30:00.000Z')
  assert.equal(late['tomorrow'], '2026-11-21T12:00:00.000Z')
  assert.equal(late['tonight'], undefined)
})

test('on a Sunday tomorrow is Monday: one choice and not two', () => {
  const sunday = choices('2026-11-22T15:00:00.000Z')
  assert.equal(sunday['tomorrow'], '2026-11-23T12:00:00.000Z')
  assert.equal(sunday['monday'], undefined)
})

test('nine in the morning stays nine when the clocks change in between', () => {
  // Santiago goes from -03 to -04 in the night to Sunday the 5th of April 2026.
  assert.equal(choices('2026-04-04T15:00:00.000Z', 'America/Santiago')['tomorrow'], '2026-04-05T13:00:00.000Z')
  assert.equal(choices('2026-04-03T15:00:00.000Z', 'America/Santiago')['tomorrow'], '2026-04-04T12:00:00.000Z')
})
