import type { Refusal } from '#conversations/contract/channel-health.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Execute } from '#kernel/db/sql.ts'

export type HealthRow = {
  channelId: string
  isSettingUp: boolean
  nameStatus: string | null
  isRegistered: boolean | null
  throughputPerSecond: number | null
  dailyLimit: number | null
  isCoexisting: boolean
  portfolioId: string | null
  tokenState: 'valid' | 'invalid' | 'unknown'
  tokenExpiresAt: string | null
  missingPermissions: string[]
  restriction: string | null
  handshakeAt: string | null
  subscribedAt: string | null
  heardAt: string | null
  testState: 'sent' | 'delivered' | 'read' | 'failed' | null
  testFailure: Refusal | null
  silenceHours: number
  silenceToldAt: string | null
  checkedAt: string | null
}

const columns = sql`
  h.channel_id as "channelId", h.is_setting_up as "isSettingUp", h.name_status as "nameStatus", h.is_registered as "isRegistered",
  h.throughput_per_second as "throughputPerSecond", h.daily_limit as "dailyLimit", h.is_coexisting as "isCoexisting",
  h.portfolio_id as "portfolioId", h.token_state as "tokenState", h.token_expires_at as "tokenExpiresAt",
  h.missing_permissions as "missingPermissions", h.restriction, h.handshake_at as "handshakeAt", h.subscribed_at as "subscribedAt",
  h.heard_at as "heardAt", h.test_state as "testState", h.test_failure as "testFailure", h.silence_hours as "silenceHours",
  h.silence_told_at as "silenceToldAt", h.checked_at as "checkedAt"`

/** What holds of a number of which nothing was written down yet. */
export const unknownHealth = (channelId: string): HealthRow => ({
  channelId,
  isSettingUp: false,
  nameStatus: null,
  isRegistered: null,
  throughputPerSecond: null,
  dailyLimit: null,
  isCoexisting: false,
  portfolioId: null,
  tokenState: 'unknown',
  tokenExpiresAt: null,
  missingPermissions: [],
  restriction: null,
  handshakeAt: null,
  subscribedAt: null,
  heardAt: null,
  testState: null,
  testFailure: null,
  silenceHours: 4,
  silenceToldAt: null,
  checkedAt: null,
})

export async function all(ctx: Ctx): Promise<HealthRow[]> {
  return ctx.sql<HealthRow>`select ${columns} from conversations.channel_health h`
}

export async function find(ctx: Ctx, channelId: string): Promise<HealthRow> {
  const [row] = await ctx.sql<HealthRow>`select ${columns} from conversations.channel_health h where h.channel_id = ${channelId}`
  return row ?? unknownHealth(channelId)
}

/** The row of a number, made when it is first needed. */
export async function lock(ctx: Ctx, channelId: string): Promise<HealthRow> {
  await ctx.sql`insert into conversations.channel_health (channel_id) values (${channelId}) on conflict do nothing`
  const [row] = await ctx.sql<HealthRow>`select ${columns} from conversations.channel_health h where h.channel_id = ${channelId} for update`
  return row ?? unknownHealth(channelId)
}

export async function write(ctx: Ctx, row: HealthRow): Promise<void> {
  await ctx.sql`
    update conversations.channel_health set
      is_setting_up = ${row.isSettingUp}, name_status = ${row.nameStatus}, is_registered = ${row.isRegistered},
      throughput_per_second = ${row.throughputPerSecond}, daily_limit = ${row.dailyLimit}, is_coexisting = ${row.isCoexisting},
      portfolio_id = ${row.portfolioId}, token_state = ${row.tokenState}, token_expires_at = ${row.tokenExpiresAt},
      missing_permissions = ${row.missingPermissions}, restriction = ${row.restriction}, handshake_at = ${row.handshakeAt},
      subscribed_at = ${row.subscribedAt}, test_state = ${row.testState},
      test_failure = ${row.testFailure && JSON.stringify(row.testFailure)}::jsonb, silence_hours = ${row.silenceHours},
      silence_told_at = ${row.silenceToldAt}, checked_at = ${row.checkedAt}
    where channel_id = ${row.channelId}`
}

/** A delivery with a good signature came. Once a minute is enough, so that a busy number does not rewrite the row all day. */
export async function hear(ctx: Ctx, channelId: string): Promise<boolean> {
  const minuteAgo = new Date(ctx.now.getTime() - 60_000).toISOString()
  const rows = await ctx.sql`
    insert into conversations.channel_health (channel_id, heard_at) values (${channelId}, ${ctx.now})
    on conflict (org_id, channel_id) do update set heard_at = excluded.heard_at, silence_told_at = null
    where conversations.channel_health.heard_at is null or conversations.channel_health.heard_at < ${minuteAgo}
    returning channel_id`
  return rows.length > 0
}

export type NewNotice = { channelId: string; field: string; key: string; kind: string; tone: string; detail: unknown; at: string }

/** False: it was kept before. */
export async function remember(ctx: Ctx, notice: NewNotice): Promise<boolean> {
  const rows = await ctx.sql`
    insert into conversations.channel_notice (id, channel_id, field, key, kind, tone, detail, at)
    values (${ctx.newId()}, ${notice.channelId}, ${notice.field}, ${notice.key}, ${notice.kind}, ${notice.tone},
      ${JSON.stringify(notice.detail)}::jsonb, ${notice.at})
    on conflict do nothing returning id`
  return rows.length > 0
}

export async function hasNewer(ctx: Ctx, channelId: string, field: string, at: string): Promise<boolean> {
  const rows = await ctx.sql`
    select n.id from conversations.channel_notice n
    where n.channel_id = ${channelId} and n.field = ${field} and n.at > ${at}::timestamptz limit 1`
  return rows.length > 0
}

export type NoticeRow = { id: string; kind: string; tone: 'ok' | 'info' | 'warn' | 'bad'; detail: { text?: string | null }; at: string }

export async function notices(ctx: Ctx, channelId: string, most: number): Promise<NoticeRow[]> {
  return ctx.sql<NoticeRow>`
    select n.id, n.kind, n.tone, n.detail, n.at from conversations.channel_notice n
    where n.channel_id = ${channelId} order by n.at desc, n.id desc limit ${most}`
}

export type FailureCount = { reason: string; code: number | null; count: number; lastAt: string }

export async function failures(ctx: Ctx, channelId: string, since: string): Promise<FailureCount[]> {
  return ctx.sql<FailureCount>`
    select coalesce(m.failure->>'reason', 'provider-refused') as reason, (m.failure->>'code')::int as code, count(*) as count,
      max(m.failed_at) as "lastAt"
    from conversations.message m
    where m.channel_id = ${channelId} and m.state = 'failed' and m.failed_at >= ${since}
    group by 1, 2 order by 3 desc, 1 limit 20`
}

export async function countSent(ctx: Ctx, channelId: string, since: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as count from conversations.message m
    where m.at >= ${since} and m.direction = 'out' and m.channel_id = ${channelId}`
  return row?.count ?? 0
}

export async function wasUsed(ctx: Ctx, channelId: string): Promise<boolean> {
  const [row] = await ctx.sql<{ isUsed: boolean }>`
    select exists (select from conversations.address a where a.channel_id = ${channelId})
      or exists (select from conversations.conversation c where c.channel_id = ${channelId}) as "isUsed"`
  return row?.isUsed ?? false
}

export async function discard(ctx: Ctx, channelId: string): Promise<void> {
  await ctx.sql`delete from conversations.early_fact where channel_id = ${channelId}`
  await ctx.sql`delete from conversations.channel where id = ${channelId}`
}

export type Expecting = { orgId: string; id: string; appSecret: string }

/** Across tenants, as the platform: the numbers that are being connected right now. */
export const expecting = (platform: Execute, most: number): Promise<Expecting[]> =>
  platform<Expecting>(sql`
  select c.org_id as "orgId", c.id, c.app_secret as "appSecret"
  from conversations.channel_health h join conversations.channel c on c.org_id = h.org_id and c.id = h.channel_id
  where h.is_setting_up order by c.created_at desc limit ${most}`)

/** Whose verification token it is. */
export async function ownerOfVerifyToken(platform: Execute, hash: string): Promise<{ orgId: string; id: string } | undefined> {
  const [row] = await platform<{ orgId: string; id: string }>(sql`
    select c.org_id as "orgId", c.id from conversations.channel c where c.verify_token_hash = ${hash} limit 1`)
  return row
}
