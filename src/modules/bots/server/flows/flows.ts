import type { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import { faultsOf, type Fault } from '#bots/contract/flow-check.ts'
import type { FlowDocument } from '#bots/contract/flow.ts'
import { Trigger, type Flow, type FlowFigures, type FlowSummary, type FlowVersion } from '#bots/contract/flows.ts'
import type { createFlow, publishFlow, rollBackFlow, saveDraft, updateFlow } from '#bots/contract/flow-api.ts'
import { flowsChanged } from '#bots/contract/flow-events.ts'
import { flowFaulty, flowInUse, flowNotFound, notPublished, tooManyFlows, versionNotFound } from '#bots/server/problems.ts'
import { keepFiles } from '#bots/server/files.ts'
import { letGoOf } from '#bots/server/runs/letting-go.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { actionsOf, dialoguesOf } from './actions.ts'
import { beginning } from './beginning.ts'
import { changesBetween, nameOf } from './differences.ts'
import * as store from './flows.store.ts'

const mostFlows = 100
const dayMs = 86_400_000
const figureDays = 30

export async function list(ctx: Ctx): Promise<{ items: FlowSummary[] }> {
  const since = new Date(ctx.now.getTime() - figureDays * dayMs).toISOString()
  const silentSince = new Date(ctx.now.getTime() - dayMs).toISOString()
  const [rows, figures, drops] = await Promise.all([
    store.list(ctx),
    store.figures(ctx, since, silentSince),
    store.drops(ctx, since, silentSince),
  ])
  const items = rows.map((row): FlowSummary => {
    const nameById = new Map(row.draft.nodes.map((node) => [node.id, nameOf(node, ctx.t)]))
    const { flowId: _id, ...counted } = figures.find(({ flowId }) => flowId === row.id) ?? nothing(row.id)
    const lost = drops.filter(({ flowId }) => flowId === row.id).slice(0, 5)
    const own: FlowFigures = {
      ...counted,
      drops: lost.map(({ nodeId, count }) => ({ nodeId, nodeName: nameById.get(nodeId) ?? nodeId, count })),
    }
    return { ...aboutOf(row), nodeCount: row.draft.nodes.length, figures: own }
  })
  return { items }
}

const nothing = (flowId: string): store.FigureRow => ({ flowId, started: 0, finished: 0, handedOff: 0, inside: 0 })

const aboutOf = ({ draft: _draft, publishedVersionId: _id, ...about }: store.FlowRow): Omit<Flow, 'draft' | 'faults'> => about

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Flow> {
  const row = await store.find(ctx, id)
  if (!row) throw flowNotFound()
  return shown(ctx, row)
}

const shown = async (ctx: Ctx, row: store.FlowRow): Promise<Flow> => ({
  ...aboutOf(row),
  draft: row.draft,
  faults: await faults(ctx, row.draft),
})

async function faults(ctx: Ctx, document: FlowDocument): Promise<Fault[]> {
  const actions = new Map(
    [...actionsOf(ctx), ...dialoguesOf(ctx)].map(({ code, fields }) => [
      code,
      { required: fields.filter(({ isRequired }) => isRequired).map(({ name }) => name) },
    ]),
  )
  return faultsOf(document, { actions, teamIds: new Set((await identity.teams(ctx)).map(({ id }) => id)) })
}

export async function create(ctx: Ctx, { name, copyOf }: z.output<typeof createFlow.input>): Promise<Flow> {
  if ((await store.count(ctx)) >= mostFlows) throw tooManyFlows({ limit: mostFlows })
  const model = copyOf === null ? undefined : await store.find(ctx, copyOf)
  if (copyOf !== null && !model) throw flowNotFound()
  const words = { text: ctx.t('bots.beginning.text'), person: ctx.t('bots.beginning.person'), handOff: ctx.t('bots.beginning.hand_off') }
  const id = ctx.newId()
  await store.insert(ctx, {
    id,
    name,
    trigger: model?.trigger ?? Trigger.parse({}),
    resume: model?.resume ?? { rule: 'resolved', minutes: 60 },
    draft: model?.draft ?? beginning(words),
    byName: actorName(ctx),
  })
  return told(ctx, id, 'created')
}

export async function update(ctx: Ctx, { id, ...wanted }: z.output<typeof updateFlow.input>): Promise<Flow> {
  const before = await held(ctx, id)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  const after: store.FlowRow = { ...before, ...given }
  if (after.isActive && after.publishedVersionId === null) throw notPublished()
  await store.update(ctx, after)
  if (before.isActive && !after.isActive) letGoOf(ctx, id)
  ctx.audit({ action: 'bots.flow.updated', subject: subjectOf(after), before: auditable(before), after: auditable(after) })
  await ctx.emit(flowsChanged, { flowId: id })
  return get(ctx, { id })
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const row = await held(ctx, id)
  // Whoever is inside would be left alone: switched off first, they get a person.
  if (row.isActive || (await store.isInside(ctx, id))) throw flowInUse()
  await store.remove(ctx, id)
  ctx.audit({ action: 'bots.flow.deleted', subject: subjectOf(row), before: auditable(row) })
  await ctx.emit(flowsChanged, { flowId: id })
  return {}
}

export async function draw(ctx: Ctx, { id, draft }: z.output<typeof saveDraft.input>): Promise<Flow> {
  const before = await held(ctx, id)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  await keepFiles(
    ctx,
    filesOf(draft).filter((fileId) => !filesOf(before.draft).includes(fileId)),
  )
  await store.draw(ctx, id, draft)
  await ctx.emit(flowsChanged, { flowId: id })
  return get(ctx, { id })
}

export async function order(ctx: Ctx, { ids }: { ids: string[] }): Promise<{ items: FlowSummary[] }> {
  await store.order(ctx, ids)
  return list(ctx)
}

export async function versions(ctx: Ctx, { id }: { id: string }): Promise<{ items: FlowVersion[] }> {
  const row = await store.find(ctx, id)
  if (!row) throw flowNotFound()
  const all = await store.versions(ctx, id)
  const items = all.map(({ id: versionId, document, ...one }, i) => ({
    ...one,
    isPublished: versionId === row.publishedVersionId,
    nodeCount: document.nodes.length,
    changes: changesBetween(all[i + 1]?.document, document, ctx.t),
  }))
  return { items }
}

export async function publish(ctx: Ctx, { id, note }: z.output<typeof publishFlow.input>): Promise<Flow> {
  const row = await held(ctx, id)
  const grave = (await faults(ctx, row.draft)).filter(({ isGrave }) => isGrave)
  if (grave.length > 0) throw flowFaulty({ count: grave.length, rules: [...new Set(grave.map(({ rule }) => rule))] })
  // What is published already is not published again.
  if (row.publishedVersionId !== null && !row.hasChanges) return shown(ctx, row)
  const versionId = ctx.newId()
  const number = await store.publish(ctx, { id: versionId, flowId: id, document: row.draft, note, byName: actorName(ctx) })
  await store.point(ctx, id, versionId)
  return told(ctx, id, 'published', { number })
}

export async function rollBack(ctx: Ctx, { id, number }: z.output<typeof rollBackFlow.input>): Promise<Flow> {
  const row = await held(ctx, id)
  const version = await store.numbered(ctx, id, number)
  if (!version) throw versionNotFound()
  if (version.id === row.publishedVersionId && !row.hasChanges) return shown(ctx, row)
  await store.draw(ctx, id, version.document)
  await store.point(ctx, id, version.id)
  return told(ctx, id, 'rolled-back', { number })
}

async function held(ctx: Ctx, id: string): Promise<store.FlowRow> {
  const row = await store.lock(ctx, id)
  if (!row) throw flowNotFound()
  return row
}

async function told(ctx: Ctx, id: string, what: 'created' | 'published' | 'rolled-back', after?: Record<string, unknown>): Promise<Flow> {
  const flow = await get(ctx, { id })
  ctx.audit({ action: `bots.flow.${what}`, subject: subjectOf(flow), ...(after && { after }) })
  await ctx.emit(flowsChanged, { flowId: id })
  return flow
}

const filesOf = ({ nodes }: FlowDocument): string[] =>
  nodes.flatMap((node) => (node.kind === 'answer' && node.file ? [node.file.fileId] : []))

const actorName = ({ actor }: Ctx): string | null => (actor.kind === 'system' ? null : actor.name)
const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'bot-flow', id, name })
const auditable = ({ name, isActive, trigger, resume }: store.FlowRow) => ({ name, isActive, trigger, resume })
