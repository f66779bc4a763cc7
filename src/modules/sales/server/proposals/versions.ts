import type { OutputOf } from '#kernel/contract/declare.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as identity from '#identity/server/public.ts'
import type { getProposalVersion, listProposalVersions } from '#sales/contract/proposal-api.ts'
import type { ProposalVersion } from '#sales/contract/proposal.ts'
import { writerOf } from '#sales/server/documents/items-table.ts'
import { paperStyle } from '#sales/server/documents/paper-style.ts'
import { proposalNotFound } from '#sales/server/problems.ts'
import { versionOf } from '#sales/server/proposals/freeze.ts'
import * as store from '#sales/server/proposals/proposals.store.ts'
import { changesBetween } from '#sales/server/proposals/version-changes.ts'
import * as versions from '#sales/server/proposals/versions.store.ts'

/** Newest first, each with what is different from the one before. */
export async function list(ctx: Ctx, { id }: { id: string }): Promise<OutputOf<typeof listProposalVersions>> {
  if (!(await store.find(ctx, id))) throw proposalNotFound()
  const all = await versions.of(ctx, id)
  const items = all.map((one, i) => {
    const before = all[i + 1]
    return { ...shown(ctx, one), changes: before ? changesBetween(before, one, writerOf(ctx.locale, one.currency)) : [] }
  })
  return { items }
}

export async function get(ctx: Ctx, { id, no }: { id: string; no: number }): Promise<OutputOf<typeof getProposalVersion>> {
  const row = await store.find(ctx, id)
  if (!row) throw proposalNotFound()
  const version = await versionOf(ctx, id, no)
  const brand = (await identity.brands(ctx)).find((one) => one.id === row.brandId)
  return { ...shown(ctx, version), html: version.html, css: paperStyle(brand?.theme.light['--accent'] ?? '') }
}

function shown(ctx: Ctx, one: ProposalVersion): ProposalVersion & { pdfUrl: string } {
  const { id, proposalId, no, number, title, contactName, currency, validUntil, includesTax, lines, discount, totals } = one
  const { pdfFileId, pdfSha256, createdAt, createdByName } = one
  const pdfUrl = ctx.files.url(ctx.org, pdfFileId, { isDownload: true, seconds: 3_600 })
  const facts = { id, proposalId, no, number, title, contactName, currency, validUntil, includesTax, lines, discount, totals }
  return { ...facts, pdfFileId, pdfSha256, createdAt, createdByName, pdfUrl }
}
