import { lifetimeValue, valueMonths, weeksPerMonth } from '#orders/server/customers/lifetime-value.ts'
import {
  aliveProbability,
  expectedPurchases,
  fitPurchases,
  type PurchaseHistory,
  type PurchaseModel,
} from '#orders/server/customers/purchase-model.ts'
import { rfmScores, segmentOf } from '#orders/server/customers/rfm.ts'
import { expectedSpend, fitSpending, type SpendModel } from '#orders/server/customers/spend-model.ts'
import type { RfmScores, RfmSegment } from '#orders/contract/rfm.ts'
import { median } from '#kernel/contract/statistics.ts'

/** The days on which a customer bought, counted from any day, in order; how many orders each and what they came to. */
export type Purchases = { contactId: string; days: number[]; counts: number[]; amounts: number[]; lastAt: string }
export type Customers = { today: number; lineOfBusiness: string | null; purchases: readonly Purchases[] }

export type Valued = RfmScores & {
  contactId: string
  orders: number
  totalMinor: number
  firstDay: number
  lastDay: number
  lastAt: string
  gapDays: number | null
  yearOrders: number
  yearMinor: number
  segment: RfmSegment
  alivePercent: number | null
  expectedMilli: number | null
  valueMinor: number | null
  isLeaving: boolean
}
export type ValueModel = { purchases: PurchaseModel; spending: SpendModel | null }
export type Valuation = { customers: number; repeaters: number; model: ValueModel | null; valued: Valued[] }

const windowDays = 365
/** Of fewer who came back nobody can say when they will again. */
const fewRepeaters = 30
const gone = 0.3

/** Everything that is said of customers, from what they bought alone. */
export function valuate({ today, lineOfBusiness, purchases }: Customers): Valuation {
  const all = purchases.filter(({ days }) => days.length > 0)
  const model = modelOf(all, today)
  const years = all.map((one) => yearOf(one, today))
  const active = years.filter(({ orders }) => orders > 0)
  const scores = new Map(rfmScores(active, lineOfBusiness).map((score, i) => [active[i], score]))
  const valued = all.map((one, i): Valued => {
    const year = years[i] ?? { days: 0, orders: 0, amountMinor: 0 }
    const score = scores.get(year) ?? { recency: 1, frequency: 1, monetary: 1 }
    const history = historyOf(one, today)
    const orders = sum(one.counts)
    const gap = gapOf(one.days)
    const alive = model && aliveProbability(model.purchases, history)
    return {
      ...score,
      contactId: one.contactId,
      orders,
      totalMinor: sum(one.amounts),
      firstDay: one.days[0] ?? today,
      lastDay: one.days.at(-1) ?? today,
      lastAt: one.lastAt,
      gapDays: gap === null ? null : Math.round(gap),
      yearOrders: year.orders,
      yearMinor: year.amountMinor,
      segment: year.orders === 0 ? 'lost' : segmentOf(score, orders),
      alivePercent: alive === null ? null : Math.round(alive * 100),
      ...expectedOf(model, one, history),
      isLeaving: (alive !== null && alive < gone) || (one.days.length >= 3 && gap !== null && today - (one.days.at(-1) ?? today) > 2 * gap),
    }
  })
  return { customers: all.length, repeaters: all.filter((one) => sum(one.counts) > 1).length, model, valued }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** What was bought on one day is one purchase: whoever forgot the drinks did not come back. */
const historyOf = ({ days }: Purchases, today: number): PurchaseHistory => {
  const [first = today] = days
  return { repeats: days.length - 1, recency: ((days.at(-1) ?? first) - first) / 7, age: (today - first) / 7 }
}

const spendingOf = ({ days, amounts }: Purchases) => ({
  repeats: days.length - 1,
  average: days.length > 1 ? sum(amounts.slice(1)) / (days.length - 1) : 0,
})

function modelOf(all: readonly Purchases[], today: number): ValueModel | null {
  const repeaters = all.filter(({ days }) => days.length > 1)
  if (repeaters.length < fewRepeaters) return null
  const histories = new Map<string, PurchaseHistory & { count: number }>()
  for (const one of all) {
    const history = historyOf(one, today)
    const key = `${history.repeats} ${history.recency} ${history.age}`
    const same = histories.get(key)
    if (same) same.count++
    else histories.set(key, { ...history, count: 1 })
  }
  const spent = repeaters.map((one) => ({ ...spendingOf(one), count: 1 })).filter(({ average }) => average > 0)
  return { purchases: fitPurchases([...histories.values()]), spending: fitSpending(spent) ?? null }
}

/** Of what somebody spends nothing is said where spending has no average: then it is what they spent so far. */
function expectedOf(model: ValueModel | null, one: Purchases, history: PurchaseHistory): Pick<Valued, 'expectedMilli' | 'valueMinor'> {
  if (!model) return { expectedMilli: null, valueMinor: null }
  const spent = spendingOf(one)
  const each = model.spending ? expectedSpend(model.spending, spent) : sum(one.amounts) / one.days.length
  return {
    expectedMilli: Math.round(expectedPurchases(model.purchases, history, valueMonths * weeksPerMonth) * 1000),
    valueMinor: Math.round(lifetimeValue(model.purchases, history, each)),
  }
}

function yearOf({ days, counts, amounts }: Purchases, today: number) {
  const within = days.map((day) => today - day < windowDays)
  return {
    days: today - (days.at(-1) ?? today),
    orders: sum(counts.filter((_, i) => within[i])),
    amountMinor: sum(amounts.filter((_, i) => within[i])),
  }
}

const gapOf = (days: readonly number[]): number | null => median(days.slice(1).map((day, i) => day - (days[i] ?? day)))
