import type { Ctx } from '#kernel/ctx.ts'
import type { CloseDeal, Deal, DealCard, MoveDeal, MoveDeals } from '#sales/contract/deal.ts'
import { isClosing } from '#sales/contract/pipeline.ts'
import { get } from '#sales/server/deals/deals.ts'
import * as store from '#sales/server/deals/deals.store.ts'
import * as lines from '#sales/server/deals/lines.store.ts'
import { keyFor, keysOnTop, onTop } from '#sales/server/deals/places.ts'
import { askedBy, missingFields } from '#sales/server/deals/requirements.ts'
import * as stageEvents from '#sales/server/deals/stage-events.store.ts'
import { cardOf, tellPlace, tellSteps } from '#sales/server/deals/telling.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'
import {
  dealArchived,
  dealNotFound,
  dealUnknown,
  fieldsMissing,
  lostReasonMissing,
  lostReasonUnknown,
  stageUnknown,
} from '#sales/server/problems.ts'

type Lost = Pick<MoveDeal, 'lostReasonId' | 'lostNote'>

/**
 * Puts a card where somebody dropped it. The stage is held first and the deal after it, by everybody in this order: of two
 * who move one deal the second moves it on from where the first one left it.
 */
export async function move(ctx: Ctx, { id, stageId, afterId, beforeId, ...lost }: MoveDeal): Promise<Deal> {
  const stage = await held(ctx, stageId)
  const [row] = await store.lockAll(ctx, [id])
  if (!row) throw dealNotFound()
  if (row.archivedAt !== null) throw dealArchived()
  if (row.stageId === stageId) await reorder(ctx, row, { afterId, beforeId })
  else await enter(ctx, [row], stage, [await keyFor(ctx, stageId, id, { afterId, beforeId })], lost)
  return get(ctx, { id })
}

/** Won, lost, or open again in the stage that it was closed from. The same outcome again changes nothing. */
export async function close(ctx: Ctx, { id, outcome, ...lost }: CloseDeal): Promise<Deal> {
  const row = await store.find(ctx, id)
  if (!row) throw dealNotFound()
  const isSame = outcome === 'open' ? !isClosing(row.kind) : row.kind === outcome
  if (isSame) return get(ctx, { id })
  const stageId = outcome === 'open' ? await openStage(ctx, row) : await closingStage(ctx, row.pipelineId, outcome)
  return move(ctx, { id, stageId, ...onTop, ...lost })
}

/** On top of a stage, in the order given. */
export async function moveMany(ctx: Ctx, { dealIds, stageId, ...lost }: MoveDeals): Promise<{ items: DealCard[] }> {
  const ids = [...new Set(dealIds)]
  const stage = await held(ctx, stageId)
  const rows = await store.lockAll(ctx, ids)
  if (rows.length < ids.length) throw dealUnknown()
  if (rows.some(({ archivedAt }) => archivedAt !== null)) throw dealArchived()
  const coming = ids.flatMap((id) => rows.filter((row) => row.id === id && row.stageId !== stageId))
  const keys = await keysOnTop(
    ctx,
    stageId,
    coming.map(({ id }) => id),
  )
  const moved = await enter(ctx, coming, stage, keys, lost)
  const staying = rows.filter((row) => row.stageId === stageId)
  return { items: [...moved, ...staying].map(cardOf) }
}

async function held(ctx: Ctx, stageId: string): Promise<pipelines.StageRow> {
  const stage = await pipelines.holdStage(ctx, stageId)
  if (!stage) throw stageUnknown()
  return stage
}

async function reorder(ctx: Ctx, row: store.DealRow, wanted: Pick<MoveDeal, 'afterId' | 'beforeId'>): Promise<void> {
  const rankKey = await keyFor(ctx, row.stageId, row.id, wanted)
  const after = { ...row, rankKey, version: row.version + 1 }
  await store.update(ctx, after)
  await tellPlace(ctx, after)
}

/** Deals that are held come into another stage that is held. */
async function enter(
  ctx: Ctx,
  rows: readonly store.DealRow[],
  stage: pipelines.StageRow,
  keys: readonly string[],
  lost: Lost,
): Promise<store.DealRow[]> {
  await requireReason(ctx, stage, lost)
  await requireFields(ctx, rows, stage)
  const now = ctx.now.toISOString()
  const steps = rows.map((before, i) => ({ before, after: inStage(before, stage, keys[i] ?? '', lost, now) }))
  for (const { after } of steps) await store.update(ctx, after)
  await tellSteps(ctx, steps)
  return steps.map(({ after }) => after)
}

/** A deal as it is in another stage. What it was lost for goes when it is not lost any more. */
export function inStage(row: store.DealRow, stage: pipelines.StageRow, rankKey: string, lost: Lost, now: string): store.DealRow {
  const isLost = stage.kind === 'lost'
  return {
    ...row,
    pipelineId: stage.pipelineId,
    stageId: stage.id,
    kind: stage.kind,
    stageName: stage.name,
    stageProbability: stage.probability,
    rottingDays: stage.rottingDays,
    rankKey,
    closedAt: isClosing(stage.kind) ? (row.kind === stage.kind && row.closedAt ? row.closedAt : now) : null,
    lostReasonId: isLost ? lost.lostReasonId : null,
    lostNote: isLost ? lost.lostNote : null,
    stageEnteredAt: now,
    version: row.version + 1,
  }
}

async function requireReason(ctx: Ctx, stage: pipelines.StageRow, { lostReasonId }: Lost): Promise<void> {
  if (stage.kind !== 'lost') return
  if (lostReasonId === null) throw lostReasonMissing()
  if (!(await pipelines.lostReasons(ctx)).some(({ id }) => id === lostReasonId)) throw lostReasonUnknown()
}

/** Says everything that is missing at once, of the first deal that lacks something. */
export async function requireFields(
  ctx: Ctx,
  rows: readonly Pick<store.DealRow, 'id' | 'title' | 'amountMinor' | 'expectedClose' | 'nextStep' | 'contactId' | 'ownerId'>[],
  stage: Pick<pipelines.StageRow, 'name' | 'kind' | 'requiredFields' | 'asksNextStep'>,
  known?: { hasLines: boolean },
): Promise<void> {
  const asked = askedBy(stage)
  if (asked.length === 0) return
  const asksLines = !known && asked.includes('products')
  const withLines = asksLines
    ? await lines.haveAny(
        ctx,
        rows.map(({ id }) => id),
      )
    : new Set<string>()
  for (const row of rows) {
    const missing = missingFields(asked, { ...row, hasLines: known?.hasLines ?? withLines.has(row.id) })
    if (missing.length === 0) continue
    const words = missing.map((field) => ctx.t(`sales.required.${field}`))
    const names = new Intl.ListFormat(ctx.locale, { type: 'conjunction' }).format(words)
    throw fieldsMissing({ stage: stage.name, deal: row.title, fields: missing.join(','), names })
  }
}

async function closingStage(ctx: Ctx, pipelineId: string, kind: 'won' | 'lost'): Promise<string> {
  const stage = (await pipelines.stages(ctx, [pipelineId])).find((one) => one.kind === kind)
  if (!stage) throw stageUnknown()
  return stage.id
}

/** Where it was closed from or, when that stage is gone, the first one that is open. */
async function openStage(ctx: Ctx, row: store.DealRow): Promise<string> {
  const last = await stageEvents.lastOpenStage(ctx, row.id)
  const stages = (await pipelines.stages(ctx, [row.pipelineId])).filter(({ kind }) => !isClosing(kind))
  const stage = stages.find(({ id }) => id === last) ?? stages[0]
  if (!stage) throw stageUnknown()
  return stage.id
}
