import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ProposalVersion } from '#sales/contract/proposal.ts'
import type { ProposalDocument } from '#sales/contract/proposal-document.ts'

const facts = sql`
  v.id, v.proposal_id as "proposalId", v.no, v.number, v.title, v.contact_name as "contactName", v.currency, v.valid_until::text as "validUntil",
  v.includes_tax as "includesTax", v.lines, v.discount, v.totals, v.pdf_file_id as "pdfFileId", v.pdf_sha256 as "pdfSha256",
  v.created_at as "createdAt", v.created_by_name as "createdByName"`

export type WrittenVersion = ProposalVersion & { contentNo: number; document: ProposalDocument; html: string }

/** With what it says. */
export async function find(ctx: Ctx, proposalId: string, no: number): Promise<WrittenVersion | undefined> {
  const [row] = await ctx.sql<WrittenVersion>`
    select ${facts}, v.content_no as "contentNo", v.document, v.html from sales.proposal_version v
    where v.proposal_id = ${proposalId} and v.no = ${no}`
  return row
}

/** The last one that was made. */
export async function last(ctx: Ctx, proposalId: string): Promise<WrittenVersion | undefined> {
  const [row] = await ctx.sql<WrittenVersion>`
    select ${facts}, v.content_no as "contentNo", v.document, v.html from sales.proposal_version v
    where v.proposal_id = ${proposalId} order by v.no desc limit 1`
  return row
}

export type ListedVersion = ProposalVersion & { document: ProposalDocument }

export const of = (ctx: Ctx, proposalId: string): Promise<ListedVersion[]> =>
  ctx.sql<ListedVersion>`
    select ${facts}, v.document from sales.proposal_version v where v.proposal_id = ${proposalId} order by v.no desc limit 100`

export async function insert(ctx: Ctx, one: WrittenVersion & { createdById: string | null }): Promise<void> {
  await ctx.sql`
    insert into sales.proposal_version (id, proposal_id, no, content_no, number, title, contact_name, currency, valid_until, includes_tax,
      discount, document, html, lines, totals, pdf_file_id, pdf_sha256, created_at, created_by_id, created_by_name)
    values (${one.id}, ${one.proposalId}, ${one.no}, ${one.contentNo}, ${one.number}, ${one.title}, ${one.contactName}, ${one.currency},
      ${one.validUntil}, ${one.includesTax}, ${one.discount && JSON.stringify(one.discount)}::jsonb, ${JSON.stringify(one.document)}::jsonb,
      ${one.html}, ${JSON.stringify(one.lines)}::jsonb, ${JSON.stringify(one.totals)}::jsonb, ${one.pdfFileId}, ${one.pdfSha256},
      ${one.createdAt}, ${one.createdById}, ${one.createdByName})`
}
