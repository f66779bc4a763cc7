import { calendars } from '../../../demos/eco-store/hours.ts'
import { monthly, oftener } from '../../../demos/eco-store/recurring.ts'
import { shop } from '../../../demos/eco-store/shop.ts'
import { story } from '../../../demos/eco-store/story.ts'
import { trade } from '../../../demos/eco-store/trade.ts'
import type { Demo } from '#app/demo/demos.ts'
import { monthlyBaskets } from '#app/demo/order-history.ts'

const dayMs = 86_400_000

/** A shop of goods by weight and refills, much of which goes out again every month. */
export const demo: Demo = {
  shop,
  calendars,
  trade,
  story: { ...story, fieldsOf: () => ({}) },
  more: (seed, now) => ({ recurringOrders: { by: monthly.by, all: [...monthlyFrom(seed, now), ...oftener] } }),
}

/** The same baskets that their history is made of, on the next of their days. */
function monthlyFrom(seed: number, now: Date): object[] {
  const today = new Date(now.getTime() + trade.offsetHours * 3_600_000)
  const inDays = (day: number): number => {
    const [year, month, date] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()]
    return Math.round((Date.UTC(year, day > date ? month : month + 1, day) - Date.UTC(year, month, date)) / dayMs)
  }
  const baskets = monthlyBaskets(seed, trade)
  return monthly.ways.flatMap((way, place) => {
    const basket = baskets[place]
    if (!basket) return []
    const { customer, day, items } = basket
    return [{ rhythm: 'month', fulfilment: way.address === null ? 'pickup' : 'delivery', customer, inDays: inDays(day), items, ...way }]
  })
}
