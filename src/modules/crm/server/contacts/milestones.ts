import type { Ctx } from '#kernel/ctx.ts'
import { contactMilestone } from '#crm/contract/events.ts'

/** A module that knows of a purchase tells it here, and not to everybody who may want to know. */
export const tell = (ctx: Ctx, milestone: { contactId: string; kind: 'purchase' }): Promise<void> =>
  ctx.emit(contactMilestone, { ...milestone, at: ctx.now.toISOString() })
