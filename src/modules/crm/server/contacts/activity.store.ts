import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'

export type Activity = { contactId: string; kind: string; data: Record<string, unknown> }

export const actorName = (ctx: Ctx): string | null => (ctx.actor.kind === 'system' ? null : ctx.actor.name)

export async function record(ctx: Ctx, activities: readonly Activity[]): Promise<void> {
  if (activities.length === 0) return
  const rows = activities.map((activity) => ({ id: ctx.newId(), ...activity }))
  await ctx.sql`
    insert into crm.contact_activity (id, contact_id, at, kind, data, actor_name)
    select d.id, d."contactId", ${ctx.now}, d.kind, d.data, ${actorName(ctx)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, "contactId" uuid, kind text, data jsonb)`
}

const ofKinds = (kinds: readonly string[] | undefined): Statement =>
  kinds ? sql`and kind = any(${kinds.map((kind) => kind.replace('crm.', ''))}::text[])` : empty

export const before = (
  ctx: Ctx,
  query: { contactId: string; before: string; beforeId: string; limit: number; kinds?: readonly string[] },
): Promise<{ id: string; at: string; kind: string; data: Record<string, unknown>; actorName: string | null }[]> =>
  ctx.sql`
    select id, at, kind, data, actor_name as "actorName"
    from crm.contact_activity
    where contact_id = ${query.contactId} and (at, id) < (${query.before}::timestamptz, ${query.beforeId}::uuid) ${ofKinds(query.kinds)}
    order by at desc, id desc
    limit ${query.limit}`
