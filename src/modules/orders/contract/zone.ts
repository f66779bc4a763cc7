import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

const latitude = z.number().min(-90).max(90)
const longitude = z.number().min(-180).max(180)
export const Point = z.object({ latitude, longitude })
export type Point = z.infer<typeof Point>
const Names = z.array(z.string().trim().min(2).max(80)).max(200)

/**
 * What a zone covers: a circle around a point, a shape whose corners are `points` (closed by itself, without holes), or the
 * neighbourhoods whose name an address says. Circles and shapes may name neighbourhoods too, for addresses without coordinates.
 */
export const Area = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('radius'), latitude, longitude, meters: z.int().min(50).max(200_000), names: Names.optional() }),
  z.object({ kind: z.literal('polygon'), points: z.array(Point).min(3).max(500), names: Names.optional() }),
  z.object({ kind: z.literal('neighbourhoods'), names: Names.min(1) }),
])
export type Area = z.infer<typeof Area>

const mostMinor = 1_000_000_000_000
const said = {
  name: z.string().trim().min(1).max(80),
  area: Area,
  feeMinor: z.int().min(0).max(mostMinor),
  /** Less than this is not brought there; 0: anything is. */
  minimumMinor: z.int().min(0).max(mostMinor),
  /** From here on it costs nothing; null: it always does. */
  freeFromMinor: z.int().min(0).max(mostMinor).nullable(),
  /** From the order to the door. */
  minutes: z.int().min(0).max(10_080),
}

/** Amounts are in the currency of the brand. Where several zones cover a place the cheapest one counts. */
export const Zone = z.object({ id: Id, brandId: Id, ...said, version: z.int() })
export type Zone = z.infer<typeof Zone>

export const CreateZone = z.object({
  brandId: Id,
  ...said,
  minimumMinor: said.minimumMinor.default(0),
  freeFromMinor: said.freeFromMinor.default(null),
})
export type CreateZone = z.output<typeof CreateZone>
export const UpdateZone = z.object({ id: Id, ...said })
export type UpdateZone = z.output<typeof UpdateZone>

/**
 * Which zone a place is in. `outside`: none covers it. `unsure`: the address says no coordinates and no neighbourhood that
 * is known, so that a person has to choose. `none`: the brand has no zones, and brings things anywhere for nothing.
 */
export const Covering = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('zone'), zone: Zone }),
  z.object({ kind: z.enum(['outside', 'unsure', 'none']) }),
])
export type Covering = z.infer<typeof Covering>
