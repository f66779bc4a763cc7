import type { Ctx } from '#kernel/ctx.ts'
import { coexistingThroughput, standardThroughput } from './limits.ts'

export type NumberPace = { throughputPerSecond: number; dailyLimit: number | null; portfolioId: string }

export async function paceOfNumber(ctx: Ctx, channelId: string): Promise<NumberPace> {
  const [row] = await ctx.sql<NumberPace>`
    select coalesce(h.throughput_per_second, case when h.is_coexisting then ${coexistingThroughput}::int else ${standardThroughput}::int end)
        as "throughputPerSecond",
      h.daily_limit as "dailyLimit", coalesce(h.portfolio_id, c.waba_id) as "portfolioId"
    from conversations.channel c
    left join conversations.channel_health h on h.org_id = c.org_id and h.channel_id = c.id
    where c.id = ${channelId}`
  return row ?? { throughputPerSecond: standardThroughput, dailyLimit: null, portfolioId: channelId }
}

/** Held until the end of the transaction. Milliseconds; null when nothing went lately. */
export async function lockPace(ctx: Ctx, scopeId: string): Promise<number | null> {
  // In one go: the second statement looks when the first one holds.
  const [, [row]] = await Promise.all([
    ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`pace ${scopeId}`}, 0))`,
    ctx.sql<{ ms: number }>`
      select extract(epoch from p.next_at)::float8 * 1000 as ms from conversations.send_pace p where p.scope_id = ${scopeId}`,
  ])
  return row?.ms ?? null
}

export async function setPace(ctx: Ctx, paces: readonly { scopeId: string; ms: number }[]): Promise<void> {
  await ctx.sql`
    insert into conversations.send_pace (scope_id, next_at)
    select p.scope_id, to_timestamp(p.seconds)
    from unnest(${paces.map(({ scopeId }) => scopeId)}::uuid[], ${paces.map(({ ms }) => ms / 1000)}::float8[]) p (scope_id, seconds)
    on conflict (org_id, scope_id) do update set next_at = excluded.next_at`
}

export async function setSendAfter(ctx: Ctx, messageId: string, at: string): Promise<void> {
  await ctx.sql`update conversations.message set send_after = ${at} where id = ${messageId}`
}

/** One at a time counts the people of a business. */
export async function queueUpForApproach(ctx: Ctx, portfolioId: string): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`approach ${ctx.org} ${portfolioId}`}, 0))`
}

export type Approach = { personId: string; at: string; isReserved: boolean }

export async function approaches(ctx: Ctx, portfolioId: string, since: string): Promise<Approach[]> {
  return ctx.sql<Approach>`
    select a.person_id as "personId", a.at, a.is_reserved as "isReserved" from conversations.approach a
    where a.portfolio_id = ${portfolioId} and a.at > ${since} order by a.at desc`
}

export async function setApproach(
  ctx: Ctx,
  portfolioId: string,
  personId: string,
  { at, isReserved }: Omit<Approach, 'personId'>,
): Promise<void> {
  await ctx.sql`
    insert into conversations.approach (portfolio_id, person_id, at, is_reserved) values (${portfolioId}, ${personId}, ${at}, ${isReserved})
    on conflict (org_id, portfolio_id, person_id) do update set at = excluded.at, is_reserved = excluded.is_reserved`
}

export async function countApproaches(ctx: Ctx, portfolioId: string, since: string): Promise<{ approached: number; waiting: number }> {
  const [row] = await ctx.sql<{ approached: number; waiting: number }>`
    select count(*) filter (where a.at <= ${ctx.now}) as approached, count(*) filter (where a.at > ${ctx.now}) as waiting
    from conversations.approach a where a.portfolio_id = ${portfolioId} and a.at > ${since}`
  return row ?? { approached: 0, waiting: 0 }
}

export async function forget(ctx: Ctx, before: string): Promise<void> {
  await ctx.sql`delete from conversations.send_pace where next_at < ${before}`
  await ctx.sql`delete from conversations.approach where at < ${before}`
}
