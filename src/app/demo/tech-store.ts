import { calendars } from '../../../demos/tech-store/hours.ts'
import { shop } from '../../../demos/tech-store/shop.ts'
import { story } from '../../../demos/tech-store/story.ts'
import { trade } from '../../../demos/tech-store/trade.ts'
import type { Demo } from '#app/demo/demos.ts'

/** A computer shop: one thing at a time, for a lot of money. */
export const demo: Demo = { shop, calendars, trade, story: { ...story, fieldsOf: () => ({}) }, more: () => ({}) }
