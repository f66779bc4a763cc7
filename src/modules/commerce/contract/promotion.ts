import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { BusinessInstant, Instant } from '#kernel/contract/time.ts'
import { BasketLine, Door, Fulfilment } from '#commerce/contract/quote.ts'

const most = 1_000_000_000_000
const Amount = z.int().min(1).max(most)
const BasisPoints = z.int().min(1).max(10_000)
const ids = z.array(Id).max(200).default([])

/** Which goods: those that are named in any of the lists, a category with all below it. All lists empty: everything. */
export const Goods = z.object({
  productIds: ids,
  variantIds: ids,
  categoryIds: ids,
  labels: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
})
export type Goods = z.output<typeof Goods>
const goods = Goods.prefault({})

/**
 * What a promotion does. Units are whole pieces: what is weighed is never counted, but percents, amounts and prices of a
 * unit hold for any quantity. What is asked for on top (modifiers) is paid in full, except where the whole order is reduced.
 */
export const PromotionRule = z.discriminatedUnion('kind', [
  /**
   * Take `take`, pay `pay`. `per_group`: the units by price, the dearest first, are cut in groups of `take`, and the cheapest of
   * each are free. `cheapest`: as many units are free, but the cheapest of all.
   */
  z.object({
    kind: z.literal('n_for_m'),
    take: z.int().min(2).max(20),
    pay: z.int().min(1).max(19),
    free: z.enum(['per_group', 'cheapest']).default('per_group'),
    goods,
  }),
  /** The cheapest of each `nth` units for less. */
  z.object({ kind: z.literal('nth_unit'), nth: z.int().min(2).max(10), basisPoints: BasisPoints, goods }),
  z.object({ kind: z.literal('percent'), basisPoints: BasisPoints, goods }),
  /** Off each unit, or once off all of these goods together. */
  z.object({ kind: z.literal('amount'), amountMinor: Amount, per: z.enum(['unit', 'all']).default('unit'), goods }),
  /** Of one unit. */
  z.object({ kind: z.literal('price'), priceMinor: z.int().min(0).max(most), goods }),
  /** So many of each of these together for a price, as often as they are there. */
  z.object({
    kind: z.literal('combo'),
    priceMinor: z.int().min(0).max(most),
    parts: z
      .array(z.object({ quantity: z.int().min(1).max(20), goods }))
      .min(1)
      .max(10),
  }),
  z.object({ kind: z.literal('order_percent'), basisPoints: BasisPoints }),
  z.object({ kind: z.literal('order_amount'), amountMinor: Amount }),
  /** Off the fee of the delivery; all of it is 10000. */
  z.object({ kind: z.literal('delivery'), basisPoints: BasisPoints }),
])
export type PromotionRule = z.output<typeof PromotionRule>

/** What has to be in the basket: worth so much (after what was taken off so far), so many (thousandths of the unit), or both. */
export const PromotionMinimum = z.object({
  amountMinor: Amount.nullable().default(null),
  quantityMilli: z.int().min(1).max(1_000_000_000).nullable().default(null),
  goods,
})
export type PromotionMinimum = z.output<typeof PromotionMinimum>

/**
 * When in the week, on the clock of the brand. Minutes from midnight; `to` at or before `from` lies on the following day,
 * without both it is the whole day. A whole day goes on until `dayEndsAt` of the following one, for who closes at two.
 */
export const PromotionSchedule = z.object({
  dayEndsAt: z.int().min(0).max(720).default(0),
  slots: z
    .array(
      z
        .object({
          weekday: z.int().min(1).max(7),
          from: z.int().min(0).max(1439).nullable().default(null),
          to: z.int().min(0).max(1440).nullable().default(null),
        })
        .refine(({ from, to }) => (from === null) === (to === null), { error: 'commerce.problems.slot_half_open', path: ['to'] }),
    )
    .min(1)
    .max(50),
})
export type PromotionSchedule = z.output<typeof PromotionSchedule>

const fields = {
  name: z.string().trim().min(1).max(80),
  rule: PromotionRule,
  minimum: PromotionMinimum.nullable(),
  /** It takes no more than this off an order. */
  mostMinor: Amount.nullable(),
  startsAt: BusinessInstant.nullable(),
  endsAt: BusinessInstant.nullable(),
  schedule: PromotionSchedule.nullable(),
  /** Empty lists stand for all. */
  brandIds: z.array(Id).max(50),
  doors: z.array(Door).max(10),
  fulfilments: z.array(Fulfilment).max(3),
  /** In any of them. */
  segmentIds: z.array(Id).max(20),
  isFirstPurchase: z.boolean(),
  /** Only for who says one of its codes. */
  needsCoupon: z.boolean(),
  /** Of those of a group the one counts that is best for the customer. Null: it goes together with all. */
  stackingGroup: z.string().trim().min(1).max(40).nullable(),
  /** Once it did something, nothing that comes after it does. */
  isExclusive: z.boolean(),
  /** Leaves alone what is sold below its list price already. */
  skipsReduced: z.boolean(),
  /** Higher comes first, then the older one. */
  priority: z.int().min(0).max(1000),
  usesTotal: z.int().min(1).max(1_000_000_000).nullable(),
  usesPerCustomer: z.int().min(1).max(1_000_000).nullable(),
  /** All it may ever take off. */
  budgetMinor: Amount.nullable(),
}

export const CreatePromotion = z.object({
  ...fields,
  minimum: fields.minimum.default(null),
  mostMinor: fields.mostMinor.default(null),
  startsAt: fields.startsAt.default(null),
  endsAt: fields.endsAt.default(null),
  schedule: fields.schedule.default(null),
  brandIds: fields.brandIds.default([]),
  doors: fields.doors.default([]),
  fulfilments: fields.fulfilments.default([]),
  segmentIds: fields.segmentIds.default([]),
  isFirstPurchase: z.boolean().default(false),
  needsCoupon: z.boolean().default(false),
  stackingGroup: fields.stackingGroup.default(null),
  isExclusive: z.boolean().default(false),
  skipsReduced: z.boolean().default(false),
  priority: fields.priority.default(0),
  usesTotal: fields.usesTotal.default(null),
  usesPerCustomer: fields.usesPerCustomer.default(null),
  budgetMinor: fields.budgetMinor.default(null),
  isPaused: z.boolean().default(false),
})
export type CreatePromotion = z.output<typeof CreatePromotion>

export const UpdatePromotion = z.object({ id: Id, ...z.object(fields).partial().shape, isPaused: z.boolean().optional() })
export type UpdatePromotion = z.output<typeof UpdatePromotion>

/** `id`: of the promotion that these terms are to replace. */
export const TryPromotion = z.object({
  id: Id.nullable().default(null),
  promotion: CreatePromotion,
  brandId: Id,
  lines: z
    .array(BasketLine.pick({ variantId: true, quantityMilli: true }))
    .min(1)
    .max(20),
  deliveryFeeMinor: z.int().min(0).max(most).default(0),
})
export type TryPromotion = z.output<typeof TryPromotion>

/** `scheduled` begins later, `ended` is over by date or used up; `waiting` is on, but not at this hour. */
export const PromotionState = z.enum(['active', 'waiting', 'scheduled', 'paused', 'ended', 'archived'])
export type PromotionState = z.infer<typeof PromotionState>

export const Promotion = z.object({
  id: Id,
  ...fields,
  /** Of its amounts; null where it has none. */
  currency: z.string().nullable(),
  isPaused: z.boolean(),
  state: PromotionState,
  /** Orders that it counted in, and all it took off them. */
  used: z.int(),
  spentMinor: z.int(),
  couponCount: z.int(),
  /** Its only code, where it has one. */
  code: z.string().nullable(),
  /** What its goods are called, by id; those that are gone are absent. */
  names: z.record(z.string(), z.string()),
  createdAt: Instant,
  archivedAt: Instant.nullable(),
  version: z.int(),
})
export type Promotion = z.infer<typeof Promotion>
