import { z } from 'zod'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { leadModelTrained } from '#crm/contract/events.ts'
import type { LeadModel } from '#crm/contract/lead-model.ts'
import { actorName } from '#crm/server/contacts/activity.store.ts'
import { learnable } from '#crm/server/lead-model/closed-leads.store.ts'
import * as store from '#crm/server/lead-model/models.store.ts'
import { predictEverybody } from '#crm/server/lead-model/predict-everybody.ts'
import { trainApart } from '#crm/server/lead-model/trainer.ts'
import type { ClosedLead } from '#crm/server/lead-model/training.ts'
import { leadModelNotFound } from '#crm/server/problems.ts'

const longestTrainingMs = 30 * 60_000
/** The newest ones: what is older than that many leads says little about the next one. */
const mostLeads = 50_000
const atOnce = 2_000

export async function list(ctx: Ctx): Promise<{ items: Summary[]; isTraining: boolean }> {
  const [models, isTraining] = await Promise.all([store.list(ctx), isUnderWay(ctx)])
  return { items: models.map((model, i) => summary(model, i === 0)), isTraining }
}

type Summary = Pick<LeadModel, 'id' | 'version' | 'trainedAt' | 'trainedBy' | 'passes' | 'isActive' | 'leads' | 'auc' | 'brier'>

const summary = ({ report, ...model }: store.StoredModel, isNewest: boolean): Summary => ({
  ...model,
  isActive: isNewest && model.passes,
  leads: report.leads,
  auc: report.auc,
  brier: report.brier,
})

export async function get(ctx: Ctx, { id }: { id: string }): Promise<LeadModel> {
  const model = await store.find(ctx, id)
  if (!model) throw leadModelNotFound()
  const { report, ...rest } = model
  return { ...report, ...rest, isActive: model.passes && model.version === (await store.newestVersion(ctx)) }
}

/** Asks for a training; while one is under way, nothing more happens. */
export async function train(ctx: Ctx): Promise<{ isTraining: boolean }> {
  if (await isUnderWay(ctx)) return { isTraining: true }
  await store.beginTraining(ctx, actorName(ctx))
  ctx.enqueue(trainLeadModel, {}, { lane: 'crm.train-lead-model' })
  ctx.audit({ action: 'crm.lead-model.trained', subject: { kind: 'lead-model', id: ctx.org, name: '' } })
  return { isTraining: true }
}

async function isUnderWay(ctx: Ctx): Promise<boolean> {
  const training = await store.trainingSince(ctx)
  return training !== undefined && Date.parse(training.since) > ctx.now.getTime() - longestTrainingMs
}

/** By schedule or asked for. Where no lead was ever closed there is nothing to say, unless somebody asked. */
export const trainLeadModel = job({
  name: 'crm.train-lead-model',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  attempts: 3,
  async work(desk) {
    const { learned, ...report } = await trainApart(closedLeads(desk))
    await desk.transaction(async (ctx) => {
      const asked = await store.trainingSince(ctx)
      await store.endTraining(ctx)
      if (report.leads === 0 && !asked) return
      const version = (await store.newestVersion(ctx)) + 1
      await store.insert(ctx, { id: ctx.newId(), version, trainedBy: asked?.askedBy ?? null, report, learned })
      await ctx.emit(leadModelTrained, { version, passes: report.passes })
      ctx.enqueue(predictEverybody, {}, { lane: 'crm.predict-everybody' })
    })
  },
})

/** Newest first, slice by slice, each read in a transaction of its own. */
async function* closedLeads(desk: Desk): AsyncGenerator<ClosedLead[]> {
  let before = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
  for (let read = 0; read < mostLeads;) {
    const slice = await desk.transaction((ctx) => learnable(ctx, before, Math.min(atOnce, mostLeads - read)))
    yield slice.map(({ closedAt: _closedAt, ...lead }) => lead)
    const last = slice.at(-1)
    if (!last || slice.length < atOnce) return
    before = { at: last.closedAt, id: last.id }
    read += slice.length
  }
}
