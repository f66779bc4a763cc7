import * as crm from '#crm/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type * as store from '#sales/server/deals/deals.store.ts'
import { waiting } from '#sales/server/deals/waiting.ts'

export const kind = 'deal'

/** Where a deal is looked at. */
export const hrefOf = ({ id, pipelineId }: Pick<store.DealRow, 'id' | 'pipelineId'>): string => `/embudos/${pipelineId}?oportunidad=${id}`

/** In the transaction of its change. */
export async function keep(ctx: Ctx, row: store.DealRow): Promise<void> {
  const waits = waiting(row)
  const item = waits && {
    kind,
    subjectId: row.id,
    contactId: row.contactId,
    brandId: row.brandId,
    title: row.title,
    href: hrefOf(row),
    priority: 'normal' as const,
    ...waits,
    ...(row.amountMinor !== null && { valueMinor: row.amountMinor }),
    assigneeId: row.ownerId,
    teamId: null,
  }
  await ctx.sql(crm.keepingAttention(kind, row.id, item))
}
