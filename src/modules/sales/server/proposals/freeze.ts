import { createHash } from 'node:crypto'
import type { Ctx } from '#kernel/ctx.ts'
import { proposalFrozen } from '#sales/contract/proposal-events.ts'
import { totalsOf } from '#sales/contract/proposal-totals.ts'
import { paperOf } from '#sales/server/documents/render.ts'
import { approvalNeeded, proposalNotFound, proposalUnready, proposalVersionNotFound } from '#sales/server/problems.ts'
import { discountOfColumns, of as linesOf } from '#sales/server/proposals/lines.store.ts'
import * as store from '#sales/server/proposals/proposals.store.ts'
import { sayDraft } from '#sales/server/proposals/shown.ts'
import { issueText } from '#sales/server/proposals/states.ts'
import * as versions from '#sales/server/proposals/versions.store.ts'

/**
 * Makes the immutable version of an approved proposal that can go out: what it says with every variable in its place, its
 * lines and totals, its markup, its PDF and the hash of that. Of one content there is one version, however often it is
 * called. Throws `sales.approval_needed` before the yes, `sales.proposal_unready` where something is missing by now.
 */
export async function freeze(ctx: Ctx, proposalId: string): Promise<versions.WrittenVersion> {
  const row = await store.lock(ctx, proposalId)
  if (!row) throw proposalNotFound()
  const last = await versions.last(ctx, proposalId)
  if (last && last.contentNo === row.contentNo) return last
  if (row.state !== 'approved') throw approvalNeeded()
  const lines = await linesOf(ctx, proposalId)
  const said = await sayDraft(ctx, row, lines)
  if (said.issues.length > 0) throw proposalUnready({ issues: said.issues.map((issue) => issueText(ctx, issue)) })
  const discount = discountOfColumns(row.discountKind, row.discountValue)
  const no = (last?.no ?? 0) + 1
  const pdf = await paperOf(ctx, said)
  const file = await ctx.files.put(ctx, { bytes: pdf, name: `${row.number}-v${no}.pdf`, declaredMime: 'application/pdf' })
  const { actor } = ctx
  const version: versions.WrittenVersion = {
    id: ctx.newId(),
    proposalId,
    no,
    contentNo: row.contentNo,
    number: row.number,
    title: row.title,
    contactName: row.contactName,
    currency: row.currency,
    validUntil: row.validUntil,
    includesTax: row.includesTax,
    lines,
    discount,
    totals: totalsOf({ lines, discount, includesTax: row.includesTax }),
    document: said.document,
    html: said.html,
    pdfFileId: file.id,
    pdfSha256: createHash('sha256').update(pdf).digest('hex'),
    createdAt: ctx.now.toISOString(),
    createdByName: actor.kind === 'system' ? null : actor.name,
  }
  await versions.insert(ctx, { ...version, createdById: actor.kind === 'system' ? null : actor.id })
  await store.setCurrentVersion(ctx, proposalId, no)
  await ctx.emit(proposalFrozen, { proposalId, contactId: row.contactId, ownerId: row.ownerId, versionId: version.id, no })
  return version
}

/** A version with what it says; the last one when no number is given. Throws `sales.proposal_version_not_found`. */
export async function versionOf(ctx: Ctx, proposalId: string, no?: number): Promise<versions.WrittenVersion> {
  const found = no === undefined ? await versions.last(ctx, proposalId) : await versions.find(ctx, proposalId, no)
  if (!found) throw proposalVersionNotFound()
  return found
}
