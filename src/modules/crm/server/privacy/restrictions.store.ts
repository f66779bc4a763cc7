import type { Ctx } from '#kernel/ctx.ts'
import type { RestrictionChange } from '#crm/contract/privacy.ts'

export async function insert(
  ctx: Ctx,
  change: { id: string; contactId: string; isRestricted: boolean; reason: string; actorName: string | null },
): Promise<void> {
  await ctx.sql`
    insert into crm.restriction_change (id, contact_id, is_restricted, reason, at, actor_name)
    values (${change.id}, ${change.contactId}, ${change.isRestricted}, ${change.reason}, ${ctx.now}, ${change.actorName})`
}

export const history = (ctx: Ctx, contactId: string): Promise<RestrictionChange[]> =>
  ctx.sql<RestrictionChange>`
    select id, is_restricted as "isRestricted", reason, at, actor_name as "actorName"
    from crm.restriction_change where contact_id = ${contactId} order by at desc, id desc limit 100`
