import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { DealCard } from '#sales/contract/deal.ts'
import { StageKind } from '#sales/contract/pipeline.ts'

/** `isArchived`: open boards take the card away. */
const About = z.object({ card: DealCard, isArchived: z.boolean() })
const Step = z.object({
  card: DealCard,
  /** `null`: it was made here. */
  fromPipelineId: Id.nullable(),
  fromStageId: Id.nullable(),
  fromKind: StageKind.nullable(),
  toKind: StageKind,
  at: Instant,
  /** Of the entry in its history. */
  stageEventId: Id,
})

export const dealCreated = event('sales.deal.created', Step)
/** From one stage into another. Told before `won`, `lost` or `reopened`, when it is one of them too. */
export const dealMoved = event('sales.deal.moved', Step)
/** What it says, its place among the others, or that it was put away. */
export const dealChanged = event('sales.deal.changed', About)
export const dealWon = event('sales.deal.won', Step)
export const dealLost = event('sales.deal.lost', Step)
/** What was counted when it was closed does not count any more. */
export const dealReopened = event('sales.deal.reopened', Step)
/** All places of a stage were written anew, in the same order. */
export const dealsReordered = event('sales.deal.reordered', z.object({ pipelineId: Id, stageId: Id }))
