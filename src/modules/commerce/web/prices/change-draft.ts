import { startOfDay } from '#kernel/contract/calendar-day.ts'
import { minorDigits } from '#kernel/contract/currency-digits.ts'
import type { CreatePriceChange } from '#commerce/contract/price-change.ts'
import { readBasisPoints, readMinor } from '#commerce/web/prices/amounts.ts'
import type { Marks } from '#web/number-text.ts'
import { readRate } from '#web/rate-text.ts'

/** A change of many prices as it is typed. */
export type ChangeDraft = {
  listId: string
  search: string
  categoryId: string | null
  label: string
  brandId: string | null
  kind: 'percent' | 'exchange-rate' | 'amount' | 'from-list' | 'from-cost'
  percent: string
  fromRate: string
  toRate: string
  amount: string
  otherListId: string | null
  rate: string
  rounding: RoundingName
  direction: 'nearest' | 'up' | 'down'
  /** Empty: now. */
  day: string
}

export const roundings = ['none', '1', '10', '50', '100', '1000', '99', '990'] as const
export type RoundingName = (typeof roundings)[number]

export const beginning = (listId: string): ChangeDraft => ({
  listId,
  search: '',
  categoryId: null,
  label: '',
  brandId: null,
  kind: 'percent',
  percent: '',
  fromRate: '',
  toRate: '',
  amount: '',
  otherListId: null,
  rate: '',
  rounding: '10',
  direction: 'nearest',
  day: '',
})

type Asked = Pick<CreatePriceChange, 'selection' | 'rule' | 'rounding' | 'from'>
/** What is not said yet, or cannot be read: the field that asks for it. */
export type Missing = 'percent' | 'fromRate' | 'toRate' | 'amount' | 'otherListId' | 'rate'

/** What it asks for, or what is missing. `currency` is the list's; `baseCurrency` that of the other list. */
export function askedOf(
  draft: ChangeDraft,
  { currency, baseCurrency, zone, marks }: { currency: string; baseCurrency: string; zone: string; marks: Marks },
): Asked | Missing {
  const rule = ruleOf(draft, currency, baseCurrency, marks)
  if (typeof rule === 'string') return rule
  return {
    selection: {
      listId: draft.listId,
      ...(draft.search.trim() && { search: draft.search.trim() }),
      ...(draft.categoryId && { categoryId: draft.categoryId }),
      ...(draft.label.trim() && { label: draft.label.trim() }),
      ...(draft.brandId && { brandId: draft.brandId }),
    },
    rule,
    rounding: roundingOf(draft, currency),
    from: draft.day === '' ? null : startOfDay(zone, draft.day),
  }
}

function ruleOf(draft: ChangeDraft, currency: string, baseCurrency: string, marks: Marks): Asked['rule'] | Missing {
  const points = readBasisPoints(draft.percent, marks)
  switch (draft.kind) {
    case 'percent':
      return points === null ? 'percent' : { kind: 'percent', basisPoints: points }
    case 'exchange-rate': {
      const [fromNanos, toNanos] = [readRate(draft.fromRate), readRate(draft.toRate)]
      if (fromNanos === null) return 'fromRate'
      return toNanos === null ? 'toRate' : { kind: 'exchange-rate', fromNanos, toNanos }
    }
    case 'amount': {
      const text = draft.amount.trim().replace('−', '-')
      const minor = readMinor(text.replace(/^[+-]\s*/, ''), currency, marks)
      return minor === null ? 'amount' : { kind: 'amount', amountMinor: text.startsWith('-') ? -minor : minor }
    }
    case 'from-list': {
      if (!draft.otherListId) return 'otherListId'
      const more = draft.percent.trim() === '' ? 0 : points
      if (more === null) return 'percent'
      const rateNanos = baseCurrency === currency ? null : readRate(draft.rate)
      if (baseCurrency !== currency && rateNanos === null) return 'rate'
      return { kind: 'from-list', listId: draft.otherListId, rateNanos, basisPoints: more }
    }
    case 'from-cost': {
      if (points === null) return 'percent'
      const rateNanos = draft.rate.trim() === '' ? null : readRate(draft.rate)
      return draft.rate.trim() !== '' && rateNanos === null ? 'rate' : { kind: 'from-cost', rateNanos, basisPoints: points }
    }
  }
}

/** To so many whole units of the currency; `99` ends on a unit less one hundredth, `990` on a thousand less ten. */
function roundingOf({ rounding, direction }: ChangeDraft, currency: string): Asked['rounding'] {
  if (rounding === 'none') return null
  const unit = 10 ** minorDigits(currency)
  if (rounding === '99') return { stepMinor: unit, offsetMinor: unit === 1 ? 0 : -1, direction }
  if (rounding === '990') return { stepMinor: 1000 * unit, offsetMinor: -10 * unit, direction }
  return { stepMinor: Number(rounding) * unit, offsetMinor: 0, direction }
}
