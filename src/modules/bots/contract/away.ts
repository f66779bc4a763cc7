import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/** What is said to whoever writes while the shop is closed. Of a number, of a brand, or of everything else. */
export const AwayReply = z.object({
  id: Id,
  brandId: Id.nullable(),
  channelId: Id.nullable(),
  text: z.string(),
  isActive: z.boolean(),
  updatedAt: Instant,
  version: z.int(),
})
export type AwayReply = z.infer<typeof AwayReply>

const isOnePlace = ({ brandId, channelId }: { brandId: string | null; channelId: string | null }): boolean =>
  brandId === null || channelId === null

const fields = {
  brandId: Id.nullable().default(null),
  channelId: Id.nullable().default(null),
  text: z.string().trim().min(1).max(1000),
  isActive: z.boolean().default(true),
}
const twoPlaces = { error: 'bots.problems.away_place_unknown', path: ['channelId'] }
export const WriteAwayReply = z.object(fields).refine(isOnePlace, twoPlaces)
export const UpdateAwayReply = z.object({ id: Id, ...fields }).refine(isOnePlace, twoPlaces)
export type WriteAwayReply = z.output<typeof WriteAwayReply>

/** How the shop stands at this moment, by the hours of a brand. `text`: what would be said. */
export const AwayPreview = z.object({
  isOpen: z.boolean(),
  /** No hours are known: the shop is always open. */
  hasHours: z.boolean(),
  nextOpening: Instant.nullable(),
  holidayName: z.string().nullable(),
  text: z.string(),
})
export type AwayPreview = z.infer<typeof AwayPreview>
