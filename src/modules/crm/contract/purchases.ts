import type { ActivityKind } from '#crm/contract/activity.ts'

/** Whoever does one of these has bought: nobody needs to remind them any more. */
export const purchases: ReadonlySet<ActivityKind> = new Set(['order.placed', 'deal.won'])
