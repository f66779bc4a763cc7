import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkingHours } from '#kernel/contract/business-time.ts'
import { fitting } from './away.ts'
import { closedPeriodAt, openingWords } from './closed-period.ts'

const zone = 'America/Argentina/Buenos_Aires'
const hours: WorkingHours = {
  zone,
  weekly: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: 9 * 60, to: 13 * 60 },
    { weekday, from: 16 * 60, to: 20 * 60 },
  ]),
  days: [{ day: '2026-12-08', name: 'Inmaculada Concepción', shifts: [] }],
}
const at = (local: string): string => new Date(`${local}:00-03:00`).toISOString()
const words: Record<string, string> = { 'bots.away.when.today': 'hoy', 'bots.away.when.tomorrow': 'mañana', 'bots.away.when.day': 'el' }
const t = (key: string, values: Record<string, unknown> = {}): string =>
  [words[key], values['day'], values['hour']].filter(Boolean).join(' ')

test('a closed period is known by its end, and says which holiday it is', () => {
  assert.equal(closedPeriodAt(hours, at('2026-11-23T10:00')), null)
  assert.deepEqual(closedPeriodAt(hours, at('2026-11-23T14:00')), { until: at('2026-11-23T16:00'), holidayName: null })
  assert.deepEqual(closedPeriodAt(hours, at('2026-11-23T15:59')), { until: at('2026-11-23T16:00'), holidayName: null })
  assert.deepEqual(closedPeriodAt(hours, at('2026-12-08T10:00')), { until: at('2026-12-09T09:00'), holidayName: 'Inmaculada Concepción' })
  assert.equal(closedPeriodAt(undefined, at('2026-11-23T03:00')), null, 'a shop without hours is always open')
  assert.deepEqual(closedPeriodAt({ zone, weekly: [], days: [] }, at('2026-11-23T03:00')), { until: null, holidayName: null })
})

test('the next opening is said as people say it, by the clock of the shop', () => {
  const say = (now: string): string => openingWords(closedPeriodAt(hours, at(now))?.until ?? '', at(now), zone, 'es', t)
  assert.equal(say('2026-11-23T14:00'), 'hoy 16:00')
  assert.equal(say('2026-11-23T23:50'), 'mañana 9:00')
  assert.equal(say('2026-11-24T00:10'), 'hoy 9:00')
  assert.equal(say('2026-11-20T21:00'), 'el lunes 9:00')
  const away: WorkingHours = { ...hours, weekly: [], days: [{ day: '2026-12-07', name: 'Vuelta', shifts: [{ from: 600, to: 1200 }] }] }
  assert.equal(
    openingWords(closedPeriodAt(away, at('2026-11-23T10:00'))?.until ?? '', at('2026-11-23T10:00'), zone, 'es', t),
    'el lunes 7 de diciembre 10:00',
  )
})

test('the message of the number goes before that of its brand, and that before the one for all', () => {
  const of = (brandId: string | null, channelId: string | null) => ({ brandId, channelId })
  const all = [of(null, null), of('b', null), of(null, 'c')]
  assert.deepEqual(fitting(all, { brandId: 'b', channelId: 'c' }), of(null, 'c'))
  assert.deepEqual(fitting(all, { brandId: 'b', channelId: 'x' }), of('b', null))
  assert.deepEqual(fitting(all, { brandId: 'y', channelId: 'x' }), of(null, null))
  assert.equal(fitting([of('b', null)], { brandId: 'y', channelId: 'x' }), undefined)
})
