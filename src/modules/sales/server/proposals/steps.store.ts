import type { Ctx } from '#kernel/ctx.ts'
import type { TimelineQuery } from '#kernel/module.ts'
import type { ProposalState, ProposalStep } from '#sales/contract/proposal.ts'

export type Step = { proposalId: string; from: ProposalState | null; to: ProposalState; reason: string | null }

export async function insert(ctx: Ctx, { proposalId, from, to, reason }: Step): Promise<void> {
  const { actor } = ctx
  await ctx.sql`
    insert into sales.proposal_step (id, proposal_id, from_state, to_state, reason, at, actor_id, actor_name)
    values (${ctx.newId()}, ${proposalId}, ${from}, ${to}, ${reason}, ${ctx.now}, ${actor.kind === 'system' ? null : actor.id},
      ${actor.kind === 'system' ? null : actor.name})`
}

/** The newest first. */
export const of = (ctx: Ctx, proposalId: string): Promise<ProposalStep[]> =>
  ctx.sql<ProposalStep>`
    select s.from_state as "from", s.to_state as "to", s.at, s.actor_name as "actorName", s.reason
    from sales.proposal_step s where s.proposal_id = ${proposalId} order by s.at desc, s.id desc limit 100`

/** Who handed it in the last time; null when that was nobody. */
export async function submitter(ctx: Ctx, proposalId: string): Promise<string | null> {
  const [row] = await ctx.sql<{ actorId: string | null }>`
    select s.actor_id as "actorId" from sales.proposal_step s
    where s.proposal_id = ${proposalId} and s.to_state = 'waiting_approval' order by s.at desc, s.id desc limit 1`
  return row?.actorId ?? null
}

export type StepMoment = {
  id: string
  at: string
  to: ProposalState
  number: string
  title: string
  proposalId: string
  actorName: string | null
}

/** What the house did with the proposals of a contact, for their timeline. What happens outside is told with more by signing. */
export const moments = (ctx: Ctx, query: TimelineQuery): Promise<StepMoment[]> =>
  ctx.sql<StepMoment>`
    select s.id, s.at, s.to_state as "to", p.number, p.title, p.id as "proposalId", s.actor_name as "actorName"
    from sales.proposal p join sales.proposal_step s on s.org_id = p.org_id and s.proposal_id = p.id
    where p.contact_id = ${query.contactId} and s.to_state <> all('{sent,viewed,accepted,rejected,expired}') and (s.at, s.id) < (${query.before}::timestamptz, ${query.beforeId}::uuid)
    order by s.at desc, s.id desc limit ${query.limit}`
