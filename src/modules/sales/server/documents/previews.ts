import type { z } from 'zod'
import { addDays } from '#kernel/contract/calendar-day.ts'
import type { OutputOf } from '#kernel/contract/declare.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as identity from '#identity/server/public.ts'
import type { previewProposal, printProposal } from '#sales/contract/proposal-api.ts'
import type { ProposalLine, UpdateProposal } from '#sales/contract/proposal.ts'
import type { previewProposalTemplate } from '#sales/contract/proposal-template-api.ts'
import { totalsOf } from '#sales/contract/proposal-totals.ts'
import { readDocument } from '#sales/server/documents/document-reader.ts'
import { paperOf, say } from '#sales/server/documents/render.ts'
import { proposalNotFound } from '#sales/server/problems.ts'
import * as lineStore from '#sales/server/proposals/lines.store.ts'
import { changed } from '#sales/server/proposals/proposals.ts'
import * as store from '#sales/server/proposals/proposals.store.ts'
import { todayIn } from '#sales/server/proposals/settings.ts'
import { sayDraft } from '#sales/server/proposals/shown.ts'
import { get as getTemplate } from '#sales/server/templates/templates.ts'

/** As it would look with what is typed. */
export async function ofProposal(ctx: Ctx, input: UpdateProposal): Promise<OutputOf<typeof previewProposal>> {
  const before = await store.find(ctx, input.id)
  if (!before) throw proposalNotFound()
  const { row, lines } = await changed(ctx, before, await lineStore.of(ctx, input.id), input)
  const { html, css, issues } = await sayDraft(ctx, row, lines)
  const discount = lineStore.discountOfColumns(row.discountKind, row.discountValue)
  return { html, css, issues, totals: totalsOf({ lines, discount, includesTax: row.includesTax }) }
}

/** With an invented customer, so that every variable says something. */
export async function ofTemplate(
  ctx: Ctx,
  { id, document, brandId, includesTax }: z.output<typeof previewProposalTemplate.input>,
): Promise<OutputOf<typeof previewProposalTemplate>> {
  const template = await getTemplate(ctx, { id })
  const brands = await identity.brands(ctx)
  const brand = brands.find((one) => one.id === (brandId ?? template.brandId)) ?? brands.find(({ isMain }) => isMain)
  const today = todayIn(ctx)
  const lines = sampleLines(ctx)
  const discount = { kind: 'percent' as const, basisPoints: 1000 }
  const { html, css, issues } = await say(ctx, {
    number: `P-${today.slice(0, 4)}-00042`,
    title: template.name,
    brandId: brand?.id ?? template.brandId,
    contact: { name: ctx.t('sales.sample.client'), phone: '+54 9 11 0000-0000', email: 'cliente@example.com', taxId: '20-12345678-6' },
    ownerId: ctx.actor.kind === 'user' ? ctx.actor.id : null,
    currency: brand?.currency ?? 'ARS',
    date: today,
    validUntil: addDays(today, template.validityDays),
    document: readDocument(document),
    lines,
    discount,
    includesTax,
    totals: totalsOf({ lines, discount, includesTax }),
    self: { id: template.id, name: template.name },
  })
  return { html, css, issues }
}

const sampleLines = (ctx: Ctx): ProposalLine[] =>
  ([1, 2, 3] as const).map((n) => ({
    id: ctx.newId(),
    kind: 'item',
    description: ctx.t(`sales.sample.line_${n}`),
    quantityMilli: n * 1000,
    unit: '',
    unitPriceMinor: 2_500_000 * n,
    discount: null,
    taxBasisPoints: 2100,
    productId: null,
    variantId: null,
    listPriceMinor: null,
  }))

/** The draft on paper: a file that goes by itself after two days. */
export async function print(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof printProposal>> {
  const row = await store.find(ctx, id)
  if (!row) throw proposalNotFound()
  const bytes = await paperOf(ctx, await sayDraft(ctx, row, await lineStore.of(ctx, id)))
  const file = await ctx.files.put(ctx, { bytes, name: `${row.number}.pdf`, declaredMime: 'application/pdf', isTemporary: true })
  return { url: ctx.files.url(ctx.org, file.id, { seconds: 3_600 }) }
}
