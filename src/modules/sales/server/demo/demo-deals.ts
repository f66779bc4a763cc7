import { z } from 'zod'
import { nilId } from '#kernel/contract/ids.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import * as crm from '#crm/server/public.ts'
import { Day, Instant } from '#kernel/contract/time.ts'
import { isClosing, type Stage } from '#sales/contract/pipeline.ts'
import * as queue from '#sales/server/deals/deal-queue.ts'
import * as deals from '#sales/server/deals/deals.store.ts'
import { keysBetween } from '#sales/server/deals/rank.ts'
import * as store from '#sales/server/demo/demo-deals.store.ts'
import { recount } from '#sales/server/metrics/tallies.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'

/** Pipelines and stages by keys of the demo, people by theirs, contacts by their phones. */
export const DemoDeal = z.object({
  pipeline: z.string(),
  title: z.string(),
  contactPhone: z.string().nullable(),
  by: z.string(),
  amountMinor: z.int().nullable(),
  currency: z.string(),
  steps: z.array(z.object({ stage: z.string(), at: Instant })).min(1),
  lostReason: z.string().nullable(),
  expectedClose: Day.nullable(),
  nextStep: z.string().nullable(),
  nextStepAt: Instant.nullable(),
})
type DemoDeal = z.infer<typeof DemoDeal>

/** Stages of the demo's pipelines: `pipeline stage`. */
export type StageByKey = ReadonlyMap<string, Stage & { pipelineId: string }>
type Person = { id: string; name: string }

/** Of this many open deals the conversation is looked for in which they are talked about. */
const linked = 8
const atOnce = 250

export async function loadDeals(ctx: Ctx, demo: DemoBusiness, all: readonly DemoDeal[], stageByKey: StageByKey): Promise<void> {
  const people = (demo.made.get('identity.people') ?? new Map()) as ReadonlyMap<string, Person>
  const contactByPhone = (demo.made.get('crm.contacts') ?? new Map()) as ReadonlyMap<string, string>
  const brandId = (demo.made.get('identity.brand') as string | undefined) ?? null
  const names = await crm.names(
    ctx,
    all.flatMap(({ contactPhone }) => contactByPhone.get(contactPhone ?? '') ?? []),
  )
  const reasons = new Map((await pipelines.lostReasons(ctx)).map(({ id, name }) => [name, id]))
  const made = all.map((deal) => madeOf(ctx, deal, { people, contactByPhone, names, reasons, stageByKey, brandId }))
  linkTalks(demo, made)
  // The newest stands on top of its stage.
  for (const same of Map.groupBy(made, ({ deal }) => deal.stageId).values()) {
    const keys = keysBetween(null, null, same.length)
    same
      .toSorted((a, b) => (a.deal.stageEnteredAt < b.deal.stageEnteredAt ? 1 : -1))
      .forEach(({ deal }, i) => (deal.rankKey = keys[i] ?? ''))
  }
  const ids = made.map(({ deal }) => deal.id)
  await demo.at(ctx.now, ctx.actor, async (then) => {
    await store.insertPast(
      then,
      made.map(({ deal }) => deal),
      made.flatMap(({ steps }) => steps),
    )
    for (let i = 0; i < ids.length; i += atOnce) await recount(then, ids.slice(i, i + atOnce))
    const open = new Set(made.filter(({ deal }) => deal.closedAt === null).map(({ deal }) => deal.stageId))
    for (const row of await deals.openIn(then, [...open], nilId, ids.length)) await queue.keep(then, row)
  })
}

type Known = {
  people: ReadonlyMap<string, Person>
  contactByPhone: ReadonlyMap<string, string>
  names: ReadonlyMap<string, string>
  reasons: ReadonlyMap<string, string>
  stageByKey: StageByKey
  brandId: string | null
}
type Made = { deal: store.PastDeal; steps: store.PastStep[] }

function madeOf(ctx: Ctx, demo: DemoDeal, known: Known): Made {
  const owner = known.people.get(demo.by)
  const stages = demo.steps.map(({ stage }) => known.stageByKey.get(`${demo.pipeline} ${stage}`))
  const last = stages.at(-1)
  const [first] = demo.steps
  const enteredAt = demo.steps.at(-1)?.at ?? ''
  if (!owner || !last || !first || stages.includes(undefined)) throw new Error(`a demo deal names what is not there: ${demo.title}`)
  const id = ctx.newId()
  const contactId = known.contactByPhone.get(demo.contactPhone ?? '') ?? null
  const contactName = known.names.get(contactId ?? '') ?? null
  const { title, amountMinor, currency, expectedClose, nextStep, nextStepAt } = demo
  return {
    deal: {
      id,
      pipelineId: last.pipelineId,
      stageId: last.id,
      rankKey: '',
      title,
      amountMinor,
      currency,
      expectedClose,
      nextStep,
      nextStepAt,
      contactId,
      contactName,
      conversationId: null,
      brandId: known.brandId,
      ownerId: owner.id,
      probability: null,
      lostReasonId: known.reasons.get(demo.lostReason ?? '') ?? null,
      closedAt: isClosing(last.kind) ? enteredAt : null,
      stageEnteredAt: enteredAt,
      lastActivityAt: enteredAt,
      searchText: searchable(`${title} ${contactName ?? ''}`),
      createdAt: first.at,
      createdById: owner.id,
      createdByName: owner.name,
    },
    steps: demo.steps.map(({ at }, i) => {
      const [from, to] = [stages[i - 1], stages[i]]
      return {
        id: ctx.newId(),
        dealId: id,
        pipelineId: last.pipelineId,
        fromStageId: from?.id ?? null,
        toStageId: to?.id ?? '',
        fromKind: from?.kind ?? null,
        toKind: to?.kind ?? 'open',
        fromName: from?.name ?? null,
        toName: to?.name ?? '',
        at,
        amountMinor,
        currency,
        probability: to?.probability ?? 0,
        actorId: owner.id,
        actorName: owner.name,
      }
    }),
  }
}

/** Some of what is open came out of a conversation that is still there. */
function linkTalks(demo: DemoBusiness, made: readonly Made[]): void {
  const talks = (demo.made.get('conversations.talks') ?? new Map()) as ReadonlyMap<string, string>
  const open = made.filter(({ deal }) => deal.closedAt === null && deal.contactId !== null).slice(-linked)
  for (const { deal } of open) deal.conversationId = talks.get(deal.contactId ?? '') ?? null
}
