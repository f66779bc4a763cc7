import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedOf, beginning, type ChangeDraft } from '#commerce/web/prices/change-draft.ts'

const marks = { decimalSeparator: ',', thousandSeparator: '.' }
const about = { currency: 'ARS', baseCurrency: 'ARS', zone: 'America/Argentina/Buenos_Aires', marks }
const draft = (change: Partial<ChangeDraft>): ChangeDraft => ({ ...beginning('l'), rounding: 'none', ...change })
const ruleOf = (change: Partial<ChangeDraft>, more = {}) => {
  const asked = askedOf(draft(change), { ...about, ...more })
  return typeof asked === 'string' ? asked : asked.rule
}

const cases: [Partial<ChangeDraft>, unknown, object?][] = [
  [{ percent: '8,5' }, { kind: 'percent', basisPoints: 850 }],
  [{ percent: '' }, 'percent'],
  [{ kind: 'exchange-rate', fromRate: '1.200', toRate: '' }, 'toRate'],
  [
    { kind: 'exchange-rate', fromRate: '1.200', toRate: '1350' },
    { kind: 'exchange-rate', fromNanos: 1.2e12, toNanos: 1.35e12 },
  ],
  [
    { kind: 'amount', amount: '- 500' },
    { kind: 'amount', amountMinor: -50_000 },
  ],
  [{ kind: 'from-list' }, 'otherListId'],
  [
    { kind: 'from-list', otherListId: 'o' },
    { kind: 'from-list', listId: 'o', rateNanos: null, basisPoints: 0 },
  ],
  [{ kind: 'from-list', otherListId: 'o' }, 'rate', { baseCurrency: 'USD' }],
  [{ kind: 'from-cost', percent: '60', rate: 'x' }, 'rate'],
  [
    { kind: 'from-cost', percent: '60' },
    { kind: 'from-cost', rateNanos: null, basisPoints: 6_000 },
  ],
]
for (const [change, wanted, more] of cases)
  test(`${JSON.stringify(change)} asks for ${JSON.stringify(wanted)}`, () => assert.deepEqual(ruleOf(change, more), wanted))

test('rounding is in whole units of the currency, and a day is midnight where the shop is', () => {
  const asked = (change: Partial<ChangeDraft>, currency = 'ARS') => {
    const made = askedOf(draft({ percent: '1', ...change }), { ...about, currency })
    return typeof made === 'string' ? null : made
  }
  assert.deepEqual(asked({ rounding: '50' })?.rounding, { stepMinor: 5_000, offsetMinor: 0, direction: 'nearest' })
  assert.deepEqual(asked({ rounding: '99', direction: 'up' })?.rounding, { stepMinor: 100, offsetMinor: -1, direction: 'up' })
  assert.deepEqual(asked({ rounding: '990' }, 'CLP')?.rounding, { stepMinor: 1_000, offsetMinor: -10, direction: 'nearest' })
  assert.equal(asked({ day: '2026-12-01' })?.from, '2026-12-01T03:00:00.000Z')
})
