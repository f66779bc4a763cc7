import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

/** `quality`: what came back and nobody has looked at yet. `transit`: on its way from one place to another. */
export const ownKinds = ['shop', 'warehouse', 'quality', 'transit'] as const
/** Where things come from and go to. Of these there is one each. */
export const outsideKinds = ['supplier', 'customer', 'production', 'adjustment', 'scrap'] as const
export const LocationKind = z.enum([...ownKinds, ...outsideKinds])
export type LocationKind = z.infer<typeof LocationKind>

/** What is there belongs to the business. */
export const isOwn = (kind: LocationKind): boolean => ownKinds.includes(kind as (typeof ownKinds)[number])
/** Orders are served from there. */
export const isSoldFrom = (kind: LocationKind): boolean => kind === 'shop' || kind === 'warehouse'

export const Location = z.object({
  id: Id,
  /** `null`: of every brand. */
  brandId: Id.nullable(),
  /** '' for those of which there is only one: their kind says what they are. */
  name: z.string(),
  kind: LocationKind,
  /** Where its brand sells from; without a brand: where those sell from that have none of their own. */
  isDefault: z.boolean(),
  version: z.int(),
})
export type Location = z.infer<typeof Location>

const Name = z.string().trim().min(1).max(80)
export const CreateLocation = z.object({ brandId: Id.nullable().default(null), name: Name, kind: z.enum(['shop', 'warehouse']) })
export type CreateLocation = z.output<typeof CreateLocation>
export const UpdateLocation = z.object({ id: Id, brandId: Id.nullable(), name: Name, isDefault: z.boolean() })
export type UpdateLocation = z.output<typeof UpdateLocation>
