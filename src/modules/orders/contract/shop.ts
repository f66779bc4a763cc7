import { z } from 'zod'
import { BasketLine, Fulfilment } from '#commerce/contract/quote.ts'
import { Id } from '#kernel/contract/ids.ts'
import { BusinessInstant, Instant } from '#kernel/contract/time.ts'
import { NoticeTemplate } from '#orders/contract/notice.ts'
import { PaymentMethod } from '#orders/contract/order-state.ts'
import { isSlug } from '#orders/contract/shop-slug.ts'

const mostMinor = 1_000_000_000_000

/** How a brand sells on the web. Amounts are in the currency of the brand. */
export const ShopTerms = z.object({
  /** Under its name. */
  welcome: z.string().trim().max(300).default(''),
  fulfilments: z.array(Fulfilment).min(1).max(3).default(['delivery', 'pickup']),
  methods: z.array(PaymentMethod).min(1).max(4).default(['cash']),
  /** Where transfers go to, as the customer is shown it. */
  transferAlias: z.string().trim().max(120).default(''),
  /** Of the goods, after what promotions take off; 0: anything is taken. */
  minimumMinor: z.int().min(0).max(mostMinor).default(0),
  /** How long before a chosen hour it has to be ordered. */
  leadMinutes: z.int().min(0).max(2_880).default(30),
  /** What its orders begin as. */
  beginsAs: z.enum(['received', 'confirmed']).default('received'),
  /** Tables are numbered from 1; 0: nobody orders from a table. */
  tables: z.int().min(0).max(300).default(0),
  /** The number that customers write to; empty: that of the brand's channel. */
  whatsapp: z.string().trim().max(40).default(''),
  /** A word to who left something in the basket, and said that they may be reminded. Off without a template. */
  reminder: z
    .object({ isOn: z.boolean(), afterMinutes: z.int().min(15).max(1_440), template: NoticeTemplate.nullable() })
    .default({ isOn: false, afterMinutes: 60, template: null }),
})
export type ShopTerms = z.output<typeof ShopTerms>

export const ShopSlug = z.string().trim().toLowerCase().refine(isSlug, { error: 'orders.problems.shop_slug_wrong' })

/** `version` 0: nobody has said anything yet, and there is no shop. */
export const Shop = z.object({
  brandId: Id,
  slug: z.string(),
  isOn: z.boolean(),
  coverFileId: Id.nullable(),
  coverUrl: z.string().nullable(),
  terms: ShopTerms,
  url: z.string(),
  version: z.int(),
})
export type Shop = z.infer<typeof Shop>

export const UpdateShop = z.object({
  brandId: Id,
  slug: ShopSlug,
  isOn: z.boolean(),
  coverFileId: Id.nullable(),
  terms: ShopTerms,
})
export type UpdateShop = z.output<typeof UpdateShop>

/** A picture that was uploaded to become a cover; forgotten after two days unless a shop takes it. */
export const UploadedCover = z.object({ fileId: Id, url: z.string() })

export const shopSlugInPath = z.string().max(60)
export const BasketToken = z.string().regex(/^[\w-]{22}$/)

/** Where it is to be brought, as a visitor says it. `zoneId`: the neighbourhood or zone that they chose from the list. */
export const ShopAddress = z.object({
  text: z.string().trim().max(200).default(''),
  notes: z.string().trim().max(200).default(''),
  neighbourhood: z.string().trim().max(80).default(''),
  zoneId: Id.nullable().default(null),
  latitude: z.number().min(-90).max(90).nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
})
export type ShopAddress = z.output<typeof ShopAddress>

export const CustomerKey = z.string().regex(/^[\w-]{46}$/)

/** What a visitor wants so far. Prices are no part of it. */
export const ShopDraft = z.object({
  lines: z.array(BasketLine).max(60),
  couponCodes: z.array(z.string().trim().toUpperCase().min(1).max(40)).max(3).default([]),
  fulfilment: Fulfilment,
  address: ShopAddress.nullable().default(null),
  tableName: z.string().trim().min(1).max(40).nullable().default(null),
  wantedAt: BusinessInstant.nullable().default(null),
  name: z.string().trim().max(80).default(''),
  phone: z.string().trim().max(40).default(''),
  wantsReminder: z.boolean().default(false),
  note: z.string().trim().max(500).default(''),
  paymentMethod: PaymentMethod.nullable().default(null),
  paysWithMinor: z.int().min(0).max(mostMinor).nullable().default(null),
  /** Of the link that a customer was sent: their prices. What is no key of anybody changes nothing. */
  customerKey: CustomerKey.nullable().default(null),
})
export type ShopDraft = z.output<typeof ShopDraft>

/** What it comes to now. Words are the shop's language, amounts minor units. */
export const ShopOffer = z.object({
  currency: z.string(),
  lines: z.array(
    z.object({
      /** Its place in what was asked. */
      at: z.int(),
      name: z.string(),
      modifiers: z.array(z.string()),
      grossMinor: z.int(),
      totalMinor: z.int(),
    }),
  ),
  /** Left out of the sum: cannot be had any more, or not so. */
  gone: z.array(z.object({ at: z.int(), name: z.string(), why: z.string() })),
  /** What promotions did, and why a coupon did nothing. */
  promotions: z.array(z.object({ name: z.string(), amountMinor: z.int(), refusal: z.string().nullable(), code: z.string().nullable() })),
  subtotalMinor: z.int(),
  discountMinor: z.int(),
  deliveryMinor: z.int(),
  deliveryDiscountMinor: z.int(),
  taxMinor: z.int(),
  includesTax: z.boolean(),
  totalMinor: z.int(),
  /** What stands in the way of bringing it, and the sentence for it. */
  trouble: z.object({ code: z.enum(['outside', 'unsure', 'below_minimum', 'address']), text: z.string() }).nullable(),
  /** Less than the shop asks for: how much is missing, said in words. */
  minimum: z.string().nullable(),
  /** Until it is there, when it is wanted now. */
  promise: z.string(),
})
export type ShopOffer = z.infer<typeof ShopOffer>

export const ShopSlot = z.object({ at: Instant, label: z.string() })
export type ShopSlot = z.infer<typeof ShopSlot>

/** `offer` is null of an empty basket. `slots`: when it can be wanted; `isOpen`: also now. */
export const ShopBasket = z.object({
  offer: ShopOffer.nullable(),
  isOpen: z.boolean(),
  hours: z.string(),
  slots: z.array(ShopSlot),
  /** It became this order; null: not yet. */
  orderUrl: z.string().nullable(),
})
export type ShopBasket = z.infer<typeof ShopBasket>

/** `expectedTotalMinor`: what the customer saw last. Costs it something else by now, nothing is ordered. */
export const PlaceShopOrder = ShopDraft.extend({
  slug: shopSlugInPath,
  token: BasketToken,
  expectedTotalMinor: z.int().min(0).max(mostMinor),
})
export type PlaceShopOrder = z.output<typeof PlaceShopOrder>

/** A basket that was left behind by somebody who may be reached. */
export const LeftBasket = z.object({
  id: Id,
  brandId: Id,
  name: z.string(),
  phone: z.string(),
  itemCount: z.int(),
  items: z.array(z.object({ name: z.string(), quantityMilli: z.int() })),
  totalMinor: z.int(),
  currency: z.string(),
  touchedAt: Instant,
  remindedAt: Instant.nullable(),
  reminderRefusal: z.string().nullable(),
})
export type LeftBasket = z.infer<typeof LeftBasket>

/** Who a customer of the shop said they are. `wasKnown`: the number was of somebody already; nobody has checked that it is them. */
export const ShopClaim = z.object({ name: z.string(), phone: z.string(), wasKnown: z.boolean(), url: z.string().nullable() })
export type ShopClaim = z.infer<typeof ShopClaim>

/** Where a customer sees their own prices in the shop of a brand. */
export const ShopLink = z.object({ brandId: Id, url: z.string() })
export type ShopLink = z.infer<typeof ShopLink>
