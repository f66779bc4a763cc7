import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { rankOfStage } from '#crm/contract/badge.ts'
import { contactClassified, leadStageChanged } from '#crm/contract/events.ts'
import type { MoveStage, OverrideState, Standing } from '#crm/contract/lead.ts'
import { actorName, record } from '#crm/server/contacts/activity.store.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import * as lifeCycle from '#crm/server/contacts/life-cycle.store.ts'
import { classify, relationsAt, tellRows, win } from '#crm/server/leads/classify.ts'
import * as leads from '#crm/server/leads/leads.store.ts'
import * as store from '#crm/server/leads/standing.store.ts'
import { contactMerged, contactNotFound, stageNeedsReason } from '#crm/server/problems.ts'

/** What somebody says instead of the facts holds for so long. */
const overrideDays = 7

/** How somebody stands: how far they are, what is going on, since when they wait, where they came from. */
export async function get(ctx: Ctx, { id }: { id: string }): Promise<Standing> {
  const found = await store.find(ctx, id)
  if (!found) throw contactNotFound()
  const [history, enquiries] = await Promise.all([store.history(ctx, id), leads.ofContact(ctx, id)])
  return { ...found, state: found.override?.state ?? found.state, history, leads: enquiries }
}

/** A step by hand: forward at will, backward only with a reason. After one backward only what happens from then on counts. */
export async function move(ctx: Ctx, { id, stage, reason }: MoveStage): Promise<Standing> {
  const contact = await contacts.findForUpdate(ctx, id)
  if (!contact) throw contactNotFound()
  if (contact.mergedInto) throw contactMerged({ into: contact.mergedInto })
  const from = (await store.find(ctx, id))?.stage ?? null
  if (from === stage) return get(ctx, { id })
  const isForward = rankOfStage(stage) > rankOfStage(from)
  if (!isForward && !reason) throw stageNeedsReason()
  const at = ctx.now.toISOString()
  const relations = relationsAt(stage, isForward ? contact.relations : contact.relations.filter((one) => one !== 'customer'))
  await lifeCycle.move(ctx, [{ contactId: id, from, to: stage, at, relations }])
  await store.addTransitions(ctx, [{ contactId: id, from, to: stage, at, isForward, rule: null, reason, actorName: actorName(ctx) }])
  if (stage === 'customer') await win(ctx, [id])
  await record(ctx, [{ contactId: id, kind: 'stage-changed', data: { from: from ?? 'none', to: stage, ...(reason && { reason }) } }])
  ctx.audit({
    action: 'crm.contact.stage-changed',
    subject: { kind: 'contact', id, name: contact.name },
    before: { stage: from },
    after: { stage, ...(reason && { reason }) },
  })
  await ctx.emit(leadStageChanged, { contactId: id, from, to: stage, at, isForward, rule: null, reason })
  await tellRows(ctx, [id])
  return get(ctx, { id })
}

/** What a person knows better than the facts, for a week; null gives the word back to them. */
export async function override(ctx: Ctx, { id, state, reason }: OverrideState): Promise<Standing> {
  const contact = await contacts.findForUpdate(ctx, id)
  if (!contact) throw contactNotFound()
  await classify(ctx, [id], { isPast: true })
  const before = await store.find(ctx, id)
  if (!before) throw contactNotFound()
  const until = new Date(ctx.now.getTime() + overrideDays * 86_400_000).toISOString()
  const said = state && { state, until, by: actorName(ctx), reason }
  await store.say(ctx, id, said)
  ctx.audit({
    action: 'crm.contact.state-said',
    subject: { kind: 'contact', id, name: contact.name },
    before: { state: before.override?.state ?? before.state },
    after: { state: state ?? before.state, ...(reason && { reason }) },
  })
  await ctx.emit(contactClassified, { contactIds: [id] })
  return get(ctx, { id })
}

const atOnce = 500

/** Signs of interest and what people said instead are over by time alone; then the facts are asked again. */
export const lapseStandings = job({
  name: 'crm.lapse-standings',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async work(desk) {
    for (let isMore = true; isMore && !desk.signal.aborted;)
      isMore = await desk.transaction(async (ctx) => {
        const ids = await store.lapsed(ctx, atOnce)
        await classify(ctx, ids)
        return ids.length === atOnce
      })
  },
})
