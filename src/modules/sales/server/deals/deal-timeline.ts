import type { SearchSource, TimelineSource } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import { dealCreated, dealMoved } from '#sales/contract/deal-events.ts'
import { isClosing } from '#sales/contract/pipeline.ts'
import { canReadDeals } from '#sales/contract/permissions.ts'
import { hrefOf } from '#sales/server/deals/deal-queue.ts'
import { list } from '#sales/server/deals/deals.ts'
import * as stageEvents from '#sales/server/deals/stage-events.store.ts'

const kinds = ['deal-made', 'deal-moved', 'deal-won', 'deal-lost', 'deal-reopened'] as const

function kindOf({ fromKind, toKind }: stageEvents.Moment): (typeof kinds)[number] {
  if (fromKind === null) return 'deal-made'
  if (toKind === 'won') return 'deal-won'
  if (toKind === 'lost') return 'deal-lost'
  return isClosing(fromKind) ? 'deal-reopened' : 'deal-moved'
}

/** Steps of deals in the timeline of their contact. */
export const dealTimeline: TimelineSource = {
  kinds: kinds.map((kind) => `sales.${kind}`),
  async entries(ctx, query) {
    if (!ctx.can(canReadDeals)) return []
    const rows = await stageEvents.moments(ctx, query)
    return rows.map((row) => ({
      id: row.id,
      at: row.at,
      kind: `sales.${kindOf(row)}`,
      words: `sales.timeline.${kindOf(row)}`,
      values: { title: row.title, stage: row.toName },
      href: hrefOf({ id: row.dealId, pipelineId: row.pipelineId }),
      actorName: row.actorName,
    }))
  },
  movedBy: [dealCreated, dealMoved].map((event) => moves(event, ({ card }) => [card.contactId])),
}

/** Deals in the palette. */
export const dealSearch: SearchSource = {
  kind: 'deal',
  permission: canReadDeals,
  async find(ctx, text, limit) {
    const { items } = await list(ctx, { search: text, limit, state: 'all', filter: [] })
    return items.map((deal) => ({ id: deal.id, kind: 'deal', title: deal.title, subtitle: deal.contactName ?? '', href: hrefOf(deal) }))
  },
}
