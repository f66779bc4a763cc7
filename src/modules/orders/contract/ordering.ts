import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { OrderState } from '#orders/contract/order-state.ts'

/** A step as a brand has it: `name` is null where it is called as usual. */
export const StateSetting = z.object({
  state: OrderState.exclude(['draft']),
  name: z.string().trim().min(1).max(40).nullable().default(null),
  isUsed: z.boolean(),
})
export type StateSetting = z.output<typeof StateSetting>

/** Letters and digits in front of the numbers of a brand, its own: `EG26-00042`. */
const Prefix = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z][A-Z0-9]{0,5}$/)

/** How a brand takes orders. `version` 0: as usual, nobody has said otherwise. */
export const Ordering = z.object({
  brandId: Id,
  /** Empty until the first order gives it one from the name of the brand. */
  prefix: z.string(),
  /** Every step but the draft, in the order of the way. */
  states: z.array(StateSetting),
  /** An order may go back a step or more, for who pressed the wrong button. */
  mayGoBack: z.boolean(),
  /** Until it is there where no zone says it: what is fetched or eaten here. */
  readyMinutes: z.int(),
  version: z.int(),
})
export type Ordering = z.infer<typeof Ordering>

export const UpdateOrdering = z.object({
  brandId: Id,
  prefix: Prefix,
  states: z.array(StateSetting).max(8),
  mayGoBack: z.boolean(),
  readyMinutes: z.int().min(0).max(10_080),
})
export type UpdateOrdering = z.output<typeof UpdateOrdering>

/** A place where something is prepared: the grill, the bar. Products say its name. */
export const Station = z.object({ id: Id, name: z.string() })
export type Station = z.infer<typeof Station>
/** `version` 0: nobody has said anything yet. */
export const Stations = z.object({ items: z.array(Station), version: z.int() })
export type Stations = z.infer<typeof Stations>
/** All of them, in the place of those that there were; without an id it is a new one. */
export const SaveStations = z.object({
  items: z.array(z.object({ id: Id.optional(), name: z.string().trim().min(1).max(40) })).max(30),
})
export type SaveStations = z.output<typeof SaveStations>
