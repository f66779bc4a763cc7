import type { Ctx } from '#kernel/ctx.ts'
import type { MadeOfProposal } from '#sales/contract/signing.ts'

export const ofProposal = (ctx: Ctx, proposalId: string): Promise<MadeOfProposal[]> =>
  ctx.sql<MadeOfProposal>`
    select f.code, f.name, f.href, f.at from sales.proposal_followup f where f.proposal_id = ${proposalId} order by f.at, f.code`

export async function add(ctx: Ctx, proposalId: string, { code, name, href, at }: MadeOfProposal): Promise<void> {
  await ctx.sql`
    insert into sales.proposal_followup (proposal_id, code, name, href, at) values (${proposalId}, ${code}, ${name}, ${href}, ${at})`
}
