import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Execute } from '#kernel/db/sql.ts'

export type ConnectorRow = {
  channelId: string
  heardAt: string | null
  offlineSince: string | null
  silenceHours: number
  silenceToldAt: string | null
  createdAt: string
}

const columns = sql`
  c.channel_id as "channelId", c.heard_at as "heardAt", c.offline_since as "offlineSince", c.silence_hours as "silenceHours",
  c.silence_told_at as "silenceToldAt", c.created_at as "createdAt"`

export async function list(ctx: Ctx): Promise<ConnectorRow[]> {
  return ctx.sql<ConnectorRow>`select ${columns} from conversations.connector c order by c.channel_id`
}

export async function find(ctx: Ctx, channelId: string): Promise<ConnectorRow | undefined> {
  const [row] = await ctx.sql<ConnectorRow>`select ${columns} from conversations.connector c where c.channel_id = ${channelId}`
  return row
}

export async function insert(ctx: Ctx, channelId: string): Promise<void> {
  await ctx.sql`insert into conversations.connector (channel_id, created_at) values (${channelId}, ${ctx.now})`
}

export async function setSilenceHours(ctx: Ctx, channelId: string, hours: number): Promise<void> {
  await ctx.sql`update conversations.connector set silence_hours = ${hours}, silence_told_at = null where channel_id = ${channelId}`
}

/** Something came in. The row as it was before. */
export async function hear(ctx: Ctx, channelId: string): Promise<ConnectorRow | undefined> {
  const [before] = await ctx.sql<ConnectorRow>`
    with before as (select ${columns} from conversations.connector c where c.channel_id = ${channelId} for update), heard as (
      update conversations.connector c set heard_at = ${ctx.now}, offline_since = null, silence_told_at = null
      from before where c.channel_id = before."channelId" returning c.channel_id
    ) select before.* from before cross join heard`
  return before
}

/** Since when it sends nothing; null: it does. False when that was known. */
export async function setOffline(ctx: Ctx, channelId: string, isOffline: boolean): Promise<boolean> {
  const changed = await ctx.sql`
    update conversations.connector set offline_since = ${isOffline ? ctx.now : null}
    where channel_id = ${channelId} and (offline_since is not null) <> ${isOffline} returning channel_id`
  return changed.length > 0
}

export async function setSilenceTold(ctx: Ctx, channelId: string): Promise<void> {
  await ctx.sql`update conversations.connector set silence_told_at = ${ctx.now} where channel_id = ${channelId}`
}

/** The next free moment of the number, which is then taken: the one behind it comes `pauseMs` later. */
export async function takeMoment(ctx: Ctx, channelId: string, pauseMs: number): Promise<string | undefined> {
  const [row] = await ctx.sql<{ at: string }>`
    update conversations.connector c set next_send_at = greatest(c.next_send_at, ${ctx.now}) + ${`${pauseMs} milliseconds`}::interval
    where c.channel_id = ${channelId} returning c.next_send_at - ${`${pauseMs} milliseconds`}::interval as at`
  return row?.at
}

export type Routed = { orgId: string; channelId: string; key: string }

/** Across tenants, as the platform: whose is this path? */
export async function route(platform: Execute, secretHash: string): Promise<Routed | undefined> {
  const [row] = await platform<Routed>(sql`
    select c.org_id as "orgId", c.id as "channelId", c.app_secret as key from conversations.channel c
    where c.verify_token_hash = ${secretHash} and c.kind = 'watoolbox' limit 1`)
  return row
}
