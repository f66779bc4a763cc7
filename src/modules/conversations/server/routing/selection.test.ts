import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Asked, type Candidate, choose, weightOf } from '#conversations/server/routing/selection.ts'

const at = (minutesAgo: number): string => new Date(Date.parse('2026-11-23T15:00:00.000Z') - minutesAgo * 60_000).toISOString()

const person = (id: string, change: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id,
  status: 'online',
  load: 0,
  capacity: 5,
  skills: [],
  lastAssignedAt: null,
  recent: 0,
  ...change,
})
const asked: Asked = { method: 'sticky', skill: null, stickyId: null, weight: 1, rateLimit: null, exceptId: null }

/** Capacity 5: A has three; B and C one each, B's ten minutes ago and C's two; D has none and is offline. */
const team = [
  person('A', { load: 3, lastAssignedAt: at(1) }),
  person('B', { load: 1, lastAssignedAt: at(10) }),
  person('C', { load: 1, lastAssignedAt: at(2) }),
  person('D', { status: 'offline' }),
]
const full = team.map((one) => ({ ...one, load: one.capacity }))

const cases: [string, readonly Candidate[], Partial<Asked>, string][] = [
  ['a customer goes to their own agent who is there and has room', team, { stickyId: 'A' }, 'A'],
  [
    'when their agent is offline, to the lowest load, and of two with the same, to who was given nothing for longest',
    team,
    { stickyId: 'D' },
    'B',
  ],
  ['a stranger goes to the lowest load', team, {}, 'B'],
  ['the lowest load does not care whose customer it is', team, { method: 'lowest-load', stickyId: 'A' }, 'B'],
  [
    'in turns, the load does not count',
    [person('A', { load: 4, lastAssignedAt: at(30) }), ...team.slice(1)],
    { method: 'round-robin' },
    'A',
  ],
  ['in turns, who never had one comes first', [...team, person('E', { load: 2 })], { method: 'round-robin' }, 'E'],
  ['whoever is away gets nothing', [person('A', { status: 'away' }), person('B', { load: 4 })], {}, 'B'],
  ['their agent is passed over when full', [person('A', { load: 5 }), person('B', { load: 4 })], { stickyId: 'A' }, 'B'],
  ['the last place is a place', [person('A', { load: 4 })], {}, 'A'],
  ['everybody full', full, {}, 'all_full'],
  ['a letter fits where a chat does not', [person('A', { load: 4.5 })], { weight: 0.25 }, 'A'],
  ['a chat does not fit in three quarters of a place', [person('A', { load: 4.25 })], {}, 'all_full'],
  [
    'only who has the skill, however it is spelled',
    [person('A'), person('B', { load: 3, skills: ['Facturación'] })],
    { skill: 'facturacion' },
    'B',
  ],
  ['nobody with the skill is online', [person('A'), person('B', { status: 'away', skills: ['inglés'] })], { skill: 'inglés' }, 'no_skill'],
  ['who had too many in a short while waits', [person('A', { recent: 3 }), person('B', { load: 4 })], { rateLimit: { count: 3 } }, 'B'],
  ['everybody had too many in a short while', [person('A', { recent: 3 })], { rateLimit: { count: 3 } }, 'rate_limited'],
  ['who gave it back does not get it again', [person('A'), person('B', { load: 4 })], { exceptId: 'A', stickyId: 'A' }, 'B'],
  ['nobody online', [person('A', { status: 'offline' }), person('B', { status: 'away' })], {}, 'nobody_online'],
  ['an empty team', [], {}, 'nobody_in_team'],
  ['a team of the one who gave it back', [person('A')], { exceptId: 'A' }, 'nobody_in_team'],
  ['capacity zero is never given anything', [person('A', { capacity: 0 })], {}, 'all_full'],
]

for (const [name, candidates, change, expected] of cases) {
  test(`whom a conversation goes to: ${name}`, () => {
    const choice = choose(candidates, { ...asked, ...change })
    assert.equal('chosen' in choice ? choice.chosen.id : choice.nobody, expected)
    // The order in which people are listed decides nothing.
    assert.deepEqual(choose(candidates.toReversed(), { ...asked, ...change }), choice)
  })
}

test('a chat weighs one, a letter a quarter, a call everything that fits', () => {
  assert.deepEqual([weightOf('whatsapp', 8), weightOf('email', 8), weightOf('phone', 8), weightOf('phone', 0)], [1, 0.25, 8, 1])
})
