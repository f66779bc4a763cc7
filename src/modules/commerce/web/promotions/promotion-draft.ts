import { minorOf } from '#web/money-input.ts'
import { instantOf } from '#kernel/contract/business-time.ts'
import type { CreatePromotion, Goods, Promotion, PromotionRule } from '#commerce/contract/promotion.ts'
import type { PromotionKindName } from '#commerce/contract/promotion-kinds.ts'
import type { Door, Fulfilment } from '#commerce/contract/quote.ts'
import { pointsOf, typedOf, wholeOf, type Typed } from '#commerce/web/promotions/amounts.ts'
import { goodsOf, tokensOf } from '#commerce/web/promotions/goods-tokens.ts'
import { scheduleOf, spansOf, type Span } from '#commerce/web/promotions/schedule-spans.ts'

export type PartDraft = { quantity: Typed; goods: string[] }
/** A promotion as its form holds it: everything that can be typed, whatever kind is chosen now. */
export type Draft = {
  name: string
  kind: PromotionKindName
  take: Typed
  pay: Typed
  free: 'per_group' | 'cheapest'
  nth: Typed
  percent: Typed
  amount: Typed
  per: 'unit' | 'all'
  goods: string[]
  parts: PartDraft[]
  leastAmount: Typed
  leastQuantity: Typed
  leastGoods: string[]
  most: Typed
  startsOn: string
  endsOn: string
  isWeekly: boolean
  dayEndsAt: number
  spans: Span[]
  brandIds: string[]
  doors: Door[]
  fulfilments: Fulfilment[]
  segmentIds: string[]
  isFirstPurchase: boolean
  needsCoupon: boolean
  together: 'all' | 'group'
  group: string
  isExclusive: boolean
  skipsReduced: boolean
  priority: Typed
  usesTotal: Typed
  usesPerCustomer: Typed
  budget: Typed
  isPaused: boolean
}

/** Where: amounts and days mean something only there. */
export type Place = { currency: string; zone: string; dayOf: (instant: string) => string }

export const newDraft = (group: string): Draft => ({
  name: '',
  kind: 'n_for_m',
  take: 2,
  pay: 1,
  free: 'per_group',
  nth: 2,
  percent: 10,
  amount: '',
  per: 'unit',
  goods: [],
  parts: [
    { quantity: 1, goods: [] },
    { quantity: 1, goods: [] },
  ],
  leastAmount: '',
  leastQuantity: '',
  leastGoods: [],
  most: '',
  startsOn: '',
  endsOn: '',
  isWeekly: false,
  dayEndsAt: 0,
  spans: [{ days: [2], from: '', to: '' }],
  brandIds: [],
  doors: [],
  fulfilments: [],
  segmentIds: [],
  isFirstPurchase: false,
  needsCoupon: false,
  together: 'all',
  group,
  isExclusive: false,
  skipsReduced: false,
  priority: 0,
  usesTotal: '',
  usesPerCustomer: '',
  budget: '',
  isPaused: false,
})

export function draftOf(promotion: Promotion, usualGroup: string, { currency, dayOf }: Place): Draft {
  const { rule, minimum, schedule, stackingGroup } = promotion
  const usual = newDraft(usualGroup)
  return {
    ...usual,
    ...ruleDraft(rule, currency),
    name: promotion.name,
    leastAmount: typedOf(minimum?.amountMinor ?? null, currency),
    leastQuantity: minimum?.quantityMilli ? minimum.quantityMilli / 1000 : '',
    leastGoods: minimum ? tokensOf(minimum.goods) : [],
    most: typedOf(promotion.mostMinor, currency),
    startsOn: promotion.startsAt === null ? '' : dayOf(promotion.startsAt),
    // What ends at midnight was there until the day before.
    endsOn: promotion.endsAt === null ? '' : dayOf(new Date(Date.parse(promotion.endsAt) - 1).toISOString()),
    isWeekly: schedule !== null,
    dayEndsAt: schedule?.dayEndsAt ?? 0,
    spans: schedule ? spansOf(schedule) : usual.spans,
    brandIds: promotion.brandIds,
    doors: promotion.doors,
    fulfilments: promotion.fulfilments,
    segmentIds: promotion.segmentIds,
    isFirstPurchase: promotion.isFirstPurchase,
    needsCoupon: promotion.needsCoupon,
    together: stackingGroup === null ? 'all' : 'group',
    group: stackingGroup ?? usualGroup,
    isExclusive: promotion.isExclusive,
    skipsReduced: promotion.skipsReduced,
    priority: promotion.priority,
    usesTotal: promotion.usesTotal ?? '',
    usesPerCustomer: promotion.usesPerCustomer ?? '',
    budget: typedOf(promotion.budgetMinor, currency),
    isPaused: promotion.isPaused,
  }
}

function ruleDraft(rule: PromotionRule, currency: string): Partial<Draft> {
  const goods = 'goods' in rule ? { goods: tokensOf(rule.goods) } : {}
  switch (rule.kind) {
    case 'n_for_m':
      return { kind: rule.kind, take: rule.take, pay: rule.pay, free: rule.free, ...goods }
    case 'nth_unit':
      return { kind: rule.kind, nth: rule.nth, percent: rule.basisPoints / 100, ...goods }
    case 'amount':
      return { kind: rule.kind, amount: typedOf(rule.amountMinor, currency), per: rule.per, ...goods }
    case 'price':
      return { kind: rule.kind, amount: typedOf(rule.priceMinor, currency), ...goods }
    case 'combo':
      return {
        kind: rule.kind,
        amount: typedOf(rule.priceMinor, currency),
        parts: rule.parts.map(({ quantity, goods: one }) => ({ quantity, goods: tokensOf(one) })),
      }
    case 'order_amount':
      return { kind: rule.kind, amount: typedOf(rule.amountMinor, currency) }
    case 'percent':
    case 'order_percent':
    case 'delivery':
      return { kind: rule.kind, percent: rule.basisPoints / 100, ...goods }
  }
}

/** What is sent. Null as long as something that its kind needs is missing. */
export function inputOf(draft: Draft, place: Place): CreatePromotion | null {
  const { currency, zone } = place
  const rule = ruleOf(draft, currency)
  if (!rule || draft.name.trim() === '') return null
  const schedule = draft.isWeekly ? scheduleOf(draft.spans, draft.dayEndsAt) : null
  if (draft.isWeekly && !schedule) return null
  const amountMinor = minorOf(draft.leastAmount, currency)
  const quantity = draft.leastQuantity === '' ? null : Math.round(Number(draft.leastQuantity) * 1000)
  return {
    name: draft.name,
    rule,
    minimum:
      amountMinor || quantity
        ? { amountMinor: amountMinor || null, quantityMilli: quantity || null, goods: goodsOf(draft.leastGoods) }
        : null,
    mostMinor: minorOf(draft.most, currency) || null,
    startsAt: dayStart(draft.startsOn, zone, 0),
    endsAt: dayStart(draft.endsOn, zone, 1),
    schedule,
    brandIds: draft.brandIds,
    doors: draft.doors,
    fulfilments: draft.fulfilments,
    segmentIds: draft.segmentIds,
    isFirstPurchase: draft.isFirstPurchase,
    needsCoupon: draft.needsCoupon,
    stackingGroup: draft.together === 'group' ? draft.group.trim() || null : null,
    isExclusive: draft.isExclusive,
    skipsReduced: draft.skipsReduced,
    priority: wholeOf(draft.priority) ?? 0,
    usesTotal: wholeOf(draft.usesTotal),
    usesPerCustomer: wholeOf(draft.usesPerCustomer),
    budgetMinor: minorOf(draft.budget, currency) || null,
    isPaused: draft.isPaused,
  }
}

const dayMs = 86_400_000
const dayStart = (day: string, zone: string, daysAfter: number): string | null =>
  day === '' ? null : new Date(instantOf(zone, Date.parse(`${day}T00:00:00Z`) + daysAfter * dayMs)).toISOString()

function ruleOf(draft: Draft, currency: string): PromotionRule | null {
  const { kind } = draft
  const basisPoints = pointsOf(draft.percent)
  const amountMinor = minorOf(draft.amount, currency)
  const goods: Goods = goodsOf(draft.goods)
  const [take, pay, nth] = [wholeOf(draft.take), wholeOf(draft.pay), wholeOf(draft.nth)]
  switch (kind) {
    case 'n_for_m':
      return take && pay && pay < take ? { kind, take, pay, free: draft.free, goods } : null
    case 'nth_unit':
      return nth && basisPoints ? { kind, nth, basisPoints, goods } : null
    case 'percent':
      return basisPoints ? { kind, basisPoints, goods } : null
    case 'order_percent':
    case 'delivery':
      return basisPoints ? { kind, basisPoints } : null
    case 'amount':
      return amountMinor ? { kind, amountMinor, per: draft.per, goods } : null
    case 'order_amount':
      return amountMinor ? { kind, amountMinor } : null
    case 'price':
      return amountMinor === null ? null : { kind, priceMinor: amountMinor, goods }
    case 'combo': {
      const parts = draft.parts.map((part) => ({ quantity: wholeOf(part.quantity) ?? 1, goods: goodsOf(part.goods) }))
      return amountMinor === null || parts.length === 0 ? null : { kind, priceMinor: amountMinor, parts }
    }
  }
}
