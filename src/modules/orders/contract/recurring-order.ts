import { z } from 'zod'
import { BasketLine, Door, Fulfilment } from '#commerce/contract/quote.ts'
import { UnitCode } from '#commerce/contract/quantity.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessDay, Day, Instant } from '#kernel/contract/time.ts'
import { Address } from '#orders/contract/order.ts'
import { PaymentMethod } from '#orders/contract/order-state.ts'

/** How often: on the weekday, or on the day of the month, of its first date. A month that is too short ends it on its last day. */
export const rhythms = ['week', 'two_weeks', 'month'] as const
export const Rhythm = z.enum(rhythms)
export type Rhythm = z.infer<typeof Rhythm>

/** `ended`: no date comes any more. */
export const RecurringState = z.enum(['active', 'paused', 'ended'])
export type RecurringState = z.infer<typeof RecurringState>

const said = {
  rhythm: Rhythm,
  /** The last one, if there is one: no date after it. */
  endsOn: BusinessDay.nullable(),
  /** When they want it, in minutes of the day where the brand is; null: as soon as it is there. */
  wantedMinute: z.int().min(0).max(1439).nullable(),
  /** What is made of it: something for a person to look at, or an order that is prepared. */
  makes: z.enum(['draft', 'confirmed']),
  /** So many days before each date the customer is asked whether it is as always; null: nobody asks. */
  askDays: z.int().min(1).max(14).nullable(),
  fulfilment: Fulfilment.exclude(['table']),
  address: Address.nullable(),
  zoneId: Id.nullable(),
  note: z.string().trim().max(1000),
  paymentMethod: PaymentMethod.nullable(),
  lines: z.array(BasketLine).min(1).max(100),
}

/** What became of a date. `failed`: no order could be made of it. `leftOut`: names of what was not to be had. */
export const RecurringRun = z.object({
  id: Id,
  dueOn: Day,
  outcome: z.enum(['made', 'skipped', 'failed']),
  orderId: Id.nullable(),
  leftOut: z.array(z.string()),
  /** In words: why a person had to look at it. */
  problem: z.string().nullable(),
  at: Instant,
})
export type RecurringRun = z.infer<typeof RecurringRun>

/** An order that comes again by itself. Dates are days where the brand is; prices are those of each day. */
export const RecurringOrder = z.object({
  id: Id,
  brandId: Id,
  contactId: Id,
  contactName: z.string(),
  door: Door,
  state: RecurringState,
  startsOn: Day,
  /** Null: none comes any more. */
  nextOn: Day.nullable(),
  ...said,
  /** As they are called now; `isSold`: of what is sold no more there is nothing to order. `productId`: null of what is not there any more. */
  lines: z.array(
    BasketLine.extend({
      productId: Id.nullable(),
      name: z.string(),
      unit: UnitCode,
      modifierNames: z.array(z.string()),
      isSold: z.boolean(),
    }),
  ),
  lastRun: RecurringRun.nullable(),
  createdAt: Instant,
  createdByName: z.string().nullable(),
  version: z.int(),
})
export type RecurringOrder = z.infer<typeof RecurringOrder>

/** Of the main brand unless one is said. Its first date may not be over. */
export const CreateRecurringOrder = z.object({
  brandId: Id.optional(),
  contactId: Id,
  door: Door.default('phone'),
  startsOn: BusinessDay,
  ...said,
  endsOn: said.endsOn.default(null),
  wantedMinute: said.wantedMinute.default(null),
  makes: said.makes.default('confirmed'),
  askDays: said.askDays.default(null),
  address: said.address.default(null),
  zoneId: said.zoneId.default(null),
  note: said.note.default(''),
  paymentMethod: said.paymentMethod.default(null),
})
export type CreateRecurringOrder = z.output<typeof CreateRecurringOrder>

/** Only what changes. `nextOn` moves it: dates are counted from there on. */
export const UpdateRecurringOrder = z.object({ id: Id, nextOn: BusinessDay.optional(), ...z.object(said).partial().shape })
export type UpdateRecurringOrder = z.output<typeof UpdateRecurringOrder>

export const ListRecurringOrders = Listing.pick({ cursor: true, limit: true }).extend({
  contactId: Id.optional(),
  brandId: Id.optional(),
  show: z.enum(['living', 'ended']).default('living'),
})
export type ListRecurringOrders = z.output<typeof ListRecurringOrders>
