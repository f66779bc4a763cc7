import type { AwayReply, WriteAwayReply } from '#bots/contract/away.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

const columns = sql`r.id, r.brand_id as "brandId", r.channel_id as "channelId", r.text, r.is_active as "isActive", r.updated_at as "updatedAt", r.version`

export const all = (ctx: Ctx): Promise<AwayReply[]> =>
  ctx.sql<AwayReply>`select ${columns} from bots.away_reply r order by r.channel_id nulls first, r.brand_id nulls first`

export const active = (ctx: Ctx): Promise<AwayReply[]> => ctx.sql<AwayReply>`select ${columns} from bots.away_reply r where r.is_active`

export async function find(ctx: Ctx, id: string): Promise<AwayReply | undefined> {
  const [row] = await ctx.sql<AwayReply>`select ${columns} from bots.away_reply r where r.id = ${id}`
  return row
}

/** Nothing when there is one for the same place. */
export async function insert(ctx: Ctx, id: string, { brandId, channelId, text, isActive }: WriteAwayReply): Promise<AwayReply | undefined> {
  const [row] = await ctx.sql<AwayReply>`
    insert into bots.away_reply as r (id, brand_id, channel_id, text, is_active, created_at, updated_at)
    values (${id}, ${brandId}, ${channelId}, ${text}, ${isActive}, ${ctx.now}, ${ctx.now}) on conflict do nothing returning ${columns}`
  return row
}

export async function isTaken(ctx: Ctx, { brandId, channelId }: WriteAwayReply, except: string): Promise<boolean> {
  const rows = await ctx.sql`
    select r.id from bots.away_reply r
    where r.brand_id is not distinct from ${brandId}::uuid and r.channel_id is not distinct from ${channelId}::uuid and r.id <> ${except}`
  return rows.length > 0
}

export async function update(ctx: Ctx, id: string, version: number, input: WriteAwayReply): Promise<AwayReply | undefined> {
  const { brandId, channelId, text, isActive } = input
  const [row] = await ctx.sql<AwayReply>`
    update bots.away_reply r set brand_id = ${brandId}, channel_id = ${channelId}, text = ${text}, is_active = ${isActive},
      updated_at = ${ctx.now}, version = r.version + 1
    where r.id = ${id} and r.version = ${version} returning ${columns}`
  return row
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from bots.away_reply where id = ${id}`
}

export async function forgetBrand(ctx: Ctx, brandId: string): Promise<void> {
  await ctx.sql`delete from bots.away_reply where brand_id = ${brandId}`
}

/** Whether this is the first time in this closed period. */
export async function mark(ctx: Ctx, conversationId: string, closedUntil: string): Promise<boolean> {
  const rows = await ctx.sql`
    insert into bots.away_told (conversation_id, closed_until, at) values (${conversationId}, ${closedUntil}, ${ctx.now})
    on conflict do nothing returning conversation_id`
  return rows.length > 0
}

export async function forgetTold(ctx: Ctx, before: Date): Promise<void> {
  await ctx.sql`delete from bots.away_told where at < ${before}`
}

export async function forgetConversations(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`delete from bots.away_told where conversation_id = any(${ids}::uuid[])`
}
