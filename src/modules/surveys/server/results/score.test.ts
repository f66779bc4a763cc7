import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bandOf, isScore, scoresOf } from '#surveys/contract/scale.ts'
import { nps, npsError, scoreOf } from '#surveys/server/results/score.ts'

const near = (found: number | null, wanted: number, by: number): void =>
  assert.ok(found !== null && Math.abs(found - wanted) < by, `${found} is not ${wanted}`)

test('TV3.4: fifty promoters, thirty passives and twenty detractors are an NPS of 30 with a standard error of 7.81', () => {
  const score = scoreOf(
    'nps',
    new Map([
      [10, 30],
      [9, 20],
      [8, 20],
      [7, 10],
      [6, 12],
      [0, 8],
    ]),
  )
  assert.deepEqual([score.count, score.value], [100, 30])
  near(npsError(50, 20, 100), 7.81, 0.005)
  near(score.low, 30 - 1.96 * 7.81, 0.01)
  near(score.high, 30 + 1.96 * 7.81, 0.01)
})

test('TV3.5: eight satisfied of ten may truly be between 49.02 % and 94.33 %, none of ten up to 27.75 %', () => {
  const some = scoreOf(
    'csat',
    new Map([
      [5, 5],
      [4, 3],
      [3, 1],
      [1, 1],
    ]),
  )
  assert.equal(some.value, 0.8)
  near(some.low, 0.4902, 5e-5)
  near(some.high, 0.9433, 5e-5)
  const none = scoreOf('csat', new Map([[3, 10]]))
  assert.deepEqual([none.value, none.low], [0, 0])
  near(none.high, 0.2775, 5e-5)
})

test('CSAT counts fours and fives, CES what was easy, and without answers there is no figure', () => {
  assert.equal(
    scoreOf(
      'csat',
      new Map([
        [5, 1],
        [4, 1],
        [3, 1],
        [2, 1],
      ]),
    ).value,
    0.5,
  )
  assert.equal(
    scoreOf(
      'ces',
      new Map([
        [7, 1],
        [5, 2],
        [4, 1],
      ]),
    ).value,
    0.75,
  )
  assert.equal(
    scoreOf(
      'ces',
      new Map([
        [7, 1],
        [5, 2],
        [4, 1],
      ]),
    ).mean,
    5.25,
  )
  for (const kind of ['csat', 'nps', 'ces', 'open'] as const)
    assert.deepEqual(scoreOf(kind, new Map()), { count: 0, value: null, low: null, high: null, mean: null })
})

test('a handful of equal answers does not look certain', () => {
  const { value, low, high } = nps(3, 0, 3)
  assert.equal(value, 100)
  assert.ok(low < 40 && high === 100, `${low} ${high}`)
  const one = nps(0, 1, 1)
  assert.ok(one.low === -100 && one.high > 0, 'what was seen lies within')
})

test('scores outside of their scale are none, and each has a band', () => {
  assert.deepEqual(scoresOf('nps'), [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  for (const [kind, score] of [
    ['csat', 0],
    ['csat', 6],
    ['nps', 11],
    ['nps', -1],
    ['ces', 8],
    ['csat', 4.5],
    ['open', 1],
  ] as const)
    assert.equal(isScore(kind, score), false, `${kind} ${score}`)
  const bandsOf = (kind: 'csat' | 'nps' | 'ces') =>
    scoresOf(kind)
      .map((score) => bandOf(kind, score)[0])
      .join('')
  assert.deepEqual([bandsOf('csat'), bandsOf('nps'), bandsOf('ces')], ['ggmbb', 'ggmmbbbbbbb', 'gggmbbb'])
})

test('whatever the answers, the interval holds the possible and narrows with more of the same', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('csat' as const, 'nps' as const, 'ces' as const),
      fc.array(fc.nat(40), { minLength: 3, maxLength: 3 }),
      (kind, [good = 0, middle = 0, bad = 0]) => {
        fc.pre(good + middle + bad > 0)
        const [first] = scoresOf(kind)
        const of = (times: number) =>
          scoreOf(
            kind,
            new Map([
              [first ?? 0, good * times],
              [kind === 'nps' ? 7 : kind === 'csat' ? 3 : 4, middle * times],
              [1, bad * times],
            ]),
          )
        const [few, many] = [of(1), of(50)]
        const [least, most] = kind === 'nps' ? [-100, 100] : [0, 1]
        for (const { low, high } of [few, many]) assert.ok(low !== null && high !== null && low >= least && high <= most && low <= high)
        assert.ok((many.high ?? 0) - (many.low ?? 0) <= (few.high ?? 0) - (few.low ?? 0) + 1e-9)
      },
    ),
  )
})
