import { logNormal, pick, pickWeighted, randomOf, type Random } from '#app/demo/random.ts'
import type { Trade } from '#app/demo/trade.ts'
import { chance, gamma, poisson, zipf } from '#app/demo/distributions.ts'

/** An order as it went, from the moment that it was placed to the last thing that was done about it. Instants. */
export type PastOrder = {
  at: string
  /** Place among the shop's contacts; nobody who is known otherwise. */
  customer: number | null
  door: string
  fulfilment: string
  /** Key of the person who took it. */
  by: string | null
  items: { key: string; quantity: number; asked: string[] }[]
  steps: { state: string; at: string; reason: string | null }[]
  paid: { method: string; at: string } | null
  /** The last item comes back. */
  claim: { reason: string; at: string } | null
}

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs
const weekMs = 7 * dayMs
const monthDays = 30.44

/**
 * Months of orders that end some hours ago, where today's begin: the same for the same seed and moment. Customers come back as BG/NBD says, each at a
 * rate of their own until they stay away; whoever is not known comes by chance. Both come at the hours at which people eat.
 */
export function orderHistoryOf(seed: number, now: Date, trade: Trade): PastOrder[] {
  const random = randomOf(seed ^ 0x0dde5)
  const begin = now.getTime() - trade.months * monthDays * dayMs
  const end = now.getTime() - 150 * minuteMs
  const moments = [
    ...customersOf(random, trade, begin, end),
    ...strangersOf(random, trade, begin, end),
    ...monthlyOf(seed, trade, begin, end),
  ].toSorted((a, b) => a.at - b.at)
  return moments.filter(({ at }) => at < end).map((moment) => orderOf(random, trade, moment, now.getTime()))
}

type Items = PastOrder['items']
/** `items`: what it is, where that is not left to chance. */
type Moment = { at: number; customer: number | null; items?: Items }

/** What each of them has every month, and the day on which they have it: from some month on, when they had tried it. */
export function monthlyBaskets(seed: number, trade: Trade): { customer: number; day: number; sinceMonth: number; items: Items }[] {
  const random = randomOf(seed ^ 0x30117)
  return Array.from({ length: trade.monthly?.customers ?? 0 }, (_, customer) => ({
    customer,
    day: 1 + Math.floor(random() * 28),
    sinceMonth: Math.floor(random() * trade.months * 0.7),
    items: itemsOf(random, trade, 1),
  }))
}

function monthlyOf(seed: number, trade: Trade, begin: number, end: number): Moment[] {
  const random = randomOf(seed ^ 0x30118)
  return monthlyBaskets(seed, trade).flatMap(({ customer, day, sinceMonth, items }) => {
    const first = wall(trade, begin)
    const moments: Moment[] = []
    for (let month = sinceMonth; ; month++) {
      const at = mealOn(
        random,
        trade,
        Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, day, 12) - trade.offsetHours * 60 * minuteMs,
      )
      if (at >= end) return moments
      if (at >= begin) moments.push({ at, customer, items })
    }
  })
}

/** They came to be customers one after the other, from the first day to the last. */
function customersOf(random: Random, trade: Trade, begin: number, end: number): Moment[] {
  const { count, r, alpha, a, b } = trade.customers
  return Array.from({ length: count }, (_, customer) => {
    const rate = gamma(random, r) / alpha
    const leaving = gamma(random, a)
    const dropout = leaving / (leaving + gamma(random, b))
    const moments: Moment[] = []
    for (let at = begin + random() * 0.98 * (end - begin); at < end;) {
      moments.push({ at: mealNear(random, trade, at), customer })
      // The first time is how they came to be customers; after each they may be gone.
      if (moments.length > 1 && random() < dropout) break
      if (moments.length === 1 && random() < 0.2) break
      at += (-Math.log(1 - random()) / rate) * weekMs
    }
    return moments
  }).flat()
}

function strangersOf(random: Random, trade: Trade, begin: number, end: number): Moment[] {
  const moments: Moment[] = []
  for (let day = begin; day < end; day += dayMs) {
    const growth = trade.growth + ((1 - trade.growth) * (day - begin)) / (end - begin)
    const rain = chance(random, trade.rain.share) ? trade.rain.factor : 1
    const count = poisson(random, trade.strangersPerDay * growth * rain * dayFactor(trade, day))
    for (let i = 0; i < count; i++) moments.push({ at: mealOn(random, trade, day), customer: null })
  }
  return moments
}

/** The day as the shop's clock has it, read as if it were UTC. */
const wall = ({ offsetHours }: Trade, at: number): Date => new Date(at + offsetHours * 60 * minuteMs)

function dayFactor(trade: Trade, at: number): number {
  const day = wall(trade, at)
  const month = day.getUTCMonth() + 1
  const { feast } = trade
  const isFeast = feast && month === feast.month && day.getUTCDay() === feast.weekday && Math.ceil(day.getUTCDate() / 7) === feast.nth
  const mean = trade.weekdays.reduce((sum, one) => sum + one, 0) / 7
  return ((trade.weekdays[day.getUTCDay()] ?? 1) / mean) * (trade.seasons[month] ?? 1) * (isFeast ? feast.factor : 1)
}

/** Somebody wants to come about then, and comes on a day on which people do. */
function mealNear(random: Random, trade: Trade, at: number): number {
  const most = Math.max(...trade.weekdays) * 1.4
  for (let turn = 0; turn < 40; turn++) {
    const day = at + (random() * 7 - 3.5) * dayMs
    if (random() * most < dayFactor(trade, day)) return mealOn(random, trade, day)
  }
  return mealOn(random, trade, at)
}

function mealOn(random: Random, trade: Trade, day: number): number {
  const midnight = Math.floor((day + trade.offsetHours * 60 * minuteMs) / dayMs) * dayMs - trade.offsetHours * 60 * minuteMs
  return Math.round(midnight + hourOf(random, trade) * 60 * minuteMs)
}

function hourOf(random: Random, { peaks, otherwise }: Trade): number {
  let rest = random()
  for (const { hour, share, minutes } of peaks)
    if ((rest -= share) < 0)
      return Math.min(
        otherwise.to,
        Math.max(otherwise.from, hour + (Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()) * minutes) / 60),
      )
  return otherwise.from + random() * (otherwise.to - otherwise.from)
}

function orderOf(random: Random, trade: Trade, { at, customer, items }: Moment, now: number): PastOrder {
  const { door, fulfilment, by } = pickWeighted(
    random,
    trade.doors.map((one) => ({ ...one, weight: customer === null ? one.strangers : one.known })),
  )
  const iso = (ms: number): string => new Date(Math.min(ms, now - minuteMs)).toISOString()
  const after = (median: number): number => logNormal(random, median, 0.35) * minuteMs
  const confirmed = at + after(trade.minutes.confirm)
  const order = {
    at: iso(at),
    customer,
    door,
    fulfilment,
    by: by.length > 0 ? pick(random, by) : null,
    items: items ?? itemsOf(random, trade, wall(trade, at).getUTCDay()),
    paid: null,
    claim: null,
  }
  if (chance(random, trade.cancelled.share)) {
    const reason = pickWeighted(random, trade.cancelled.reasons).text
    const steps = [
      { state: 'confirmed', at: iso(confirmed), reason: null },
      { state: 'cancelled', at: iso(confirmed + after(9)), reason },
    ]
    return { ...order, steps }
  }
  const preparing = confirmed + after(3)
  const ready = preparing + after(trade.minutes.prepare)
  const left = fulfilment === 'delivery' ? ready + after(4) : null
  const delivered = left === null ? ready + after(5) : left + after(trade.minutes.deliver)
  const step = (state: string, ms: number) => ({ state, at: iso(ms), reason: null })
  return {
    ...order,
    steps: [
      step('confirmed', confirmed),
      step('preparing', preparing),
      step('ready', ready),
      ...(left === null ? [] : [step('on_the_way', left)]),
      step('delivered', delivered),
    ],
    paid: { method: pickWeighted(random, trade.paidBy).method, at: iso(delivered) },
    claim: chance(random, trade.claims.share)
      ? { reason: pickWeighted(random, trade.claims.reasons).text, at: iso(delivered + after(25)) }
      : null,
  }
}

/** One line and by chance more: what sells best most often, and what goes with it. */
function itemsOf(random: Random, trade: Trade, weekday: number): Items {
  const { goods, offer, pairs } = trade
  const wanted = new Map<string, number>()
  const lines = 1 + poisson(random, trade.moreLines)
  const isOffered = (key: string): boolean => offer !== undefined && offer.weekday === weekday && offer.goods.includes(key)
  const weights = goods.map(({ key }, i) => zipf(i) * (isOffered(key) ? (offer?.factor ?? 1) : 1))
  for (let i = 0; i < lines; i++) {
    const { key } = pickWeighted(
      random,
      goods.map((one, n) => ({ ...one, weight: weights[n] ?? 0 })),
    )
    wanted.set(key, isOffered(key) ? (offer?.quantity ?? 1) : (wanted.get(key) ?? 0) + 1)
    const pair = pairs.find((one) => one.with === key)
    if (pair && !wanted.has(pair.also) && chance(random, pair.chance)) wanted.set(pair.also, 1)
  }
  return [...wanted].map(([key, quantity]) => {
    const { asks = [] } = goods.find((one) => one.key === key) ?? {}
    return { key, quantity, asked: asks.length > 0 ? [pick(random, asks)] : [] }
  })
}
