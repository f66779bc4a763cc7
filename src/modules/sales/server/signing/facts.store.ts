import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Fact, FactType } from '#sales/contract/signing.ts'
import { proposalNotFound } from '#sales/server/problems.ts'
import type { Head, Link } from '#sales/server/signing/chain.ts'

/** Held until the transaction ends: whoever comes second waits here and sees what the first one wrote. Throws `sales.proposal_not_found`. */
export async function lockHead(ctx: Ctx, proposalId: string): Promise<Head> {
  await ctx.sql`
    insert into sales.proposal_chain (proposal_id) select p.id from sales.proposal p where p.id = ${proposalId}
    on conflict (org_id, proposal_id) do nothing`
  const [head] = await ctx.sql<Head>`
    select c.length, c.hash, c.seal from sales.proposal_chain c where c.proposal_id = ${proposalId} for update`
  if (!head) throw proposalNotFound()
  return head
}

export async function findHead(ctx: Ctx, proposalId: string): Promise<Head | undefined> {
  const [head] = await ctx.sql<Head>`select c.length, c.hash, c.seal from sales.proposal_chain c where c.proposal_id = ${proposalId}`
  return head
}

export type NewFact = {
  id: string
  proposalId: string
  seq: number
  type: FactType
  version: number
  actorKind: Fact['actorKind']
  actorName: string
  content: string
  hash: string
  seal: string
}

export async function add(ctx: Ctx, fact: NewFact): Promise<void> {
  await ctx.sql`
    insert into sales.proposal_event (id, proposal_id, seq, type, at, version_number, actor_kind, actor_name, content, hash)
    values (${fact.id}, ${fact.proposalId}, ${fact.seq}, ${fact.type}, ${ctx.now}, ${fact.version}, ${fact.actorKind}, ${fact.actorName},
      ${fact.content}, ${fact.hash})`
  await ctx.sql`
    update sales.proposal_chain set length = ${fact.seq}, hash = ${fact.hash}, seal = ${fact.seal} where proposal_id = ${fact.proposalId}`
}

/** Oldest first. */
export const ofProposal = (ctx: Ctx, proposalId: string): Promise<Fact[]> =>
  ctx.sql<Fact>`
    select e.id, e.seq, e.type, e.at, e.version_number as version, e.actor_kind as "actorKind", e.actor_name as "actorName", e.hash, e.content
    from sales.proposal_event e where e.proposal_id = ${proposalId} order by e.seq`

export const links = (ctx: Ctx, proposalId: string): Promise<Link[]> =>
  ctx.sql<Link>`select e.seq, e.content, e.hash from sales.proposal_event e where e.proposal_id = ${proposalId} order by e.seq`

/** The newest of these types, if there is one. */
export async function latest(ctx: Ctx, proposalId: string, types: readonly FactType[]): Promise<Fact | undefined> {
  const [found] = await ctx.sql<Fact>`
    select e.id, e.seq, e.type, e.at, e.version_number as version, e.actor_kind as "actorKind", e.actor_name as "actorName", e.hash, e.content
    from sales.proposal_event e where e.proposal_id = ${proposalId} and e.type = any(${types}) order by e.seq desc limit 1`
  return found
}

/** The last version that left the house, the one that was accepted, those that were rejected or ran out. */
export type Course = { latestSent: number | null; accepted: number | null; rejected: number[]; expired: number[] }

export async function courseOf(ctx: Ctx, proposalId: string): Promise<Course> {
  const [row] = await ctx.sql<Course>`
    select max(e.version_number) filter (where e.type = 'sent') as "latestSent",
      max(e.version_number) filter (where e.type = 'accepted') as accepted,
      coalesce(array_agg(e.version_number::int) filter (where e.type = 'rejected'), '{}') as rejected,
      coalesce(array_agg(e.version_number::int) filter (where e.type = 'expired'), '{}') as expired
    from sales.proposal_event e where e.proposal_id = ${proposalId} and e.type = any('{sent,accepted,rejected,expired}')`
  return row ?? { latestSent: null, accepted: null, rejected: [], expired: [] }
}

export type Moment = { id: string; proposalId: string; number: string; type: FactType; at: string; actorName: string; version: number }

/** For the timeline of a contact: what happened to their proposals before a moment, newest first. */
export const moments = (
  ctx: Ctx,
  query: { contactId: string; before: string; beforeId: string; limit: number; types: readonly FactType[] },
): Promise<Moment[]> =>
  ctx.sql<Moment>`
    select e.id, e.proposal_id as "proposalId", p.number, e.type, e.at, e.actor_name as "actorName", e.version_number as version
    from sales.proposal_event e join sales.proposal p on p.org_id = e.org_id and p.id = e.proposal_id
    where p.contact_id = ${query.contactId} and e.type = any(${query.types}) ${before(query)}
    order by e.at desc, e.id desc limit ${query.limit}`

const before = ({ before: at, beforeId }: { before: string; beforeId: string }) =>
  sql`and (e.at, e.id) < (${at}::timestamptz, ${beforeId}::uuid)`
