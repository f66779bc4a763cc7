import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { OTHER_REASONS, RULES, ruleOf, verdictOf } from './errors.ts'
import type { Action, Failure, Outcome } from './errors.ts'

const byCode: [number[], Outcome, Action][] = [
  [[0, 190], 'stop-channel', 'stop-channel'],
  [[3, 10, 200, 250, 299], 'stop-channel', 'stop-channel'],
  [[4, 80007, 130429, 613], 'retry', 'slow-down'],
  [[131056], 'retry', 'pair-limit'],
  [[131048], 'retry', 'pause-campaigns'],
  [[131064, 131057], 'retry', 'retry-later'],
  [[1, 2, 131000, 131016], 'retry', 'retry'],
  [[131026, 131030], 'fail', 'not-reachable'],
  [[131047], 'fail', 'template-needed'],
  [[131049, 131050, 130472], 'fail', 'marketing-refused'],
  [[131062], 'fail', 'use-phone-number'],
  [[131063], 'fail', 'fix-template'],
  [[131008, 131009, 100, 131021], 'fail', 'fix-request'],
  [[131051, 131052, 131053], 'fail', 'fix-media'],
  [[132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018], 'fail', 'fix-template'],
  [[132068, 132069], 'fail', 'fix-flow'],
  [[131031, 368, 131042, 131037, 131045, 133010, 133015], 'stop-channel', 'stop-channel'],
  [[133016], 'fail', 'show-message'],
  [[133005, 2200], 'fail', 'fix-request'],
  [[130497, 138006, 139100, 147001], 'fail', 'show-message'],
  [[2388299], 'fail', 'fix-template'],
]
for (const [codes, outcome, action] of byCode) {
  for (const code of codes) {
    test(`code ${code} means ${outcome}, ${action}, whatever the HTTP status beside it`, () => {
      for (const httpStatus of [200, 400, 401, 403, 429, 500, 503]) {
        const verdict = verdictOf({ transport: 'answered', httpStatus, code })
        assert.deepEqual([verdict.outcome, verdict.action, verdict.code], [outcome, action, code])
      }
    })
  }
}

const byEnd: [string, Failure, Outcome, string][] = [
  ['a connection never made', { transport: 'not-sent' }, 'retry', 'unreachable'],
  ['a destination our policy refuses', { transport: 'blocked' }, 'fail', 'blocked'],
  ['a time-out after the request was written', { transport: 'lost' }, 'unknown', 'outcome-unknown'],
  ['the same when marking as read', { transport: 'lost', isRepeatable: true }, 'retry', 'outcome-unknown'],
  ['a 200 that cannot be read', { transport: 'answered', httpStatus: 200 }, 'unknown', 'outcome-unknown'],
  ['a gateway error without a code', { transport: 'answered', httpStatus: 502 }, 'unknown', 'outcome-unknown'],
  ['a server error with an unlisted code', { transport: 'answered', httpStatus: 500, code: 999_999 }, 'retry', 'temporary'],
  ['an unlisted code with 401', { transport: 'answered', httpStatus: 401, code: 104 }, 'stop-channel', 'permission-missing'],
  ['an unlisted code with 429', { transport: 'answered', httpStatus: 429, code: 999_999 }, 'retry', 'too-fast'],
  ['an unlisted code with 400', { transport: 'answered', httpStatus: 400, code: 999_999 }, 'fail', 'request-refused'],
  ['a redirect', { transport: 'answered', httpStatus: 302 }, 'unknown', 'outcome-unknown'],
]
for (const [name, failure, outcome, words] of byEnd) {
  test(`${name} ends as ${outcome}`, () => {
    const verdict = verdictOf(failure)
    assert.deepEqual([verdict.outcome, verdict.reason], [outcome, words])
  })
}

test('the other spelling of a number is tried only while there is one', () => {
  const failure: Failure = { transport: 'answered', httpStatus: 400, code: 131026 }
  assert.equal(verdictOf({ ...failure, hasAlternate: true }).outcome, 'alternate-number')
  assert.equal(verdictOf({ ...failure, hasAlternate: false }).outcome, 'fail')
})

test('the same pair waits 4, 16, 64 seconds', () => {
  const waits = [1, 2, 3].map((attempt) => verdictOf({ transport: 'answered', httpStatus: 400, code: 131056, attempt }).retryAfterSeconds)
  assert.deepEqual(waits, [4, 16, 64])
})

test('the provider may ask for a longer wait than ours, up to a day', () => {
  const after = (retryAfter: number) => verdictOf({ transport: 'answered', httpStatus: 429, code: 130429, retryAfter }).retryAfterSeconds
  assert.deepEqual([after(1), after(90), after(10 ** 9)], [5, 90, 86_400])
})

test('retries end in a failure, but a lost answer never does', () => {
  assert.equal(verdictOf({ transport: 'answered', httpStatus: 500, code: 2, attempt: 50 }).outcome, 'fail')
  assert.equal(verdictOf({ transport: 'not-sent', attempt: 50 }).outcome, 'fail')
  assert.equal(verdictOf({ transport: 'lost', attempt: 50 }).outcome, 'unknown')
  assert.equal(verdictOf({ transport: 'lost', attempt: 50, isRepeatable: true }).outcome, 'fail')
})

test('nothing that may have been sent is ever sent again by itself', () => {
  const failure = fc.record({
    transport: fc.constantFrom<Failure['transport']>('lost', 'answered'),
    httpStatus: fc.constantFrom(undefined, 200, 202, 302, 502, 503, 504),
    attempt: fc.integer({ min: 1, max: 20 }),
    hasAlternate: fc.boolean(),
    retryAfter: fc.option(fc.integer({ min: 0, max: 1e6 }), { nil: undefined }),
    spread: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(fc.property(failure, (input) => assert.equal(verdictOf(input).outcome, 'unknown')))
})

test('a retry always says when, and only a retry does', () => {
  const failure = fc.record({
    transport: fc.constantFrom<Failure['transport']>('answered', 'not-sent', 'lost', 'blocked'),
    httpStatus: fc.integer({ min: 200, max: 599 }),
    code: fc.option(fc.oneof(fc.constantFrom(...RULES.map((row) => row.from)), fc.integer()), { nil: undefined }),
    attempt: fc.integer({ min: 1, max: 60 }),
  })
  fc.assert(
    fc.property(failure, (input) => {
      const verdict = verdictOf(input)
      assert.equal(verdict.retryAfterSeconds !== null, verdict.outcome === 'retry')
      if (verdict.retryAfterSeconds !== null) assert.ok(verdict.retryAfterSeconds >= 1 && verdict.retryAfterSeconds <= 86_400)
    }),
  )
})

test('every failure has its words in the three languages, and none is left over', () => {
  const reasons = [...new Set([...RULES.map((row) => row.rule.reason), ...OTHER_REASONS])].toSorted()
  for (const language of ['es', 'en', 'pt']) {
    const words = JSON.parse(readFileSync(new URL(`./failure-words.${language}.json`, import.meta.url), 'utf8')) as {
      failures: Record<string, { title: string; advice: string }>
    }
    assert.deepEqual(Object.keys(words.failures).toSorted(), reasons, language)
    for (const [reason, { title, advice }] of Object.entries(words.failures)) {
      assert.ok(title.length >= 8 && title.length <= 70, `${language} ${reason}: ${title}`)
      assert.ok(advice.length >= 15 && advice.length <= 200, `${language} ${reason}: ${advice}`)
    }
  }
})

test('sending again by hand is offered only where it can help', () => {
  const canRetry = (code: number) => verdictOf({ transport: 'answered', httpStatus: 400, code, attempt: 99 }).canRetry
  assert.deepEqual([131000, 130429, 131056, 190].map(canRetry), [true, true, true, true])
  assert.deepEqual([131047, 131026, 131053, 132001, 100].map(canRetry), [false, false, false, false, false])
  assert.equal(verdictOf({ transport: 'lost' }).canRetry, true)
})

test('no code is listed twice', () => {
  const singles = RULES.filter((row) => row.from === row.to).map((row) => row.from)
  assert.equal(new Set(singles).size, singles.length)
  assert.equal(ruleOf(133010)?.reason, 'number-not-ready')
  assert.equal(ruleOf(123456789), undefined)
})
