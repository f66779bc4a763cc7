import { searchable, wordsIn } from '#kernel/contract/text.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as crm from '#crm/server/public.ts'
import * as conversations from '#conversations/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { amountOfLines } from '#sales/contract/deal-amount.ts'
import type { CreateDeal, Deal, DealCard, DealStageEvent, ListDeals, UpdateDeal } from '#sales/contract/deal.ts'
import { isClosing } from '#sales/contract/pipeline.ts'
import { tellContact } from '#sales/server/deals/activities.ts'
import { firstStage } from '#sales/server/deals/beginning.ts'
import * as store from '#sales/server/deals/deals.store.ts'
import * as lines from '#sales/server/deals/lines.store.ts'
import { requireFields } from '#sales/server/deals/moves.ts'
import { keyFor, onTop } from '#sales/server/deals/places.ts'
import * as stageEvents from '#sales/server/deals/stage-events.store.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'
import { tellChange, tellSteps } from '#sales/server/deals/telling.ts'
import {
  dealBrandUnknown,
  dealContactUnknown,
  dealNotFound,
  dealOwnerUnknown,
  dealStepMissing,
  dealStepNeeded,
  dealTitleMissing,
  lostReasonMissing,
} from '#sales/server/problems.ts'

export const list = (ctx: Ctx, input: ListDeals): Promise<Page<DealCard>> => store.page(ctx, input, wordsIn(input.search))

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Deal> {
  const row = await store.find(ctx, id)
  if (!row) throw dealNotFound()
  const { kind: _kind, stageName: _stage, stageProbability: _probability, rottingDays: _days, ...deal } = row
  const [own, people] = await Promise.all([lines.ofDeal(ctx, id), row.ownerId === null ? [] : identity.people(ctx, [row.ownerId])])
  return { ...deal, ownerName: people[0]?.name ?? null, lines: own }
}

export async function history(ctx: Ctx, { id }: { id: string }): Promise<{ items: DealStageEvent[] }> {
  if (!(await store.find(ctx, id))) throw dealNotFound()
  return { items: await stageEvents.ofDeal(ctx, id) }
}

export async function create(ctx: Ctx, input: CreateDeal): Promise<Deal> {
  const conversation = input.conversationId === null ? null : await conversations.getConversation(ctx, { id: input.conversationId })
  const stage = await firstStage(ctx, input)
  if (stage.kind === 'lost') throw lostReasonMissing()
  const contact = await contactOf(ctx, input.contactId ?? conversation?.contactId ?? null)
  const brandId = input.brandId === undefined ? (conversation?.brandId ?? stage.brandId) : input.brandId
  const ownerId = input.ownerId === undefined ? (ctx.actor.kind === 'user' ? ctx.actor.id : null) : input.ownerId
  await requireKnown(ctx, { brandId: input.brandId, ownerId: input.ownerId })
  const title = input.title ?? contact?.name
  if (title === undefined) throw dealTitleMissing()
  requireStep(input)
  // One key in a conversation makes a deal: what comes next is to go on with it.
  const nextStep = input.nextStep ?? (conversation && stage.asksNextStep ? ctx.t('sales.usual.next_step') : null)
  const id = ctx.newId()
  const now = ctx.now.toISOString()
  const currency = input.currency ?? stage.currency
  const amountMinor = input.amountMinor === undefined ? amountOfLines(input.lines, currency) : input.amountMinor
  const said = { id, title, ownerId, amountMinor, contactId: contact?.id ?? null, ...pick({ ...input, nextStep }) }
  await requireFields(ctx, [said], stage, { hasLines: input.lines.length > 0 })
  await store.insert(ctx, {
    ...said,
    pipelineId: stage.pipelineId,
    stageId: stage.id,
    rankKey: await keyFor(ctx, stage.id, id, onTop),
    contactName: contact?.name ?? null,
    conversationId: input.conversationId,
    brandId,
    currency,
    closedAt: isClosing(stage.kind) ? now : null,
    stageEnteredAt: now,
    searchText: searchTextOf(title, contact?.name ?? null),
    createdAt: now,
    createdById: ctx.actor.kind === 'system' ? null : ctx.actor.id,
    createdByName: ctx.actor.kind === 'system' ? null : ctx.actor.name,
  })
  await lines.replace(ctx, id, input.lines)
  const row = await store.find(ctx, id)
  if (!row) throw dealNotFound()
  await tellSteps(ctx, [{ before: null, after: row }])
  return get(ctx, { id })
}

const pick = ({ probability, expectedClose, nextStep, nextStepAt }: CreateDeal) => ({ probability, expectedClose, nextStep, nextStepAt })

export async function update(ctx: Ctx, { id, lines: newLines, ...changes }: UpdateDeal): Promise<Deal> {
  const [before] = await store.lockAll(ctx, [id])
  if (!before) throw dealNotFound()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<store.DealRow>
  const after: store.DealRow = { ...before, ...given, version: before.version + 1 }
  await requireKnown(ctx, { brandId: given.brandId, ownerId: given.ownerId })
  if (given.conversationId) await conversations.getConversation(ctx, { id: given.conversationId })
  if (given.contactId !== undefined) {
    const contact = await contactOf(ctx, given.contactId)
    after.contactId = contact?.id ?? null
    after.contactName = contact?.name ?? null
  }
  // Without a step there is nothing to be done by a moment.
  if (given.nextStep === null && given.nextStepAt === undefined) after.nextStepAt = null
  requireStep(after)
  if (given.nextStep === null && before.nextStep !== null) await requireNextStep(ctx, before)
  if (newLines) {
    await lines.replace(ctx, id, newLines)
    if (given.amountMinor === undefined) after.amountMinor = amountOfLines(newLines, after.currency) ?? before.amountMinor
  }
  await store.update(ctx, { ...after, searchText: searchTextOf(after.title, after.contactName) })
  await tellChange(ctx, before, after)
  if (after.contactId !== before.contactId) await tellContact(ctx, before, after)
  return get(ctx, { id })
}

/** Out of every list or back on top of its stage, and never deleted: what was sold stays in the reports of its time. */
export async function setArchival(ctx: Ctx, { id, isArchived }: { id: string; isArchived: boolean }): Promise<Deal> {
  const found = await store.find(ctx, id)
  if (!found) throw dealNotFound()
  const stage = isArchived ? null : await firstStage(ctx, { pipelineId: found.pipelineId, stageId: found.stageId })
  const [before] = await store.lockAll(ctx, [id])
  if (!before || (before.archivedAt !== null) === isArchived) return get(ctx, { id })
  const after: store.DealRow = { ...before, archivedAt: isArchived ? ctx.now.toISOString() : null, version: before.version + 1 }
  if (stage) after.rankKey = await keyFor(ctx, stage.id, id, onTop)
  await store.update(ctx, after)
  await tellChange(ctx, before, after)
  return get(ctx, { id })
}

export const searchTextOf = (title: string, contactName: string | null): string => searchable(`${title} ${contactName ?? ''}`)

/** The contact as it is by now: whoever was merged is part of somebody else. */
async function contactOf(ctx: Ctx, id: string | null): Promise<{ id: string; name: string } | null> {
  if (id === null) return null
  const living = (await crm.livingIds(ctx, [id])).get(id) ?? id
  const name = (await crm.names(ctx, [living])).get(living)
  if (name === undefined) throw dealContactUnknown()
  return { id: living, name }
}

async function requireKnown(
  ctx: Ctx,
  { brandId, ownerId }: { brandId: string | null | undefined; ownerId: string | null | undefined },
): Promise<void> {
  if (brandId && !(await identity.brands(ctx)).some(({ id }) => id === brandId)) throw dealBrandUnknown()
  const isSelf = ctx.actor.kind === 'user' && ctx.actor.id === ownerId
  if (ownerId && !isSelf && !(await identity.colleagues(ctx)).some((one) => one.id === ownerId && one.isActive)) throw dealOwnerUnknown()
}

/** Where open deals always say what comes next, it is replaced and not erased. */
async function requireNextStep(ctx: Ctx, { kind, pipelineId }: store.DealRow): Promise<void> {
  if (!isClosing(kind) && (await pipelines.find(ctx, pipelineId))?.asksNextStep) throw dealStepNeeded()
}

function requireStep({ nextStep, nextStepAt }: { nextStep: string | null; nextStepAt: string | null }): void {
  if (nextStep === null && nextStepAt !== null) throw dealStepMissing()
}
