import type { Channel } from '#conversations/contract/channel.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Execute } from '#kernel/db/sql.ts'

export type ChannelRow = Omit<Channel, 'capabilities' | 'health' | 'isSettingUp' | 'webhookPath' | 'verifyToken'> & {
  /** Sealed, like the two below. */
  token: string
  appSecret: string
  verifyToken: string
  verifiedName: string | null
  quality: 'green' | 'yellow' | 'red' | 'unknown'
  tier: string | null
  checkedAt: string | null
}

/** What handling a delivery needs to know. */
export type ChannelFacts = Pick<
  Channel,
  'id' | 'kind' | 'name' | 'brandId' | 'displayPhone' | 'phoneNumberId' | 'wabaId' | 'defaultTeamId' | 'reopenHours'
>

const facts = sql`
  c.id, c.kind, c.name, c.brand_id as "brandId", c.display_phone as "displayPhone", c.phone_number_id as "phoneNumberId",
  c.waba_id as "wabaId", c.default_team_id as "defaultTeamId", c.reopen_hours as "reopenHours"`

const columns = sql`
  ${facts}, c.is_simulator as "isSimulator", c.token, c.app_secret as "appSecret", c.verify_token as "verifyToken", c.state,
  c.stop_reason as "stopReason", c.stopped_at as "stoppedAt", c.verified_name as "verifiedName", c.quality, c.tier,
  c.checked_at as "checkedAt", c.version`

export async function list(ctx: Ctx): Promise<ChannelRow[]> {
  return ctx.sql<ChannelRow>`select ${columns} from conversations.channel c order by c.created_at, c.id`
}

export async function find(ctx: Ctx, id: string): Promise<ChannelRow | undefined> {
  const [row] = await ctx.sql<ChannelRow>`select ${columns} from conversations.channel c where c.id = ${id}`
  return row
}

export async function lock(ctx: Ctx, id: string): Promise<ChannelRow | undefined> {
  const [row] = await ctx.sql<ChannelRow>`select ${columns} from conversations.channel c where c.id = ${id} for update`
  return row
}

/** False when the installation has the number already, in whatever organization. */
export async function insert(ctx: Ctx, row: ChannelRow & { verifyTokenHash: string }): Promise<boolean> {
  const added = await ctx.sql`
    insert into conversations.channel (
      id, kind, name, brand_id, phone_number_id, waba_id, display_phone, is_simulator, token, app_secret, verify_token, verify_token_hash,
      default_team_id, reopen_hours, verified_name, quality, tier, checked_at, created_at)
    values (
      ${row.id}, ${row.kind}, ${row.name}, ${row.brandId}, ${row.phoneNumberId}, ${row.wabaId}, ${row.displayPhone}, ${row.isSimulator},
      ${row.token}, ${row.appSecret}, ${row.verifyToken}, ${row.verifyTokenHash}, ${row.defaultTeamId},
      ${row.reopenHours}, ${row.verifiedName}, ${row.quality}, ${row.tier}, ${row.checkedAt}, ${ctx.now})
    on conflict (phone_number_id) do nothing returning id`
  return added.length > 0
}

export type ChannelChange = Pick<ChannelRow, 'name' | 'brandId' | 'defaultTeamId' | 'reopenHours' | 'token' | 'appSecret'>

export async function update(ctx: Ctx, id: string, version: number, one: ChannelChange): Promise<boolean> {
  const rows = await ctx.sql`
    update conversations.channel set
      name = ${one.name}, brand_id = ${one.brandId}, default_team_id = ${one.defaultTeamId}, token = ${one.token}, app_secret = ${one.appSecret},
      reopen_hours = ${one.reopenHours}, version = version + 1
    where id = ${id} and version = ${version} returning id`
  return rows.length > 0
}

/** `reason` null: it may send again. Nothing comes back when it was so already. */
export async function setStopped(ctx: Ctx, id: string, reason: string | null): Promise<ChannelRow | undefined> {
  const [row] = await ctx.sql<ChannelRow>`
    update conversations.channel c set
      state = ${reason === null ? 'ok' : 'stopped'}, stop_reason = ${reason}, stopped_at = ${reason === null ? null : ctx.now}, version = c.version + 1
    where c.id = ${id} and c.state <> ${reason === null ? 'ok' : 'stopped'} returning ${columns}`
  return row
}

type Health = { displayPhone: string | null; verifiedName: string | null; quality: string | null; tier: string | null }

/** Absent figures stay as they were. */
export async function setHealth(ctx: Ctx, id: string, health: Health): Promise<void> {
  await ctx.sql`
    update conversations.channel set
      display_phone = coalesce(${health.displayPhone}, display_phone), verified_name = coalesce(${health.verifiedName}, verified_name),
      quality = coalesce(${health.quality}, quality), tier = coalesce(${health.tier}, tier), checked_at = ${ctx.now}
    where id = ${id}`
}

export async function failuresSince(ctx: Ctx, since: string): Promise<{ channelId: string; count: number }[]> {
  return ctx.sql`
    select m.channel_id as "channelId", count(*) as count from conversations.message m
    where m.state = 'failed' and m.failed_at >= ${since} and m.channel_id = any(array(select c.id from conversations.channel c))
    group by m.channel_id`
}

export async function inBrand(ctx: Ctx, brandId: string): Promise<boolean> {
  const rows = await ctx.sql`select c.id from conversations.channel c where c.brand_id = ${brandId} limit 1`
  return rows.length > 0
}

/** Conversations and their future ones lose a team that is gone. */
export async function forgetTeam(ctx: Ctx, teamId: string): Promise<void> {
  await ctx.sql`update conversations.channel set default_team_id = null, version = version + 1 where default_team_id = ${teamId}`
}

export type Routed = ChannelFacts & { orgId: string; appSecret: string }

/** Across tenants, as the platform: whose are these numbers and accounts? */
export async function route(platform: Execute, numbers: readonly string[], accounts: readonly string[]): Promise<Routed[]> {
  return platform<Routed>(sql`
    select c.org_id as "orgId", ${facts}, c.app_secret as "appSecret" from conversations.channel c
    where c.phone_number_id = any(${numbers}) ${accounts.length > 0 ? sql`or c.waba_id = any(${accounts})` : empty}
    order by c.org_id, c.id`)
}
