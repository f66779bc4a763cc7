import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beforeOf, scoreOf, usualWeights, type ScoreFacts } from '#crm/contract/attention-score.ts'

const facts = (chance: number | null, waitMinutes: number, left: number, total: number, valueMinor: number): ScoreFacts => ({
  chance,
  waitMinutes,
  promise: { leftMinutes: left, totalMinutes: total },
  valueMinor,
  topValueMinor: 1_000_000,
})
const a = facts(0.67, 20, 10, 30, 250_000)
const b = facts(0.9, 2, 28, 30, 800_000)
const c = facts(0.2, 55, -5, 30, 50_000)
const points = (one: ScoreFacts): string => scoreOf(one, usualWeights).points.toFixed(2)

test('the best next one: C, A, B with the usual weights', () => {
  assert.deepEqual([points(a), points(b), points(c)], ['65.28', '49.09', '67.50'])
})

test('the parts add up to the points, and each says how much of itself it reached', () => {
  const { points: all, parts } = scoreOf(c, usualWeights)
  assert.equal(
    parts.reduce((sum, part) => sum + part.points, 0),
    all,
  )
  assert.deepEqual(
    parts.map(({ part, share }) => [part, Number(share.toFixed(3))]),
    [
      ['chance', 0.2],
      ['urgency', 1],
      ['wait', 0.917],
      ['value', 0.783],
    ],
  )
})

test('where no chance is known the other parts are weighed as if they were all', () => {
  const { points: all, parts } = scoreOf({ ...c, chance: null }, usualWeights)
  assert.ok(!parts.some(({ part }) => part === 'chance'))
  assert.equal(all.toFixed(2), (((0.35 + 0.15 * (55 / 60) + (0.15 * Math.log(50_001)) / Math.log(1_000_001)) / 0.65) * 100).toFixed(2))
  const everything = { chance: null, waitMinutes: 90, promise: { leftMinutes: -1, totalMinutes: 30 }, valueMinor: 7, topValueMinor: 7 }
  assert.equal(Math.round(scoreOf(everything, usualWeights).points), 100)
  assert.equal(scoreOf(everything, { chance: 100, urgency: 0, wait: 0, value: 0 }).points, 0)
})

test('nothing promised is nothing urgent, and no part goes beyond its weight', () => {
  assert.deepEqual(
    scoreOf({ ...a, promise: null }, usualWeights).parts.find(({ part }) => part === 'urgency'),
    { part: 'urgency', share: 0, points: 0 },
  )
  const early = scoreOf({ ...a, promise: { leftMinutes: 40, totalMinutes: 30 }, waitMinutes: -3 }, usualWeights)
  assert.ok(early.parts.every(({ share }) => share >= 0 && share <= 1))
  assert.equal(scoreOf({ ...a, valueMinor: 0, topValueMinor: 0 }, usualWeights).parts.at(-1)?.share, 0)
})

test('emergencies stand before broken promises, and those before VIPs', () => {
  const all = { isEmergency: true, isLate: true, isVip: true }
  assert.equal(beforeOf(all), 'emergency')
  assert.equal(beforeOf({ ...all, isEmergency: false }), 'late')
  assert.equal(beforeOf({ ...all, isEmergency: false, isLate: false }), 'vip')
  assert.equal(beforeOf({ isEmergency: false, isLate: false, isVip: false }), null)
})
