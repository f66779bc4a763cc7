import type { Ctx } from '#kernel/ctx.ts'
import type { DealCard } from '#sales/contract/deal.ts'
import { dealChanged, dealCreated, dealLost, dealMoved, dealReopened, dealWon } from '#sales/contract/deal-events.ts'
import { isClosing } from '#sales/contract/pipeline.ts'
import * as queue from '#sales/server/deals/deal-queue.ts'
import type { DealRow } from '#sales/server/deals/deals.store.ts'
import * as stageEvents from '#sales/server/deals/stage-events.store.ts'

export const cardOf = ({
  kind: _kind,
  stageName: _stage,
  stageProbability: _probability,
  rottingDays: _days,
  lostNote: _note,
  lastActivityAt: _active,
  createdAt: _created,
  createdByName: _by,
  archivedAt: _archived,
  ...card
}: DealRow): DealCard => card

/** Writes steps into the history, and tells of each: boards, reports, automations, the queue of what waits. */
export async function tellSteps(ctx: Ctx, steps: readonly { before: DealRow | null; after: DealRow }[]): Promise<void> {
  const at = ctx.now.toISOString()
  const events = steps.map(({ before, after }) => eventOf(ctx.newId(), at, before, after))
  await stageEvents.add(ctx, events)
  for (const [i, { before, after }] of steps.entries()) {
    await queue.keep(ctx, after)
    ctx.audit({
      action: before ? 'sales.deal.moved' : 'sales.deal.created',
      subject: subjectOf(after),
      ...(before && { before: { stage: before.stageName } }),
      after: before ? { stage: after.stageName, ...(after.lostNote && { reason: after.lostNote }) } : auditable(after),
    })
    const step = {
      card: cardOf(after),
      fromPipelineId: before?.pipelineId ?? null,
      fromStageId: before?.stageId ?? null,
      fromKind: before?.kind ?? null,
      toKind: after.kind,
      at,
      stageEventId: events[i]?.id ?? '',
    }
    await ctx.emit(before ? dealMoved : dealCreated, step)
    if (before?.kind === after.kind) continue
    if (after.kind === 'won') await ctx.emit(dealWon, step)
    if (after.kind === 'lost') await ctx.emit(dealLost, step)
    if (before && isClosing(before.kind) && !isClosing(after.kind)) await ctx.emit(dealReopened, step)
  }
}

const eventOf = (id: string, at: string, before: DealRow | null, after: DealRow): stageEvents.NewStageEvent => ({
  id,
  dealId: after.id,
  pipelineId: after.pipelineId,
  fromStageId: before?.stageId ?? null,
  toStageId: after.stageId,
  fromKind: before?.kind ?? null,
  toKind: after.kind,
  fromName: before?.stageName ?? null,
  toName: after.stageName,
  at,
  amountMinor: after.amountMinor,
  currency: after.currency,
  probability: after.probability ?? after.stageProbability,
})

/** What it says is other now, or that it was put away. */
export async function tellChange(ctx: Ctx, before: DealRow, after: DealRow): Promise<void> {
  await queue.keep(ctx, after)
  ctx.audit({ action: 'sales.deal.updated', subject: subjectOf(after), before: auditable(before), after: auditable(after) })
  await tellPlace(ctx, after)
}

/** Only open boards have to know. */
export const tellPlace = (ctx: Ctx, row: DealRow): Promise<void> =>
  ctx.emit(dealChanged, { card: cardOf(row), isArchived: row.archivedAt !== null })

export const subjectOf = ({ id, title }: Pick<DealRow, 'id' | 'title'>) => ({ kind: 'deal', id, name: title })

const auditable = (row: DealRow) => ({
  title: row.title,
  contact: row.contactName,
  ownerId: row.ownerId,
  brandId: row.brandId,
  amountMinor: row.amountMinor,
  currency: row.currency,
  probability: row.probability,
  expectedClose: row.expectedClose,
  nextStep: row.nextStep,
  nextStepAt: row.nextStepAt,
  isArchived: row.archivedAt !== null,
})
