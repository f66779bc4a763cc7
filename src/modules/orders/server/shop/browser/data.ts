import type { ShopBasket, ShopDraft } from '#orders/contract/shop.ts'
import type { BrowserWord } from '#orders/server/shop/page-data.ts'

export type BrowserChoice = { id: string; name: string; price: number; isThere: boolean }
export type BrowserGroup = { name: string; least: number; most: number; modifiers: BrowserChoice[] }
export type BrowserProduct = {
  name: string
  description: string
  labels: string[]
  imageUrl: string | null
  /** Thousandths that one press adds, and what they are called when they are no pieces. */
  step: number
  unit: string
  variants: BrowserChoice[]
  groups: string[]
}

/** What the page hands to its script. Prices are for the eye: what something costs is asked of the server. */
export type BrowserData = {
  slug: string
  locale: string
  currency: string
  digits: number
  table: string | null
  customerKey: string | null
  fulfilments: string[]
  methods: string[]
  products: Record<string, BrowserProduct>
  groups: Record<string, BrowserGroup>
  words: Record<BrowserWord, string>
}

export type BrowserLine = ShopDraft['lines'][number] & { productId: string; name: string }
export type BrowserState = { token: string; draft: Omit<ShopDraft, 'lines' | 'customerKey'> & { lines: BrowserLine[] } }

export type App = {
  data: BrowserData
  state: BrowserState
  answer: ShopBasket | null
  /** Of the question that was asked last: answers to older ones are late. */
  asked: number
  timer: number
  isPlacing: boolean
  /** The line that is being edited; null: a new one. */
  editing: number | null
}
