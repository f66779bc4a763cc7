import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RoutingConditions } from '#conversations/contract/routing.ts'
import { type Facts, firstMatch, languageOf, matches } from '#conversations/server/routing/rule-match.ts'

const [brand, otherBrand, channel, otherChannel] = Array.from({ length: 4 }, () => crypto.randomUUID()) as [string, string, string, string]
const facts: Facts = { brandId: brand, channelId: channel, language: 'es', labels: ['Reclamo'], isKnown: false, isOpenNow: true }
const conditions = (change: Partial<RoutingConditions>) => RoutingConditions.parse(change)

const cases: [string, Partial<RoutingConditions>, Partial<Facts>, boolean][] = [
  ['a rule without conditions fits everything', {}, {}, true],
  ['the brand', { brandIds: [otherBrand, brand] }, {}, true],
  ['another brand', { brandIds: [otherBrand] }, {}, false],
  ['the channel', { channelIds: [channel] }, {}, true],
  ['another channel', { channelIds: [otherChannel] }, {}, false],
  ['the language of the number', { languages: ['pt', 'es'] }, {}, true],
  ['another language', { languages: ['pt'] }, {}, false],
  ['a number that tells no language', { languages: ['es'] }, { language: null }, false],
  ['a label, however it is written', { labels: ['RECLAMO'] }, {}, true],
  ['one of several labels', { labels: ['Mayorista', 'reclamo'] }, {}, true],
  ['a label that it has not', { labels: ['Mayorista'] }, {}, false],
  ['the first time', { customer: 'new' }, {}, true],
  ['the first time, of somebody known', { customer: 'new' }, { isKnown: true }, false],
  ['a known customer', { customer: 'known' }, { isKnown: true }, true],
  ['a known customer, of somebody new', { customer: 'known' }, {}, false],
  ['while the shop is open', { hours: 'open' }, {}, true],
  ['while the shop is open, at night', { hours: 'open' }, { isOpenNow: false }, false],
  ['outside of hours', { hours: 'closed' }, { isOpenNow: false }, true],
  ['outside of hours, at noon', { hours: 'closed' }, {}, false],
  ['all conditions must hold', { brandIds: [brand], languages: ['pt'] }, {}, false],
]

for (const [name, asked, change, expected] of cases)
  test(`a routing rule asks for ${name}`, () => assert.equal(matches(conditions(asked), { ...facts, ...change }), expected))

test('the first active rule that fits decides', () => {
  const rule = (name: string, isActive: boolean, asked: Partial<RoutingConditions>) => ({ name, isActive, conditions: conditions(asked) })
  const rules = [
    rule('of another brand', true, { brandIds: [otherBrand] }),
    rule('switched off', false, {}),
    rule('complaints', true, { labels: ['Reclamo'] }),
    rule('everything', true, {}),
  ]
  assert.equal(firstMatch(rules, facts)?.name, 'complaints')
  assert.equal(firstMatch(rules, { ...facts, labels: [] })?.name, 'everything')
  assert.equal(firstMatch(rules.slice(0, 2), facts), undefined)
})

test('a number speaks the language of its country, or nothing', () => {
  assert.deepEqual(['AR', 'BR', 'US', 'JP', undefined].map(languageOf), ['es', 'pt', 'en', null, null])
})
