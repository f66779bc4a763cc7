import { calendars, slaPolicies } from '../../../demos/chicken-shop/hours.ts'
import { pipelines } from '../../../demos/chicken-shop/pipelines.ts'
import { shop } from '../../../demos/chicken-shop/shop.ts'
import { story } from '../../../demos/chicken-shop/story.ts'
import { trade } from '../../../demos/chicken-shop/trade.ts'
import { streets } from '../../../demos/names.ts'
import { dealHistoryOf, dollarRatesOf } from '#app/demo/deal-history.ts'
import type { Demo } from '#app/demo/demos.ts'
import { birthdayOf, type Story } from '#app/demo/history.ts'
import { leadHistoryOf } from '#app/demo/lead-history.ts'
import { pick } from '#app/demo/random.ts'

/** A fried-chicken shop, of which every module shows something. */
export const chickenStory: Story = {
  ...story,
  fieldsOf: (random, { kind, i }) => ({
    ...(random() < 0.55 && { direccion: `${pick(random, streets)} ${100 + Math.floor(random() * 2_400)}` }),
    ...(random() < 0.3 && { picante: pick(random, shop.contactFields[1].options).id }),
    ...(kind === 'person' && i % 3 === 0 && { cumpleanos: birthdayOf(i) }),
  }),
}

export const demo: Demo = {
  shop,
  calendars,
  trade,
  story: chickenStory,
  more: (seed, now, contacts) => ({
    slaPolicies,
    pipelines,
    leads: leadHistoryOf(seed, now),
    deals: dealHistoryOf(seed, now, contacts),
    exchangeRates: dollarRatesOf(seed, now),
  }),
}
