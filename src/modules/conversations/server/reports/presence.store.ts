import type { Ctx } from '#kernel/ctx.ts'

/** Ends the stretch that runs and begins the next one; who is gone has none. */
export async function change(ctx: Ctx, { personId, status, since }: { personId: string; status: string; since: string }): Promise<void> {
  await ctx.sql`
    update conversations.agent_span set ended_at = greatest(started_at, ${since}::timestamptz)
    where person_id = ${personId} and ended_at is null and kind <> ${status}`
  if (status === 'offline') return
  await ctx.sql`
    insert into conversations.agent_span (id, person_id, kind, started_at)
    values (${ctx.newId()}, ${personId}, ${status}, ${since}) on conflict (org_id, person_id) where ended_at is null do nothing`
}

export type Stretch = { personId: string; kind: 'online' | 'away'; from: string; to: string }

/** What of each stretch lies inside of a period; the running one reaches to its end. */
export async function stretches(ctx: Ctx, { from, to }: { from: string; to: string }): Promise<Stretch[]> {
  return ctx.sql<Stretch>`
    select s.person_id as "personId", s.kind, greatest(s.started_at, ${from}::timestamptz) as from,
      least(coalesce(s.ended_at, ${ctx.now}), ${to}::timestamptz) as to
    from conversations.agent_span s
    where s.started_at < ${to} and (s.ended_at is null or s.ended_at > ${from}) and s.started_at > ${from}::timestamptz - interval '31 days'
    order by s.started_at limit 20000`
}
