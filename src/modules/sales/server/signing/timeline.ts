import type { TimelineSource } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import { canReadProposals } from '#sales/contract/permissions.ts'
import * as events from '#sales/contract/signing-events.ts'
import { factTypes, type FactType } from '#sales/contract/signing.ts'
import * as store from '#sales/server/signing/facts.store.ts'
import { hrefOf } from '#sales/server/signing/telling.ts'

const kindOf = (type: FactType): string => `sales.proposal-${type}`

/** What happened to the proposals of a contact, among everything else that happened to them. */
export const signingTimeline: TimelineSource = {
  kinds: factTypes.map(kindOf),
  async entries(ctx, { kinds, ...query }) {
    if (!ctx.can(canReadProposals)) return []
    const types = factTypes.filter((type) => kinds === undefined || kinds.includes(kindOf(type)))
    if (types.length === 0) return []
    const rows = await store.moments(ctx, { ...query, types })
    return rows.map(({ id, at, type, proposalId, number, actorName, version }) => ({
      id,
      at,
      kind: kindOf(type),
      words: `sales.timeline.proposal-${type}`,
      values: { number, version },
      href: hrefOf(proposalId),
      actorName: actorName || null,
    }))
  },
  movedBy: Object.values(events).map((event) => moves<{ contactId: string }>(event as never, ({ contactId }) => [contactId])),
}
