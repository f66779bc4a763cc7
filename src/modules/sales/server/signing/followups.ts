import { z } from 'zod'
import type { AcceptedOffer } from '#kernel/acceptance.ts'
import { Id } from '#kernel/contract/ids.ts'
import { split } from '#kernel/contract/shares.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { Problem } from '#kernel/problem.ts'
import { proposalUpdated } from '#sales/contract/proposal-events.ts'
import { versionOf } from '#sales/server/proposals/freeze.ts'
import * as proposals from '#sales/server/proposals/proposals.store.ts'
import * as settings from '#sales/server/proposals/settings.ts'
import type { WrittenVersion } from '#sales/server/proposals/versions.store.ts'
import * as facts from '#sales/server/signing/facts.store.ts'
import * as store from '#sales/server/signing/followups.store.ts'
import * as subjects from '#sales/server/signing/subject.ts'
import { tellOwners } from '#sales/server/signing/telling.ts'

/** Everything that is made of an accepted proposal and that nobody switched off, each in a job of its own. */
export const followAcceptance = job({
  name: 'sales.follow-acceptance',
  payload: z.looseObject({ proposalId: Id, version: z.int(), signerName: z.string() }),
  async run(ctx, { proposalId, version, signerName }) {
    for (const { code, isOn } of (await settings.get(ctx)).followups)
      if (isOn) ctx.enqueue(makeFollowup, { proposalId, version, signerName, code })
  },
})

/**
 * One of them, once, whatever is tried again. What cannot be made is no reason to doubt the signature: whoever the proposal
 * belongs to is told what to do by hand.
 */
export const makeFollowup = job({
  name: 'sales.make-followup',
  payload: z.object({ proposalId: Id, version: z.int(), signerName: z.string(), code: z.string() }),
  async work(desk, { proposalId, version, signerName, code }) {
    try {
      await desk.transaction((ctx) => make(ctx, { proposalId, version, signerName, code }))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      await desk.transaction(async (ctx) => {
        const subject = await subjects.find(ctx, proposalId)
        if (subject) await tellOwners(ctx, subject, 'followup_left', { what: ctx.t(leftWords(code), { number: subject.number }) }, code)
      })
    }
  },
})

type Wanted = { proposalId: string; version: number; signerName: string; code: string }

async function make(ctx: Ctx, { proposalId, version, signerName, code }: Wanted): Promise<void> {
  // Whoever makes something of it holds its chain: a job that is tried again sees what the first one made.
  await facts.lockHead(ctx, proposalId)
  if ((await store.ofProposal(ctx, proposalId)).some((one) => one.code === code)) return
  const action = settings.followupsOf(ctx).find((one) => one.code === code)
  const row = await proposals.find(ctx, proposalId)
  if (!action || !row) return
  const made = await action.run(ctx, offerOf(row, await versionOf(ctx, proposalId, version), { signerName, at: ctx.now.toISOString() }))
  if (!made) return
  await store.add(ctx, proposalId, { code, ...made, at: ctx.now.toISOString() })
  await ctx.emit(proposalUpdated, { proposalId, contactId: row.contactId, ownerId: row.ownerId })
}

/** `orders.create-order` says what has to be done by hand with `orders.on_acceptance.create-order.left`. */
const leftWords = (code: string): string => {
  const [module = '', name = ''] = code.split('.')
  return `${module}.on_acceptance.${name}.left`
}

/** What was agreed to, line by line: the discount of everything is taken off its lines as it was for the taxes. */
export function offerOf(
  { id, brandId, contactId, conversationId }: Pick<proposals.StoredProposal, 'id' | 'brandId' | 'contactId' | 'conversationId'>,
  {
    no,
    number,
    title,
    currency,
    includesTax,
    lines,
    totals,
  }: Pick<WrittenVersion, 'no' | 'number' | 'title' | 'currency' | 'includesTax' | 'lines' | 'totals'>,
  { signerName, at }: { signerName: string; at: string },
): AcceptedOffer {
  const items = lines.map((line, i) => ({ line, totalMinor: line.kind === 'heading' ? 0 : (totals.lines[i]?.totalMinor ?? 0) }))
  const shares = split(
    totals.discountMinor,
    items.map(({ totalMinor }) => totalMinor),
  )
  return {
    key: `proposal:${id}:${no}`,
    number,
    title,
    brandId,
    contactId,
    conversationId,
    currency,
    includesTax,
    totalMinor: totals.totalMinor,
    signerName,
    at,
    lines: items.flatMap(({ line, totalMinor }, i) =>
      line.kind === 'heading'
        ? []
        : [
            {
              productId: line.productId,
              // Versions that were made before the catalogue do not say it.
              variantId: line.variantId ?? null,
              description: line.description,
              quantityMilli: line.quantityMilli,
              unit: line.unit,
              agreedMinor: totalMinor - (shares[i] ?? 0),
              taxBasisPoints: line.taxBasisPoints,
            },
          ],
    ),
  }
}
