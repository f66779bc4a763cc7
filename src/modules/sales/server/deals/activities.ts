import { z } from 'zod'
import { Activity, type ActivityKind } from '#crm/contract/activity.ts'
import { recordActivities } from '#crm/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { gather, type Reaction } from '#kernel/module.ts'
import { dealCreated, dealMoved } from '#sales/contract/deal-events.ts'
import type { StageKind } from '#sales/contract/pipeline.ts'
import type { DealRow } from '#sales/server/deals/deals.store.ts'

/** What the stage of a deal means to its contact. */
const phaseOf: Record<StageKind, ActivityKind> = {
  open: 'deal.opened',
  proposal: 'deal.negotiating',
  negotiation: 'deal.negotiating',
  won: 'deal.won',
  lost: 'deal.lost',
}

/** Steps become activity of the contact after the commit, so that nobody who drags a card waits for whom it is about. */
export const recordSteps = job({
  name: 'sales.record-steps',
  payload: z.object({ items: z.array(Activity) }),
  run: (ctx, { items }) => recordActivities(ctx, items),
})

type Step = z.output<typeof dealMoved.data>

function activityOf({ card, fromKind, toKind, at, stageEventId }: Step): Activity | null {
  const kind = phaseOf[toKind]
  if (card.contactId === null || (fromKind !== null && phaseOf[fromKind] === kind)) return null
  return { contactId: card.contactId, kind, at, source: `deal-step:${stageEventId}`, value: valueOf(card) }
}

const valueOf = ({ id, amountMinor, currency }: { id: string; amountMinor: number | null; currency: string }) => ({
  dealId: id,
  amountMinor,
  currency,
})

/** A deal is about somebody else now: it is over for the one, and as far as it is for the other. */
export async function tellContact(ctx: Ctx, before: DealRow, after: DealRow): Promise<void> {
  const at = ctx.now.toISOString()
  const source = `deal-contact:${after.id}:${after.version}`
  const told: Activity[] = []
  if (before.contactId !== null)
    told.push({ contactId: before.contactId, kind: 'deal.opened', at, source: `${source}:from`, value: valueOf(before) })
  if (after.contactId !== null)
    told.push({ contactId: after.contactId, kind: phaseOf[after.kind], at, source: `${source}:to`, value: valueOf(after) })
  await recordActivities(ctx, told)
}

const soon = { withinMs: 2_500 }

export const activityReactions: readonly Reaction[] = [
  gather(dealCreated, recordSteps, activityOf, soon),
  gather(dealMoved, recordSteps, activityOf, soon),
]
