import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { atField, changedMeanwhile } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import { proposalTemplateChanged } from '#sales/contract/proposal-events.ts'
import type {
  CreateProposalTemplate,
  ProposalTemplate,
  ProposalTemplateRow,
  UpdateProposalTemplate,
} from '#sales/contract/proposal-template.ts'
import { variables } from '#sales/contract/proposal-variable.ts'
import { blankDocument, readDocument } from '#sales/server/documents/document-reader.ts'
import { keepPicture } from '#sales/server/documents/pictures.ts'
import { proposalBrandUnknown, proposalTemplateNotFound, templateNameTaken } from '#sales/server/problems.ts'
import * as store from '#sales/server/templates/templates.store.ts'

export const list = async (ctx: Ctx): Promise<{ items: ProposalTemplateRow[] }> => ({ items: await store.all(ctx) })

export async function get(ctx: Ctx, { id }: { id: string }): Promise<ProposalTemplate> {
  const template = await store.find(ctx, id)
  if (!template) throw proposalTemplateNotFound()
  return template
}

export async function create(ctx: Ctx, input: z.output<typeof CreateProposalTemplate>): Promise<ProposalTemplate> {
  const id = ctx.newId()
  await requireName(ctx, input.name, id)
  return add(ctx, {
    id,
    name: input.name,
    brandId: await brandOf(ctx, input.brandId),
    document: input.document ? readDocument(input.document) : blankDocument(ctx.newId()),
    validityDays: input.validityDays,
    includesTax: input.includesTax,
  })
}

/** Another one that says the same, under the first name that is free. */
export async function copy(ctx: Ctx, { id }: { id: string }): Promise<ProposalTemplate> {
  const template = await get(ctx, { id })
  const names = new Set((await store.all(ctx)).filter((one) => !one.isArchived).map(({ name }) => name))
  const wanted = (n: number): string => ctx.t('sales.templates.copy_name', { name: template.name.slice(0, 60), number: n })
  let n = 1
  while (names.has(wanted(n))) n++
  const { brandId, document, validityDays, includesTax } = template
  return add(ctx, { id: ctx.newId(), name: wanted(n), brandId, document, validityDays, includesTax })
}

/** What is absent stays. */
export async function update(ctx: Ctx, input: UpdateProposalTemplate): Promise<ProposalTemplate> {
  const before = await get(ctx, input)
  const isArchived = input.isArchived ?? before.isArchived
  const name = input.name ?? before.name
  if (!isArchived && (name !== before.name || before.isArchived)) await requireName(ctx, name, before.id)
  const next = {
    id: before.id,
    name,
    brandId: input.brandId ? await brandOf(ctx, input.brandId) : before.brandId,
    document: input.document ? readDocument(input.document) : before.document,
    validityDays: input.validityDays ?? before.validityDays,
    includesTax: input.includesTax ?? before.includesTax,
    isArchived,
  }
  await keepPicture(ctx, next.document, before.document)
  if (!(await store.update(ctx, next, ctx.ifMatch ?? before.version))) throw changedMeanwhile({ version: before.version })
  await ctx.emit(proposalTemplateChanged, { templateId: before.id })
  ctx.audit({
    action: 'sales.proposal-template.updated',
    subject: { kind: 'proposal-template', id: before.id, name },
    before: auditable(before),
    after: auditable(next),
  })
  return get(ctx, input)
}

async function add(ctx: Ctx, template: store.WrittenTemplate): Promise<ProposalTemplate> {
  await keepPicture(ctx, template.document)
  await store.insert(ctx, template)
  await ctx.emit(proposalTemplateChanged, { templateId: template.id })
  ctx.audit({
    action: 'sales.proposal-template.created',
    subject: { kind: 'proposal-template', id: template.id, name: template.name },
    after: auditable({ ...template, isArchived: false }),
  })
  return get(ctx, template)
}

export const listVariables = () => Promise.resolve({ items: [...variables] })

async function brandOf(ctx: Ctx, asked: string | undefined): Promise<string> {
  const brands = await identity.brands(ctx)
  const brand = asked ? brands.find(({ id }) => id === asked) : brands.find(({ isMain }) => isMain)
  if (!brand) throw proposalBrandUnknown()
  return brand.id
}

async function requireName(ctx: Ctx, name: string, exceptId: string): Promise<void> {
  if (await store.isNameTaken(ctx, name, exceptId)) throw atField(ctx.t, 'name', templateNameTaken({ name }))
}

const auditable = ({
  name,
  brandId,
  validityDays,
  includesTax,
  isArchived,
  document,
}: store.WrittenTemplate & { isArchived: boolean }) => ({
  name,
  brandId,
  validityDays,
  includesTax,
  isArchived,
  sections: document.sections.map(({ title }) => title),
})
