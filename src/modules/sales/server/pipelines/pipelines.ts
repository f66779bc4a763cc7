import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { listVersion, nextListVersion } from '#kernel/db/list-version.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import type { orderPipelines, setPipelineArchival, updatePipeline, writeLostReasons } from '#sales/contract/pipeline-api.ts'
import { pipelinesChanged } from '#sales/contract/pipeline-events.ts'
import type { LostReason, Pipeline, Stage, WritePipeline, WriteStage } from '#sales/contract/pipeline.ts'
import * as layout from '#sales/server/pipelines/layout.ts'
import * as store from '#sales/server/pipelines/pipelines.store.ts'
import { refreshWaiting } from '#sales/server/pipelines/refresh.job.ts'
import { remap } from '#sales/server/pipelines/remap.ts'
import { checkStages } from '#sales/server/pipelines/stages.ts'
import {
  dealBrandUnknown,
  lostReasonUnknown,
  pipelineHasDeals,
  pipelineNotFound,
  pipelineOrderIncomplete,
  stageUnknown,
} from '#sales/server/problems.ts'

export async function list(ctx: Ctx): Promise<{ items: Pipeline[] }> {
  const rows = await store.all(ctx)
  const stages = Map.groupBy(
    await store.stages(
      ctx,
      rows.map(({ id }) => id),
    ),
    ({ pipelineId }) => pipelineId,
  )
  return { items: rows.map((row) => ({ ...row, stages: (stages.get(row.id) ?? []).map(bare) })) }
}

const bare = ({ pipelineId: _pipeline, ...stage }: Stage & { pipelineId: string }): Stage => stage

export async function get(ctx: Ctx, id: string): Promise<Pipeline> {
  const found = (await list(ctx)).items.find((one) => one.id === id)
  if (!found) throw pipelineNotFound()
  return found
}

export async function create(ctx: Ctx, input: WritePipeline): Promise<Pipeline> {
  await check(ctx, input, [])
  const id = ctx.newId()
  await store.insert(ctx, { id, name: input.name, brandId: input.brandId, currency: input.currency, asksNextStep: input.asksNextStep })
  await store.putStages(
    ctx,
    id,
    input.stages.map((stage) => written(stage, ctx.newId())),
  )
  return made(ctx, id)
}

export const createUsual = async (ctx: Ctx): Promise<Pipeline> => made(ctx, await layout.layOut(ctx))

async function made(ctx: Ctx, id: string): Promise<Pipeline> {
  const pipeline = await get(ctx, id)
  ctx.audit({ action: 'sales.pipeline.created', subject: subjectOf(pipeline), after: auditable(pipeline) })
  await ctx.emit(pipelinesChanged, { pipelineId: id })
  return pipeline
}

/** All at once: its name, its stages in their order, and where the deals go of stages that go. */
export async function update(ctx: Ctx, { id, ...input }: z.output<typeof updatePipeline.input>): Promise<Pipeline> {
  const row = await store.lock(ctx, id)
  if (!row) throw pipelineNotFound()
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  const before = await get(ctx, id)
  const held = await store.holdStages(ctx, id)
  await check(ctx, input, held)
  await store.update(ctx, { id, name: input.name, brandId: input.brandId, currency: input.currency, asksNextStep: input.asksNextStep })
  const stages = input.stages.map((stage) => written(stage, ctx.newId()))
  await store.putStages(ctx, id, stages)
  const gone = held.filter((stage) => !stages.some((one) => one.id === stage.id))
  await remap(ctx, { id, gone, stages, remaps: input.remaps })
  const after = await get(ctx, id)
  ctx.audit({ action: 'sales.pipeline.updated', subject: subjectOf(after), before: auditable(before), after: auditable(after) })
  await ctx.emit(pipelinesChanged, { pipelineId: id })
  const moved = after.stages.filter((stage) => held.some((old) => old.id === stage.id && old.rottingDays !== stage.rottingDays))
  if (moved.length > 0) ctx.enqueue(refreshWaiting, { stageIds: moved.map((stage) => stage.id) })
  return after
}

export async function setArchival(ctx: Ctx, { id, isArchived }: z.output<typeof setPipelineArchival.input>): Promise<Pipeline> {
  const row = await store.lock(ctx, id)
  if (!row) throw pipelineNotFound()
  if ((row.archivedAt !== null) === isArchived) return get(ctx, id)
  const count = isArchived ? await store.countOpen(ctx, id) : 0
  if (count > 0) throw pipelineHasDeals({ count })
  await store.setArchived(ctx, id, isArchived ? ctx.now.toISOString() : null)
  ctx.audit({ action: isArchived ? 'sales.pipeline.archived' : 'sales.pipeline.restored', subject: subjectOf(row) })
  await ctx.emit(pipelinesChanged, { pipelineId: id })
  return get(ctx, id)
}

export async function order(ctx: Ctx, { ids }: z.output<typeof orderPipelines.input>): Promise<{ items: Pipeline[] }> {
  const living = (await store.all(ctx)).filter(({ archivedAt }) => archivedAt === null)
  if (ids.length !== living.length || new Set(ids).size !== ids.length || living.some(({ id }) => !ids.includes(id)))
    throw pipelineOrderIncomplete()
  await store.order(ctx, ids)
  ctx.audit({
    action: 'sales.pipeline.ordered',
    subject: { kind: 'pipeline', id: ctx.org, name: '' },
    before: { order: living.map(({ name }) => name) },
    after: { order: ids.map((id) => living.find((one) => one.id === id)?.name ?? '') },
  })
  await ctx.emit(pipelinesChanged, { pipelineId: null })
  return list(ctx)
}

type LostReasons = z.output<typeof writeLostReasons.output>

const reasonList = 'sales.lost-reasons'

export const listLostReasons = async (ctx: Ctx): Promise<LostReasons> => ({
  version: await listVersion(ctx, reasonList),
  items: await store.lostReasons(ctx),
})

export async function saveLostReasons(ctx: Ctx, { items }: z.output<typeof writeLostReasons.input>): Promise<LostReasons> {
  const version = await nextListVersion(ctx, reasonList)
  const before = await store.lostReasons(ctx)
  if (items.some(({ id }) => id !== undefined && !before.some((one) => one.id === id))) throw lostReasonUnknown()
  const named = items.map(({ id, name }) => ({ id: id ?? ctx.newId(), name }))
  await store.writeLostReasons(ctx, [...new Map(named.map((one) => [one.id, one])).values()])
  const after = await store.lostReasons(ctx)
  ctx.audit({
    action: 'sales.lost-reason.changed',
    subject: { kind: 'lost-reason', id: ctx.org, name: '' },
    before: { reasons: offered(before) },
    after: { reasons: offered(after) },
  })
  await ctx.emit(pipelinesChanged, { pipelineId: null })
  return { items: after, version }
}

const offered = (all: readonly LostReason[]): string[] => all.filter(({ isArchived }) => !isArchived).map(({ name }) => name)

async function check(ctx: Ctx, input: WritePipeline, before: readonly Stage[]): Promise<void> {
  if (input.brandId && !(await identity.brands(ctx)).some(({ id }) => id === input.brandId)) throw dealBrandUnknown()
  const known = input.stages.flatMap(({ id }) => id ?? [])
  if (new Set(known).size !== known.length || known.some((id) => !before.some((stage) => stage.id === id))) throw stageUnknown()
  const ids = before.map(({ id }) => id)
  const filled = new Set((ids.length > 0 ? await store.countIn(ctx, ids) : []).map(({ stageId }) => stageId))
  checkStages(input.stages, before, filled)
}

const written = ({ id, kind, probability, ...stage }: WriteStage, newId: string): Stage => ({
  ...stage,
  id: id ?? newId,
  kind,
  probability: kind === 'won' ? 100 : kind === 'lost' ? 0 : probability,
})

const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'pipeline', id, name })
const auditable = ({ name, brandId, currency, asksNextStep, stages }: Pipeline) => ({
  name,
  brandId,
  currency,
  asksNextStep,
  stages: stages.map((stage) => `${stage.name} (${stage.probability} %)`),
})
