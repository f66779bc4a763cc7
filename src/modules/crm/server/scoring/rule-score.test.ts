import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScoreSettings, type ScoreGroup, type ScoreRule } from '#crm/contract/scoring.ts'
import { remaining } from '#crm/server/scoring/decay.ts'
import { holdsFor, type FitFacts } from '#crm/server/scoring/fit.ts'
import { count, scoreAt } from '#crm/server/scoring/rule-score.ts'

const dayMs = 86_400_000
const now = Date.parse('2026-11-20T12:00:00Z')
const ago = (days: number): number => now - days * dayMs
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const rule = (over: Partial<Extract<ScoreRule, { kind: 'activity' }>> = {}): ScoreRule => ({
  id: id(1),
  kind: 'activity',
  points: 20,
  activity: 'message.in',
  most: 100,
  cooldownHours: 0,
  ...over,
})
const group = (over: Partial<ScoreGroup> = {}): ScoreGroup => ({
  id: id(90),
  name: 'Charla',
  axis: 'engagement',
  cap: 100,
  decay: { kind: 'half-life', days: 14 },
  rules: [rule()],
  ...over,
})
const settings = (...groups: ScoreGroup[]): ScoreSettings =>
  ScoreSettings.parse({ groups, fit: { high: 40, middle: 20 }, engagement: { high: 40, middle: 15 } })
const wrote = (...days: number[]) => days.map((age) => ({ kind: 'message.in', at: ago(age) }))
const nothing = (): boolean => false
const scored = (of: ScoreSettings, happened: { kind: string; at: number }[], at = now) => scoreAt(of, count(of, {}, happened), nothing, at)

test('twenty points halve every fourteen days', () => {
  for (const [age, points] of [
    [0, 20],
    [7, 14.1421],
    [14, 10],
    [30, 4.5286],
  ] as const)
    assert.equal((20 * remaining({ kind: 'half-life', days: 14 }, age)).toFixed(4), points.toFixed(4))
})

test('two of them at seven days come to no more than the cap of their group', () => {
  assert.equal(scored(settings(group({ cap: 25 })), wrote(7, 7)).score, 25)
  assert.equal(scored(settings(group()), wrote(7, 7)).score, 28)
})

test('a table of steps takes a quarter every thirty days, down to nothing', () => {
  const steps = { kind: 'steps', everyDays: 30, percent: 25 } as const
  assert.deepEqual(
    [0, 29, 30, 60, 119, 120, 500].map((age) => remaining(steps, age)),
    [1, 1, 0.75, 0.5, 0.25, 0, 0],
  )
  assert.equal(scored(settings(group({ decay: steps })), wrote(65, 31, 2)).score, 45)
})

test('adding one by one is the same as adding all at once', () => {
  for (const decay of [{ kind: 'half-life', days: 9 }, { kind: 'steps', everyDays: 10, percent: 20 }, { kind: 'none' }] as const) {
    const of = settings(group({ decay, rules: [rule({ points: 3 })] }))
    const ages = [40, 33, 20.5, 20.4, 11, 3, 0.1]
    const direct = ages.reduce((sum, age) => sum + 3 * remaining(decay, age), 0)
    let tallies = {}
    for (const one of wrote(...ages)) tallies = count(of, tallies, [one])
    assert.equal(scoreAt(of, tallies, nothing, now).score, Math.round(direct))
    assert.deepEqual(tallies, count(of, {}, wrote(...ages)))
  }
})

test('a rule counts so many times and rests in between', () => {
  const none = { kind: 'none' } as const
  assert.equal(scored(settings(group({ decay: none, rules: [rule({ points: 5, most: 3 })] })), wrote(5, 4, 3, 2, 1)).score, 15)
  const rested = settings(group({ decay: none, rules: [rule({ points: 5, cooldownHours: 48 })] }))
  const result = scored(rested, wrote(5, 4.5, 3, 2.9, 1))
  assert.deepEqual([result.score, result.reasons[0]?.count], [15, 3])
})

test('negative points take away, and a score never leaves 0..100', () => {
  const none = { kind: 'none' } as const
  const lost = rule({ id: id(2), points: -30, activity: 'order.cancelled' })
  const of = settings(group({ decay: none, rules: [rule(), lost] }))
  const cancelled = { kind: 'order.cancelled', at: ago(1) }
  assert.equal(scored(of, [...wrote(3, 2), cancelled]).score, 10)
  assert.equal(scored(of, [cancelled]).score, 0)
  const two = settings(group({ decay: none }), group({ id: id(91), decay: none, rules: [rule({ id: id(3) })] }))
  assert.equal(scored(two, wrote(6, 5, 4, 3, 2, 1)).score, 100)
})

test('who they are and what they did give a letter and a number, and the reasons say why', () => {
  const inCordoba: ScoreRule = { id: id(5), kind: 'fit', points: 25, condition: { about: 'city', oneOf: ['Córdoba'] } }
  const company: ScoreRule = { id: id(6), kind: 'fit', points: 20, condition: { about: 'kind', is: 'company' } }
  const of = settings(group(), group({ id: id(92), axis: 'fit', decay: { kind: 'none' }, rules: [inCordoba, company] }))
  const holds = holdsFor({ ...nobody, cities: ['cordoba'], kind: 'company' })
  const result = scoreAt(of, count(of, {}, wrote(9, 7)), holds, now)
  assert.deepEqual([result.fit, result.engagement, result.score, result.grade], [45, 27, 72, 'A2'])
  assert.deepEqual(
    result.reasons.map(({ points, activity, count: times, lastAt }) => ({ points, activity, times, lastAt })),
    [
      { points: 27, activity: 'message.in', times: 2, lastAt: '2026-11-13T12:00:00.000Z' },
      { points: 25, activity: null, times: 0, lastAt: null },
      { points: 20, activity: null, times: 0, lastAt: null },
    ],
  )
  assert.equal(scored(of, []).grade, 'C3')
  assert.equal(scored(of, wrote(0, 0)).grade, 'C1')
})

const nobody: FitFacts = {
  kind: 'person',
  relations: [],
  phone: null,
  email: null,
  hasInstagram: false,
  cities: [],
  source: 'manual',
  tagIds: [],
  fields: {},
}

test('a rule of fit reads what is known of the contact', () => {
  const known: FitFacts = {
    ...nobody,
    relations: ['lead'],
    email: 'a@example.com',
    source: 'whatsapp',
    fields: { zona: 'Sur', deuda: { amountMinor: 5_000, currency: 'ARS' }, hijos: 2, gustos: ['ala', 'muslo'], alta: '2026-03-01' },
  }
  const field = (key: string, is: 'filled' | 'equal' | 'at-least' | 'at-most', value = '') => ({ about: 'field', key, is, value }) as const
  for (const [condition, expected] of [
    [{ about: 'relation', is: 'lead' }, true],
    [{ about: 'relation', is: 'staff' }, false],
    [{ about: 'reachable', by: 'email' }, true],
    [{ about: 'reachable', by: 'phone' }, false],
    [{ about: 'reachable', by: 'instagram' }, false],
    [{ about: 'source', oneOf: ['WhatsApp'] }, true],
    [{ about: 'tag', tagId: id(1) }, false],
    [field('zona', 'filled'), true],
    [field('nada', 'filled'), false],
    [field('zona', 'equal', 'sur'), true],
    [field('gustos', 'equal', 'muslo'), true],
    [field('hijos', 'at-least', '2'), true],
    [field('hijos', 'at-most', '1'), false],
    [field('hijos', 'at-most', ''), false],
    [field('deuda', 'at-least', '5000'), true],
    [field('zona', 'at-least', '1'), false],
    [field('alta', 'at-least', '2026-01-31'), true],
  ] as const)
    assert.equal(holdsFor(known)(condition as never), expected, JSON.stringify(condition))
})

test('settings that mix the axes or use an id twice are refused', () => {
  const grades = { fit: { high: 40, middle: 20 }, engagement: { high: 40, middle: 15 } }
  assert.ok(!ScoreSettings.safeParse({ groups: [group({ axis: 'fit', decay: { kind: 'none' } })], ...grades }).success)
  assert.ok(!ScoreSettings.safeParse({ groups: [group(), group()], ...grades }).success)
  assert.ok(!ScoreSettings.safeParse({ groups: [], ...grades, fit: { high: 20, middle: 20 } }).success)
  assert.ok(!ScoreSettings.safeParse({ groups: [group({ rules: [rule({ points: 0 })] })], ...grades }).success)
})
