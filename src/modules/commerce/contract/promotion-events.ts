import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

/** Written, paused, archived, or its coupons are others. */
export const promotionChanged = event('commerce.promotion.changed', z.object({ promotionId: Id }))
