import type { Ctx } from '#kernel/ctx.ts'
import * as crm from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Proposal, ProposalLine } from '#sales/contract/proposal.ts'
import type { DocumentIssue } from '#sales/contract/proposal-document.ts'
import { totalsOf } from '#sales/contract/proposal-totals.ts'
import { say, type Said } from '#sales/server/documents/render.ts'
import { discountOfColumns } from '#sales/server/proposals/lines.store.ts'
import type { StoredProposal } from '#sales/server/proposals/proposals.store.ts'
import * as settings from '#sales/server/proposals/settings.ts'
import * as steps from '#sales/server/proposals/steps.store.ts'

/** A proposal as its page shows it: with what it comes to and what stands in its way. */
export async function shown(ctx: Ctx, row: StoredProposal, lines: readonly ProposalLine[]): Promise<Proposal> {
  const { discountKind, discountValue, contentNo: _content, ...facts } = row
  const [said, limitMinor, history, owner] = await Promise.all([
    sayDraft(ctx, row, lines),
    limitOf(ctx, row.currency),
    steps.of(ctx, row.id),
    row.ownerId === null ? [] : identity.people(ctx, [row.ownerId]),
  ])
  return {
    ...facts,
    ownerName: owner[0]?.name ?? null,
    lines: [...lines],
    discount: discountOfColumns(discountKind, discountValue),
    totals: totalsOf({ lines, discount: discountOfColumns(discountKind, discountValue), includesTax: row.includesTax }),
    issues: row.state === 'draft' ? said.issues : [],
    approval: { isNeeded: limitMinor !== null && row.totalMinor > limitMinor, limitMinor },
    steps: history,
  }
}

/** The amount above which somebody has to say yes; null where nobody has to. */
export const limitOf = async (ctx: Ctx, currency: string): Promise<number | null> =>
  (await settings.get(ctx)).limits.find((one) => one.currency === currency)?.aboveMinor ?? null

/** What a draft says today, with everything that stands in the way of sending it. */
export async function sayDraft(ctx: Ctx, row: StoredProposal, lines: readonly ProposalLine[]): Promise<Said> {
  const contact = await crm.summary(ctx, row.contactId)
  const discount = discountOfColumns(row.discountKind, row.discountValue)
  const today = settings.todayIn(ctx)
  const said = await say(ctx, {
    number: row.number,
    title: row.title,
    brandId: row.brandId,
    contact: {
      name: contact?.name ?? row.contactName,
      phone: contact?.phone ?? null,
      email: contact?.email ?? null,
      taxId: contact?.taxId ?? null,
    },
    ownerId: row.ownerId,
    currency: row.currency,
    date: today,
    validUntil: row.validUntil,
    document: row.document,
    lines,
    discount,
    includesTax: row.includesTax,
    totals: totalsOf({ lines, discount, includesTax: row.includesTax }),
  })
  const over: DocumentIssue[] = row.validUntil < today ? [{ kind: 'validity_over', name: '' }] : []
  return { ...said, issues: [...said.issues, ...over] }
}
