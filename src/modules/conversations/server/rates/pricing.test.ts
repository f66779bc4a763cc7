import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Rate } from '#conversations/contract/rate.ts'
import { countryOf } from './market.ts'
import { chargedAs, entryPointUntil, quoteOf, rateFor, type Asked, type Situation } from './pricing.ts'

const rate = (market: string, category: Rate['category'], amountMicros: number, more: Partial<Rate> = {}): Rate => ({
  market,
  category,
  currency: 'USD',
  validFrom: '2026-07-01',
  fromVolume: 0,
  amountMicros,
  ...more,
})
const table = [
  rate('AR', 'marketing', 61_800),
  rate('AR', 'utility', 26_000),
  rate('AR', 'utility', 30_000, { validFrom: '2027-01-01' }),
  rate('AR', 'utility', 24_000, { fromVolume: 100_000 }),
  rate('rest-of-latin-america', 'utility', 11_300),
  rate('other', 'marketing', 60_400),
]
const here: Situation = {
  country: 'AR',
  day: '2026-11-21',
  volumeOf: () => 0,
  isWindowOpen: false,
  isEntryPoint: false,
  isStarting: false,
}
const marketing: Asked = { kind: 'template', category: 'marketing' }
const utility: Asked = { kind: 'template', category: 'utility' }
const text: Asked = { kind: 'free-form' }

const quotes: [what: string, asked: Asked, situation: Partial<Situation>, expected: number | string][] = [
  ['marketing to Argentina', marketing, {}, 61_800],
  ['utility to Argentina', utility, {}, 26_000],
  ['utility to Argentina the day a new price begins', utility, { day: '2027-01-01' }, 30_000],
  ['utility the day before it', utility, { day: '2026-12-31' }, 26_000],
  ['utility after a hundred thousand of the month', utility, { volumeOf: () => 100_000 }, 24_000],
  ['utility one message before that', utility, { volumeOf: () => 99_999 }, 26_000],
  ['utility to a country of a region', utility, { country: 'UY' }, 11_300],
  ['marketing to a country without a price of its own', marketing, { country: 'FR' }, 60_400],
  ['marketing to nobody knows where', marketing, { country: null }, 60_400],
  ['authentication that nobody loaded', { kind: 'template', category: 'authentication' }, {}, 'unknown'],
  ['utility to where no price is known', utility, { country: 'FR' }, 'unknown'],
  ['before any price began', marketing, { day: '2026-06-30' }, 'unknown'],
  ['an answer inside the window in September', text, { day: '2026-09-30', isWindowOpen: true }, 'window'],
  ['the same in October: at the rate of utility', text, { day: '2026-10-01', isWindowOpen: true }, 26_000],
  ['utility inside the window in September', utility, { day: '2026-09-30', isWindowOpen: true }, 'window'],
  ['utility outside of it in September', utility, { day: '2026-09-30' }, 26_000],
  ['utility inside the window in October', utility, { day: '2026-10-01', isWindowOpen: true }, 26_000],
  ['marketing inside the window was never free', marketing, { day: '2026-09-30', isWindowOpen: true }, 61_800],
  ['anything after an advertisement', marketing, { isEntryPoint: true }, 'entry-point'],
]
for (const [what, asked, situation, expected] of quotes)
  test(`${what}: ${expected}`, () => {
    const quote = quoteOf(table, asked, { ...here, ...situation })
    assert.equal(quote.kind === 'rate' ? quote.amountMicros : quote.kind === 'free' ? quote.why : quote.kind, expected)
  })

test('an answer has a price of its own where the table has one', () => {
  const quote = quoteOf([...table, rate('AR', 'service', 5_000)], text, here)
  assert.ok(quote.kind === 'rate' && quote.amountMicros === 5_000 && quote.category === 'service')
})

const at = (hour: number): string => new Date(Date.UTC(2026, 10, 20, hour)).toISOString()
const entries: [what: string, referralAt: string | null, answeredAt: string | null, now: number, until: string | null][] = [
  ['nobody came by an advertisement', null, null, 0, null],
  ['the first answer opens three days', at(0), null, 2, at(74)],
  ['the very last instant before it is too late', at(0), at(24), 30, null],
  ['answered within the day', at(0), at(23), 30, at(95)],
  ['not answered in a day', at(0), null, 24, null],
  ['three days later it is over', at(0), at(1), 73, null],
  ['and one hour before it is not', at(0), at(1), 72, at(73)],
]
for (const [what, referralAt, answeredAt, now, until] of entries)
  test(what, () => assert.equal(entryPointUntil({ referralAt, answeredAt }, new Date(at(now))), until))

for (const [category, isBillable, expected] of [
  ['utility', true, 26_000],
  ['service', true, 26_000],
  ['marketing_lite', true, 61_800],
  ['referral_conversion', false, 0],
  ['general_purpose_ai', true, undefined],
] as const)
  test(`charged as ${category}: ${expected}`, () => assert.equal(chargedAs(table, { category, isBillable }, here)?.amountMicros, expected))

for (const [waId, userId, country] of [
  ['5491155550101', null, 'AR'],
  ['5215512345678', null, 'MX'],
  ['18095550143', null, 'DO'],
  [null, 'BR.900112233', 'BR'],
  [null, 'nobody', null],
  ['99', null, null],
] as const)
  test(`${waId ?? userId} is of ${country}`, () => assert.equal(countryOf({ waId, userId }), country))

test('the nearest market wins even when a farther one is cheaper', () =>
  assert.equal(rateFor([rate('other', 'utility', 1), rate('AR', 'utility', 9)], 'utility', here)?.amountMicros, 9))
