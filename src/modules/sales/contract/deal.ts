import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessDay, BusinessInstant, Instant } from '#kernel/contract/time.ts'
import { StageKind } from '#sales/contract/pipeline.ts'

/** More would not be money: sums of thousands of them stay exact. */
const mostMinor = 100_000_000_000

const line = {
  productId: Id.nullable(),
  description: z.string().trim().min(1).max(200),
  /** Thousandths: 1500 is one and a half. */
  quantityMilli: z.int().min(1).max(1_000_000_000),
  unitPriceMinor: z.int().min(0).max(mostMinor),
}
export const DealLine = z.object({ ...line, currency: z.string() })
export type DealLine = z.infer<typeof DealLine>
export const WriteLine = z.object({ ...line, productId: line.productId.default(null), currency: Currency })

/** What a board shows. `rankKey` orders the cards of a stage by bytes; nobody sends one. */
export const DealCard = z.object({
  id: Id,
  pipelineId: Id,
  stageId: Id,
  rankKey: z.string(),
  title: z.string(),
  contactId: Id.nullable(),
  contactName: z.string().nullable(),
  conversationId: Id.nullable(),
  brandId: Id.nullable(),
  ownerId: Id.nullable(),
  /** `null`: not known yet. */
  amountMinor: z.int().nullable(),
  currency: z.string(),
  /** Percent; `null`: as its stage says. */
  probability: z.int().nullable(),
  expectedClose: z.string().nullable(),
  nextStep: z.string().nullable(),
  nextStepAt: Instant.nullable(),
  lostReasonId: Id.nullable(),
  closedAt: Instant.nullable(),
  stageEnteredAt: Instant,
  version: z.int(),
})
export type DealCard = z.infer<typeof DealCard>

export const Deal = DealCard.extend({
  ownerName: z.string().nullable(),
  lostNote: z.string().nullable(),
  lines: z.array(DealLine),
  lastActivityAt: Instant,
  createdAt: Instant,
  createdByName: z.string().nullable(),
  archivedAt: Instant.nullable(),
})
export type Deal = z.infer<typeof Deal>

/** A change of stage, as it was then. `from` is null where the deal was made. */
export const DealStageEvent = z.object({
  id: Id,
  fromStageId: Id.nullable(),
  toStageId: Id,
  fromName: z.string().nullable(),
  toName: z.string(),
  fromKind: StageKind.nullable(),
  toKind: StageKind,
  at: Instant,
  actorName: z.string().nullable(),
  amountMinor: z.int().nullable(),
  currency: z.string(),
  probability: z.int(),
})
export type DealStageEvent = z.infer<typeof DealStageEvent>

const said = {
  title: z.string().trim().min(1).max(200),
  contactId: Id.nullable(),
  conversationId: Id.nullable(),
  brandId: Id.nullable(),
  ownerId: Id.nullable(),
  amountMinor: z.int().min(0).max(mostMinor).nullable(),
  currency: Currency,
  probability: z.int().min(0).max(100).nullable(),
  expectedClose: BusinessDay.nullable(),
  nextStep: z.string().trim().min(1).max(200).nullable(),
  nextStepAt: BusinessInstant.nullable(),
  lines: z.array(WriteLine).max(200),
}

/**
 * Without a pipeline the first one, without a stage its first; without an owner whoever makes it. Of a conversation it takes
 * the contact, the brand and, without a title, the name. Without an amount it is what its lines come to.
 */
export const CreateDeal = z.object({
  pipelineId: Id.optional(),
  stageId: Id.optional(),
  title: said.title.optional(),
  contactId: said.contactId.default(null),
  conversationId: said.conversationId.default(null),
  brandId: said.brandId.optional(),
  ownerId: said.ownerId.optional(),
  amountMinor: said.amountMinor.optional(),
  currency: Currency.optional(),
  probability: said.probability.default(null),
  expectedClose: said.expectedClose.default(null),
  nextStep: said.nextStep.default(null),
  nextStepAt: said.nextStepAt.default(null),
  lines: said.lines.default([]),
})
export type CreateDeal = z.output<typeof CreateDeal>

/** Only what changes. New lines take the place of all old ones, and of the amount unless one is said. */
export const UpdateDeal = z.object({
  id: Id,
  title: said.title.optional(),
  contactId: said.contactId.optional(),
  conversationId: said.conversationId.optional(),
  brandId: said.brandId.optional(),
  ownerId: said.ownerId.optional(),
  amountMinor: said.amountMinor.optional(),
  currency: Currency.optional(),
  probability: said.probability.optional(),
  expectedClose: said.expectedClose.optional(),
  nextStep: said.nextStep.optional(),
  nextStepAt: said.nextStepAt.optional(),
  lines: said.lines.optional(),
})
export type UpdateDeal = z.output<typeof UpdateDeal>

const lost = {
  lostReasonId: Id.nullable().default(null),
  lostNote: z.string().trim().min(1).max(500).nullable().default(null),
}

/**
 * Where a card was put: right below `afterId`, or else right above `beforeId`, or else on top of the stage. Neighbours that
 * are elsewhere by now are passed over. Into a lost stage it needs a reason.
 */
export const MoveDeal = z.object({
  id: Id,
  stageId: Id,
  afterId: Id.nullable().default(null),
  beforeId: Id.nullable().default(null),
  ...lost,
})
export type MoveDeal = z.output<typeof MoveDeal>

/** `open`: back to the stage that it was closed from. */
export const CloseDeal = z.object({ id: Id, outcome: z.enum(['won', 'lost', 'open']), ...lost })
export type CloseDeal = z.output<typeof CloseDeal>

/** On top of a stage, in the order given. All or nothing. */
export const MoveDeals = z.object({ dealIds: z.array(Id).min(1).max(200), stageId: Id, ...lost })
export type MoveDeals = z.output<typeof MoveDeals>

export const ListDeals = Listing.extend({
  pipelineId: Id.optional(),
  contactId: Id.optional(),
  conversationId: Id.optional(),
  /** Of which kind of stage. */
  state: z.enum(['open', 'won', 'lost', 'all']).default('all'),
})
export type ListDeals = z.output<typeof ListDeals>

/** All open deals, and the closed ones of the last days. `isCut`: there are more, and the newest are here. */
export const Board = z.object({ pipelineId: Id, cards: z.array(DealCard), closedSince: Instant, isCut: z.boolean() })
export type Board = z.infer<typeof Board>
