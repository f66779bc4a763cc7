import { defaultRoutingSettings, type RoutingSettings } from '#conversations/contract/routing.ts'
import type { Ctx } from '#kernel/ctx.ts'

type Row = Omit<RoutingSettings, 'rateLimit'> & { rateLimitCount: number | null; rateLimitMinutes: number }

/** What the organization set, or what everybody begins with. */
export async function get(ctx: Ctx): Promise<RoutingSettings> {
  const [row] = await ctx.sql<Row>`
    select s.default_capacity as "defaultCapacity", s.away_after_minutes as "awayAfterMinutes", s.reassign_after_minutes as "reassignAfterMinutes",
      s.rate_limit_count as "rateLimitCount", s.rate_limit_minutes as "rateLimitMinutes", s.transfer_note_required as "transferNoteRequired", s.version
    from conversations.routing_settings s`
  if (!row) return defaultRoutingSettings
  const { rateLimitCount, rateLimitMinutes, ...rest } = row
  return { ...rest, rateLimit: rateLimitCount === null ? null : { count: rateLimitCount, minutes: rateLimitMinutes } }
}

/** False when they are no longer the ones of `version`: somebody else was faster. */
export async function put(ctx: Ctx, { version, ...settings }: RoutingSettings): Promise<boolean> {
  const { defaultCapacity, awayAfterMinutes, reassignAfterMinutes, rateLimit, transferNoteRequired } = settings
  const rows = await ctx.sql`
    insert into conversations.routing_settings as s
      (default_capacity, away_after_minutes, reassign_after_minutes, rate_limit_count, rate_limit_minutes, transfer_note_required, version)
    values (${defaultCapacity}, ${awayAfterMinutes}, ${reassignAfterMinutes}, ${rateLimit?.count ?? null}, ${rateLimit?.minutes ?? 60}, ${transferNoteRequired},
      ${version + 1})
    on conflict (org_id) do update set default_capacity = excluded.default_capacity, away_after_minutes = excluded.away_after_minutes,
      reassign_after_minutes = excluded.reassign_after_minutes, rate_limit_count = excluded.rate_limit_count,
      rate_limit_minutes = excluded.rate_limit_minutes, transfer_note_required = excluded.transfer_note_required, version = excluded.version
    where s.version = ${version} returning true as written`
  return rows.length > 0
}
