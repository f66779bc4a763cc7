import type { Ctx } from '#kernel/ctx.ts'
import type { Comment } from '#sales/contract/signing.ts'

export type NewComment = Omit<Comment, 'at'> & { proposalId: string; authorId: string | null }

/** False when a comment with this id is there already. */
export async function insert(ctx: Ctx, comment: NewComment): Promise<boolean> {
  const rows = await ctx.sql`
    insert into sales.proposal_comment (id, proposal_id, version_number, author, author_id, author_name, text, at)
    values (${comment.id}, ${comment.proposalId}, ${comment.version}, ${comment.author}, ${comment.authorId}, ${comment.authorName},
      ${comment.text}, ${ctx.now})
    on conflict (org_id, id) do nothing returning id`
  return rows.length > 0
}

/** Oldest first. */
export const ofProposal = (ctx: Ctx, proposalId: string): Promise<Comment[]> =>
  ctx.sql<Comment>`
    select c.id, c.version_number as version, c.author, c.author_name as "authorName", c.text, c.at
    from sales.proposal_comment c where c.proposal_id = ${proposalId} order by c.at, c.id limit 500`

export async function countOf(ctx: Ctx, proposalId: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as count from sales.proposal_comment c where c.proposal_id = ${proposalId} and c.author = 'customer'`
  return row?.count ?? 0
}
