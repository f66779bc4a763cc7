import type { Availability, Language } from '#conversations/contract/availability.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

export type AgentRow = Availability & {
  seenAt: string | null
  capacity: number | null
  skills: string[]
  languages: Language[]
  profileVersion: number
}

const columns = sql`
  a.person_id as "personId", a.status, a.is_automatic as "isAutomatic", a.reason, a.back_at as "backAt", a.since, a.seen_at as "seenAt",
  a.capacity, a.skills, a.languages, a.profile_version as "profileVersion"`

export async function list(ctx: Ctx): Promise<AgentRow[]> {
  return ctx.sql<AgentRow>`select ${columns} from conversations.agent a order by a.person_id`
}

export async function find(ctx: Ctx, personId: string): Promise<AgentRow | undefined> {
  const [row] = await ctx.sql<AgentRow>`select ${columns} from conversations.agent a where a.person_id = ${personId}`
  return row
}

export async function lock(ctx: Ctx, personId: string): Promise<AgentRow | undefined> {
  const [row] = await ctx.sql<AgentRow>`select ${columns} from conversations.agent a where a.person_id = ${personId} for update`
  return row
}

/**
 * Everybody who can be given work, held: who chooses among them takes turns with others who choose, so that nobody gets
 * more than fits. In one order, so that two never wait for each other in a circle.
 */
export async function lockOnline(ctx: Ctx): Promise<void> {
  await ctx.sql`select a.person_id from conversations.agent a where a.status = 'online' order by a.person_id for update`
}

/** False when the person is there already. */
export async function add(
  ctx: Ctx,
  { personId, status, isAutomatic }: Pick<AgentRow, 'personId' | 'status' | 'isAutomatic'>,
): Promise<boolean> {
  const rows = await ctx.sql`
    insert into conversations.agent (person_id, status, is_automatic, since, seen_at)
    values (${personId}, ${status}, ${isAutomatic}, ${ctx.now}, ${isAutomatic ? null : ctx.now}) on conflict do nothing returning true as added`
  return rows.length > 0
}

export async function setStatus(
  ctx: Ctx,
  { personId, status, isAutomatic, reason, backAt, since }: Availability,
  isSeen: boolean,
): Promise<void> {
  await ctx.sql`
    update conversations.agent set status = ${status}, is_automatic = ${isAutomatic}, reason = ${reason}, back_at = ${backAt}, since = ${since},
      seen_at = case when ${isSeen}::boolean then ${ctx.now}::timestamptz else seen_at end, version = version + 1
    where person_id = ${personId}`
}

/** False when there is no such row, or one that the connection has to bring back. */
export async function touch(ctx: Ctx, personId: string): Promise<boolean> {
  const rows = await ctx.sql`
    update conversations.agent set seen_at = ${ctx.now} where person_id = ${personId} and not is_automatic returning true as touched`
  return rows.length > 0
}

export async function setProfile(
  ctx: Ctx,
  personId: string,
  profile: { capacity: number | null; skills: readonly string[]; languages: readonly string[] },
): Promise<void> {
  await ctx.sql`
    update conversations.agent set capacity = ${profile.capacity}, skills = ${profile.skills}, languages = ${profile.languages}, version = version + 1,
      profile_version = profile_version + 1
    where person_id = ${personId}`
}

export async function remove(ctx: Ctx, personId: string): Promise<void> {
  await ctx.sql`delete from conversations.agent where person_id = ${personId}`
}

export type LoadRow = { personId: string; channelKind: string; open: number }

/** Open conversations of people, by kind of channel. Whoever has none is absent. */
export async function loads(ctx: Ctx, personIds: readonly string[]): Promise<LoadRow[]> {
  return ctx.sql<LoadRow>`
    select c.assignee_id as "personId", c.channel_kind as "channelKind", count(*) as open
    from conversations.conversation c
    where c.assignee_id = any(${personIds}) and c.state = 'open' group by c.assignee_id, c.channel_kind`
}

/** The last assignment of each, and how many since a moment. Whoever never had one is absent. */
export async function assignments(
  ctx: Ctx,
  personIds: readonly string[],
  since: string,
): Promise<{ personId: string; lastAt: string; recent: number }[]> {
  return ctx.sql`
    select p.id as "personId", last.at as "lastAt",
      (select count(*) from conversations.assignment n where n.person_id = p.id and n.at > ${since} and n.how = 'rule') as recent
    from unnest(${personIds}::uuid[]) as p (id)
    cross join lateral (select s.at from conversations.assignment s where s.person_id = p.id order by s.at desc limit 1) last`
}

/** When the oldest of somebody's assignments since a moment was made: when their rate limit gives way. */
export async function oldestSince(ctx: Ctx, personIds: readonly string[], since: string): Promise<string | null> {
  const [row] = await ctx.sql<{ at: string | null }>`
    select min(s.at) as at from conversations.assignment s where s.person_id = any(${personIds}) and s.at > ${since} and s.how = 'rule'`
  return row?.at ?? null
}
