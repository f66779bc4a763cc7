import type { z } from 'zod'
import { addDays, dayIn, daysBetween } from '#kernel/contract/calendar-day.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { SearchHit } from '#kernel/module.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as crm from '#crm/server/public.ts'
import * as conversations from '#conversations/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type {
  CreateProposal,
  ListProposals,
  Proposal,
  ProposalLine,
  ProposalRow,
  ProposalState,
  UpdateProposal,
} from '#sales/contract/proposal.ts'
import { proposalCreated, proposalUpdated } from '#sales/contract/proposal-events.ts'
import { isWritable } from '#sales/contract/proposal-state.ts'
import { tooLargeDiscount, totalsOf, type Counted } from '#sales/contract/proposal-totals.ts'
import { blankDocument, readDocument } from '#sales/server/documents/document-reader.ts'
import { keepPicture } from '#sales/server/documents/pictures.ts'
import {
  amountTooLarge,
  discountTooLarge,
  proposalBrandUnknown,
  proposalContactUnknown,
  proposalLocked,
  proposalNotFound,
  proposalOwnerUnknown,
  proposalTemplateNotFound,
  validityInPast,
} from '#sales/server/problems.ts'
import * as deals from '#sales/server/deals/deals.ts'
import * as lineStore from '#sales/server/proposals/lines.store.ts'
import * as store from '#sales/server/proposals/proposals.store.ts'
import { nextNumber, todayIn } from '#sales/server/proposals/settings.ts'
import { shown } from '#sales/server/proposals/shown.ts'
import * as steps from '#sales/server/proposals/steps.store.ts'
import * as templates from '#sales/server/templates/templates.store.ts'

const usualDays = 15

export async function list(ctx: Ctx, input: ListProposals): Promise<Page<ProposalRow>> {
  const { items, next } = await store.page(ctx, input)
  return { items: await withOwners(ctx, items), next }
}

export const count = async (ctx: Ctx): Promise<{ states: { state: ProposalState; count: number }[] }> => ({
  states: await store.counts(ctx),
})

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Proposal> {
  const row = await store.find(ctx, id)
  if (!row) throw proposalNotFound()
  return shown(ctx, row, await lineStore.of(ctx, id))
}

export async function create(ctx: Ctx, input: z.output<typeof CreateProposal>): Promise<Proposal> {
  const contact = await contactOf(ctx, input.contactId)
  const template = input.templateId === null ? undefined : await templates.find(ctx, input.templateId)
  if (input.templateId !== null && (!template || template.isArchived)) throw proposalTemplateNotFound()
  const brands = await identity.brands(ctx)
  const asked = input.brandId ?? template?.brandId
  const brand = asked === undefined ? brands.find(({ isMain }) => isMain) : brands.find(({ id }) => id === asked)
  if (!brand) throw proposalBrandUnknown()
  if (input.dealId !== null) await deals.get(ctx, { id: input.dealId })
  if (input.conversationId !== null) await conversations.getConversation(ctx, { id: input.conversationId })
  const id = ctx.newId()
  return begin(ctx, [], {
    id,
    brandId: brand.id,
    templateId: template?.id ?? null,
    contactId: contact.id,
    contactName: contact.name,
    dealId: input.dealId,
    conversationId: input.conversationId,
    title: input.title ?? template?.name ?? ctx.t('sales.proposals.usual_title', { name: contact.name }).slice(0, 160),
    ownerId: ctx.actor.kind === 'user' ? ctx.actor.id : null,
    currency: input.currency ?? brand.currency,
    validUntil: addDays(todayIn(ctx), template?.validityDays ?? usualDays),
    includesTax: template?.includesTax ?? true,
    discountKind: null,
    discountValue: null,
    document: template?.document ?? blankDocument(ctx.newId()),
    totalMinor: 0,
  })
}

/** Another draft with the same content; it holds for as many days as the first one did. */
export async function copy(ctx: Ctx, { id, contactId }: { id: string; contactId?: string | undefined }): Promise<Proposal> {
  const row = await store.find(ctx, id)
  if (!row) throw proposalNotFound()
  const contact = contactId === undefined || contactId === row.contactId ? null : await contactOf(ctx, contactId)
  const lines = (await lineStore.of(ctx, id)).map((line) => ({ ...line, id: ctx.newId() }))
  const days = Math.max(1, daysBetween(dayIn(ctx.zone, row.createdAt), row.validUntil))
  return begin(ctx, lines, {
    ...row,
    ...(contact && { contactId: contact.id, contactName: contact.name, dealId: null, conversationId: null }),
    id: ctx.newId(),
    ownerId: ctx.actor.kind === 'user' ? ctx.actor.id : null,
    validUntil: addDays(todayIn(ctx), days),
  })
}

type Fresh = Omit<
  store.StoredProposal,
  'number' | 'state' | 'currentVersionNo' | 'createdAt' | 'updatedAt' | 'archivedAt' | 'version' | 'contentNo'
>

async function begin(ctx: Ctx, lines: readonly ProposalLine[], fresh: Fresh): Promise<Proposal> {
  const { actor } = ctx
  const at = ctx.now.toISOString()
  const number = await nextNumber(ctx, fresh.brandId)
  await store.insert(ctx, {
    ...fresh,
    number,
    state: 'draft',
    currentVersionNo: null,
    createdAt: at,
    updatedAt: at,
    archivedAt: null,
    version: 1,
    contentNo: 1,
    createdById: actor.kind === 'system' ? null : actor.id,
    createdByName: actor.kind === 'system' ? null : actor.name,
  })
  await lineStore.replace(ctx, fresh.id, lines)
  await steps.insert(ctx, { proposalId: fresh.id, from: null, to: 'draft', reason: null })
  await ctx.emit(proposalCreated, { proposalId: fresh.id, contactId: fresh.contactId, ownerId: fresh.ownerId })
  ctx.audit({
    action: 'sales.proposal.created',
    subject: { kind: 'proposal', id: fresh.id, name: number },
    after: {
      title: fresh.title,
      contactId: fresh.contactId,
      templateId: fresh.templateId,
      totalMinor: fresh.totalMinor,
      currency: fresh.currency,
    },
  })
  return get(ctx, { id: fresh.id })
}

/** Of a draft alone: what was approved or sent is not changed any more. */
export async function update(ctx: Ctx, input: UpdateProposal): Promise<Proposal> {
  const before = await store.lock(ctx, input.id)
  if (!before) throw proposalNotFound()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  if (!isWritable(before.state)) throw proposalLocked({ state: before.state })
  const known = await lineStore.of(ctx, input.id)
  const { row, lines } = await changed(ctx, before, known, input)
  if (input.validUntil !== undefined && input.validUntil !== before.validUntil && row.validUntil < todayIn(ctx)) throw validityInPast()
  if (row.ownerId !== null && row.ownerId !== before.ownerId) await requireColleague(ctx, row.ownerId)
  if (row.dealId !== null && row.dealId !== before.dealId) await deals.get(ctx, { id: row.dealId })
  await keepPicture(ctx, row.document, before.document)
  await store.write(ctx, row)
  if (input.lines) await lineStore.replace(ctx, row.id, lines)
  await ctx.emit(proposalUpdated, { proposalId: row.id, contactId: row.contactId, ownerId: row.ownerId })
  ctx.audit({
    action: 'sales.proposal.updated',
    subject: { kind: 'proposal', id: row.id, name: row.number },
    before: auditable(before, known),
    after: auditable(row, lines),
  })
  return get(ctx, { id: row.id })
}

/** What a draft would be with a change; nothing is written. Throws what cannot be counted or shown. */
export async function changed(
  ctx: Ctx,
  before: store.StoredProposal,
  known: readonly ProposalLine[],
  input: UpdateProposal,
): Promise<{ row: store.StoredProposal; lines: ProposalLine[] }> {
  const own = new Set(known.map(({ id }) => id))
  const met = new Set<string>()
  const lines = (input.lines ?? known).map((line): ProposalLine => {
    // Ids tell versions apart line by line; those of other proposals, and of a line that comes twice, are not taken over.
    const id = line.id !== undefined && own.has(line.id) && !met.has(line.id) ? line.id : ctx.newId()
    met.add(id)
    return { ...line, id }
  })
  const discount = input.discount === undefined ? lineStore.discountOfColumns(before.discountKind, before.discountValue) : input.discount
  const includesTax = input.includesTax ?? before.includesTax
  const totalMinor = counted({ lines, discount, includesTax })
  const row: store.StoredProposal = {
    ...before,
    title: input.title ?? before.title,
    ownerId: input.ownerId === undefined ? before.ownerId : input.ownerId,
    dealId: input.dealId === undefined ? before.dealId : input.dealId,
    currency: input.currency ?? before.currency,
    validUntil: input.validUntil ?? before.validUntil,
    includesTax,
    ...lineStore.columnsOfDiscount(discount),
    document: input.document ? readDocument(input.document) : before.document,
    totalMinor,
  }
  return { row, lines }
}

function counted(offered: Counted): number {
  try {
    const line = tooLargeDiscount(offered)
    if (line !== null) throw discountTooLarge({ line })
    return totalsOf(offered).totalMinor
  } catch (error) {
    if (error instanceof RangeError) throw amountTooLarge()
    throw error
  }
}

export async function search(ctx: Ctx, text: string, limit: number): Promise<SearchHit[]> {
  const hits = await store.hits(ctx, text, limit)
  return hits.map(({ id, number, title, contactName }) => ({
    id,
    kind: 'proposal',
    title: `${number} · ${title}`,
    subtitle: contactName,
    href: `/propuestas/${id}`,
  }))
}

async function contactOf(ctx: Ctx, id: string): Promise<crm.Summary> {
  const contact = await crm.summary(ctx, id)
  if (!contact || contact.mergedInto !== null) throw proposalContactUnknown()
  return contact
}

async function requireColleague(ctx: Ctx, id: string): Promise<void> {
  if (!(await identity.colleagues(ctx)).some((one) => one.id === id && one.isActive)) throw proposalOwnerUnknown()
}

async function withOwners(ctx: Ctx, rows: readonly store.FoundProposal[]): Promise<ProposalRow[]> {
  const ids = [...new Set(rows.flatMap(({ ownerId }) => ownerId ?? []))]
  const nameById = new Map((ids.length > 0 ? await identity.people(ctx, ids) : []).map(({ id, name }) => [id, name]))
  return rows.map((row) => ({ ...row, ownerName: row.ownerId === null ? null : (nameById.get(row.ownerId) ?? null) }))
}

const auditable = (row: store.StoredProposal, lines: readonly ProposalLine[]) => ({
  title: row.title,
  ownerId: row.ownerId,
  dealId: row.dealId,
  currency: row.currency,
  validUntil: row.validUntil,
  includesTax: row.includesTax,
  discount: lineStore.discountOfColumns(row.discountKind, row.discountValue),
  totalMinor: row.totalMinor,
  lines: lines.length,
})
