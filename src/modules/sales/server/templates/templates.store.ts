import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ProposalDocument } from '#sales/contract/proposal-document.ts'
import type { ProposalTemplate, ProposalTemplateRow } from '#sales/contract/proposal-template.ts'

const facts = sql`t.id, t.name, t.brand_id as "brandId", t.validity_days as "validityDays", t.includes_tax as "includesTax",
  (select count(*) from sales.proposal p where p.org_id = t.org_id and p.template_id = t.id) as "usedCount",
  t.created_at as "createdAt", t.updated_at as "updatedAt", t.archived_at is not null as "isArchived", t.version`

export const all = (ctx: Ctx): Promise<ProposalTemplateRow[]> =>
  ctx.sql<ProposalTemplateRow>`
    select ${facts}, jsonb_array_length(t.document -> 'sections')::bigint as "sectionCount"
    from sales.proposal_template t order by t.archived_at is not null, lower(t.name), t.id limit 500`

export async function find(ctx: Ctx, id: string): Promise<ProposalTemplate | undefined> {
  const [row] = await ctx.sql<ProposalTemplate>`select ${facts}, t.document from sales.proposal_template t where t.id = ${id}`
  return row
}

export const some = (ctx: Ctx, ids: readonly string[]): Promise<{ id: string; name: string; document: ProposalDocument }[]> =>
  ctx.sql`select t.id, t.name, t.document from sales.proposal_template t where t.id = any(${ids}::uuid[])`

/** Another one in use that is called so. */
export async function isNameTaken(ctx: Ctx, name: string, exceptId: string): Promise<boolean> {
  const rows =
    await ctx.sql`select t.id from sales.proposal_template t where t.name = ${name} and t.archived_at is null and t.id <> ${exceptId}`
  return rows.length > 0
}

export type WrittenTemplate = Pick<ProposalTemplate, 'id' | 'name' | 'brandId' | 'document' | 'validityDays' | 'includesTax'>

export async function insert(ctx: Ctx, one: WrittenTemplate): Promise<void> {
  await ctx.sql`
    insert into sales.proposal_template (id, name, brand_id, document, validity_days, includes_tax, created_at, updated_at)
    values (${one.id}, ${one.name}, ${one.brandId}, ${JSON.stringify(one.document)}::jsonb, ${one.validityDays}, ${one.includesTax}, ${ctx.now}, ${ctx.now})`
}

export async function update(ctx: Ctx, one: WrittenTemplate & { isArchived: boolean }, version: number): Promise<boolean> {
  const rows = await ctx.sql`
    update sales.proposal_template set name = ${one.name}, brand_id = ${one.brandId}, document = ${JSON.stringify(one.document)}::jsonb,
      validity_days = ${one.validityDays}, includes_tax = ${one.includesTax}, updated_at = ${ctx.now}, version = version + 1,
      archived_at = case when ${one.isArchived} then coalesce(archived_at, ${ctx.now}) end
    where id = ${one.id} and version = ${version} returning id`
  return rows.length > 0
}
