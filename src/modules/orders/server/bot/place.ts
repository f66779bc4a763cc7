import type { MenuCategory, OfferedProduct, SaleModifierGroup } from '#commerce/contract/product-sale.ts'
import type { Fulfilment } from '#commerce/contract/quote.ts'
import type { DialogueSaid, DialogueWhy } from '#kernel/dialogue.ts'
import type { Address } from '#orders/contract/order.ts'
import type { PaymentMethod } from '#orders/contract/order-state.ts'
import type { OrderCandidate } from '#orders/contract/parsed-order.ts'
import type { Zone } from '#orders/contract/zone.ts'
import type { CatalogueIndex } from '#orders/server/parsing/catalogue-index.ts'

/** What stands in the basket. `n` tells lines apart that are otherwise the same. */
export type CartLine = { n: number; variantId: string; productId: string; quantityMilli: number; modifierIds: string[]; note: string }

/** Something that is wanted, as far as it is known; what is missing is asked for, one thing after the other. */
export type Wish = {
  productId: string | null
  candidates: OrderCandidate[]
  variantId: string | null
  quantityMilli: number | null
  modifierIds: string[]
  note: string
  /** It was typed: nobody who typed what they want is asked what they did not speak of, unless it has to be known. */
  isTyped: boolean
  /** Groups that were asked about. */
  asked: string[]
}

export const steps = [
  'greeting',
  'closed',
  'resume',
  'menu',
  'products',
  'wish',
  'cart',
  'edit',
  'fulfilment',
  'address',
  'outside',
  'payment',
  'cash',
  'confirm',
] as const
export type Step = (typeof steps)[number]

/** Where an order stands in its conversation. Together with what is sold there is nothing else to know. */
export type Place = {
  step: Step
  categoryId: string | null
  page: number
  lines: CartLine[]
  wishes: Wish[]
  /** The number of the line that was spoken of last. */
  lastLine: number | null
  nextLine: number
  fulfilment: Fulfilment | null
  address: Address | null
  payment: PaymentMethod | null
  paysWithMinor: number | null
  /** What it came to when the customer was shown it: another sum is shown again before anything is ordered. */
  shownMinor: number | null
  wantedAt: string | null
  /** An address was typed that nobody can place: where they are was asked for. */
  isUnsure: boolean
  /** The number of what was asked last: a part of what is pressed, so that it is known which message was. */
  asked: number
  offered: { id: string; title: string }[]
  taps: string[]
  lastTapAt: string | null
  misses: number
}

export const newPlace: Place = {
  step: 'greeting',
  categoryId: null,
  page: 0,
  lines: [],
  wishes: [],
  lastLine: null,
  nextLine: 1,
  fulfilment: null,
  address: null,
  payment: null,
  paysWithMinor: null,
  shownMinor: null,
  wantedAt: null,
  isUnsure: false,
  asked: 0,
  offered: [],
  taps: [],
  lastTapAt: null,
  misses: 0,
}

/** Everything that differs from one shop and one moment to the next. */
export type Facts = {
  now: string
  /** Names the conversation in what is pressed: what was sent in another one means nothing here. */
  key: string
  /** `none` of who is known by a number alone. */
  customerName: string
  categories: readonly MenuCategory[]
  productById: ReadonlyMap<string, OfferedProduct>
  groupById: ReadonlyMap<string, SaleModifierGroup>
  index: CatalogueIndex
  zones: readonly Zone[]
  /** What they had last, if it came to them. */
  usual: readonly Pick<CartLine, 'variantId' | 'quantityMilli' | 'modifierIds' | 'note'>[]
  lastAddress: Address | null
  /** Decimals of the currency. */
  digits: number
  isOpen: boolean
  opensAt: string | null
  /** While it is closed an order may be left for when it opens. */
  takesLater: boolean
  /** How long nothing was said. */
  silentMs: number
}

/** A choice to press. `label` is a key of the words unless `title` says it. `pricesOf`: what these cost stands below; `addsMinor`: what it costs on top. */
export type Option = {
  verb: string
  label?: string
  title?: string
  description?: string
  pricesOf?: readonly string[]
  addsMinor?: number
}

/** Something to say: a key of the words, its values, what to choose from. `shows`: what is in the basket, or all of the order. */
export type Screen = {
  text: string
  values: Record<string, string | number>
  options: readonly Option[]
  shows: 'nothing' | 'total' | 'cart' | 'summary'
  asksPlace: boolean
}

/** What is to be done beside saying something. `wait`: the customer goes, what they have is kept. */
export type Deed = 'none' | 'place' | 'leave' | 'wait' | 'person'
/** `why` a person is needed, if one is; `waits`: variants of which they want to hear once they are there again. */
export type Advanced = { place: Place; screens: Screen[]; deed: Deed; why: DialogueWhy; waits: readonly string[] }
export type Said = DialogueSaid

export const screen = (text: string, more: Partial<Omit<Screen, 'text'>> = {}): Screen => ({
  text,
  values: {},
  options: [],
  shows: 'nothing',
  asksPlace: false,
  ...more,
})

export const optionId = ({ key, asked }: { key: string; asked: number }, verb: string): string => `${key.slice(-6)}.${asked}.${verb}`
