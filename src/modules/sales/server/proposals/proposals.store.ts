import type { Page } from '#kernel/contract/page.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Discount, ListProposals, ProposalRow, ProposalState } from '#sales/contract/proposal.ts'
import type { ProposalDocument } from '#sales/contract/proposal-document.ts'

export type StoredProposal = Omit<ProposalRow, 'ownerName'> & {
  includesTax: boolean
  discountKind: Discount['kind'] | null
  discountValue: number | null
  document: ProposalDocument
  contentNo: number
}

const facts = sql`
  p.id, p.number, p.title, p.contact_id as "contactId", p.contact_name as "contactName", p.deal_id as "dealId",
  p.conversation_id as "conversationId", p.brand_id as "brandId", p.template_id as "templateId", p.owner_id as "ownerId", p.currency,
  p.total_minor as "totalMinor", p.state, p.valid_until::text as "validUntil", p.current_version_no as "currentVersionNo",
  p.created_at as "createdAt", p.updated_at as "updatedAt", p.archived_at as "archivedAt", p.version`
const whole = sql`${facts}, p.includes_tax as "includesTax", p.discount_kind as "discountKind", p.discount_value as "discountValue",
  p.document, p.content_no as "contentNo"`

export type FoundProposal = Omit<ProposalRow, 'ownerName'>

export async function find(ctx: Ctx, id: string): Promise<StoredProposal | undefined> {
  const [row] = await ctx.sql<StoredProposal>`select ${whole} from sales.proposal p where p.id = ${id}`
  return row
}

/** The same, and nobody else changes it until this transaction ends. */
export async function lock(ctx: Ctx, id: string): Promise<StoredProposal | undefined> {
  const [row] = await ctx.sql<StoredProposal>`select ${whole} from sales.proposal p where p.id = ${id} for no key update`
  return row
}

export const page = (ctx: Ctx, { archived, ...input }: ListProposals): Promise<Page<FoundProposal>> =>
  list<FoundProposal>(
    ctx,
    {
      from: sql`from sales.proposal p`,
      columns: facts,
      where: [archived === 'only' ? sql`p.archived_at is not null` : sql`p.archived_at is null`],
      fields: {
        createdAt: { column: sql`p.created_at`, type: 'instant', sortable: true, filterable: true },
        updatedAt: { column: sql`p.updated_at`, type: 'instant', sortable: true },
        number: { column: sql`p.number`, type: 'text', sortable: true, filterable: true },
        validUntil: { column: sql`p.valid_until`, type: 'date', sortable: true, filterable: true },
        totalMinor: { column: sql`p.total_minor`, type: 'number', sortable: true, filterable: true },
        state: { column: sql`p.state`, type: 'text', filterable: true },
        currency: { column: sql`p.currency::text`, type: 'text', filterable: true },
        ownerId: { column: sql`p.owner_id`, type: 'id', filterable: true },
        contactId: { column: sql`p.contact_id`, type: 'id', filterable: true },
        dealId: { column: sql`p.deal_id`, type: 'id', filterable: true },
        conversationId: { column: sql`p.conversation_id`, type: 'id', filterable: true },
        brandId: { column: sql`p.brand_id`, type: 'id', filterable: true },
      },
      defaultSort: '-createdAt',
      tieBreaker: sql`p.id`,
      search: (text) => sql`position(${searchable(text)} in p.search_text) > 0`,
    },
    input,
  )

export const counts = (ctx: Ctx): Promise<{ state: ProposalState; count: number }[]> =>
  ctx.sql`select p.state, count(*) as count from sales.proposal p where p.archived_at is null group by p.state`

/** For the palette: by number, title or name. */
export const hits = (ctx: Ctx, text: string, limit: number): Promise<FoundProposal[]> =>
  ctx.sql<FoundProposal>`
    select ${facts} from sales.proposal p where p.archived_at is null and position(${searchable(text)} in p.search_text) > 0
    order by p.created_at desc, p.id desc limit ${limit}`

export const searchTextOf = (one: Pick<StoredProposal, 'number' | 'title' | 'contactName'>): string =>
  searchable(`${one.number} ${one.title} ${one.contactName}`)

export async function insert(ctx: Ctx, one: StoredProposal & { createdById: string | null; createdByName: string | null }): Promise<void> {
  await ctx.sql`
    insert into sales.proposal (id, number, brand_id, template_id, contact_id, contact_name, deal_id, conversation_id, title, owner_id, currency,
      state, valid_until, includes_tax, discount_kind, discount_value, document, total_minor, search_text, created_at, created_by_id,
      created_by_name, updated_at)
    values (${one.id}, ${one.number}, ${one.brandId}, ${one.templateId}, ${one.contactId}, ${one.contactName}, ${one.dealId},
      ${one.conversationId}, ${one.title}, ${one.ownerId}, ${one.currency}, ${one.state}, ${one.validUntil}, ${one.includesTax},
      ${one.discountKind}, ${one.discountValue}, ${JSON.stringify(one.document)}::jsonb, ${one.totalMinor}, ${searchTextOf(one)},
      ${one.createdAt}, ${one.createdById}, ${one.createdByName}, ${one.createdAt})`
}

/** Writes back what a draft says and offers; it is held. */
export async function write(ctx: Ctx, one: StoredProposal): Promise<void> {
  await ctx.sql`
    update sales.proposal set title = ${one.title}, owner_id = ${one.ownerId}, deal_id = ${one.dealId}, currency = ${one.currency},
      valid_until = ${one.validUntil}, includes_tax = ${one.includesTax}, discount_kind = ${one.discountKind},
      discount_value = ${one.discountValue}, document = ${JSON.stringify(one.document)}::jsonb, total_minor = ${one.totalMinor},
      search_text = ${searchTextOf(one)}, content_no = content_no + 1, updated_at = ${ctx.now}, version = version + 1
    where id = ${one.id}`
}

export async function setState(ctx: Ctx, id: string, state: ProposalState): Promise<void> {
  await ctx.sql`update sales.proposal set state = ${state}, updated_at = ${ctx.now}, version = version + 1 where id = ${id}`
}

export async function setArchived(ctx: Ctx, id: string, isArchived: boolean): Promise<void> {
  await ctx.sql`
    update sales.proposal set archived_at = ${isArchived ? ctx.now : null}, updated_at = ${ctx.now}, version = version + 1 where id = ${id}`
}

export async function setCurrentVersion(ctx: Ctx, id: string, no: number): Promise<void> {
  await ctx.sql`update sales.proposal set current_version_no = ${no}, updated_at = ${ctx.now}, version = version + 1 where id = ${id}`
}

/** Names follow the contact; answers which proposals were touched. */
export async function rename(ctx: Ctx, contactId: string, name: string): Promise<StoredProposal[]> {
  const rows = await ctx.sql<StoredProposal>`
    select ${whole} from sales.proposal p where p.contact_id = ${contactId} and p.contact_name <> ${name} order by p.id for no key update`
  for (const row of rows)
    await ctx.sql`
      update sales.proposal set contact_name = ${name}, search_text = ${searchTextOf({ ...row, contactName: name })}, version = version + 1
      where id = ${row.id}`
  return rows
}

export async function brandIsUsed(ctx: Ctx, brandId: string): Promise<boolean> {
  const rows = await ctx.sql`
    select p.id from sales.proposal p where p.brand_id = ${brandId}
    union all select t.id from sales.proposal_template t where t.brand_id = ${brandId} limit 1`
  return rows.length > 0
}

/** What somebody who left had in hand. */
export async function letGo(ctx: Ctx, ownerId: string): Promise<void> {
  await ctx.sql`update sales.proposal set owner_id = null, version = version + 1 where owner_id = ${ownerId}`
}
