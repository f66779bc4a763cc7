import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'
import { Instant } from '#kernel/contract/time.ts'

/** `open`, `proposal` and `negotiation` are stages of what may still be sold; a pipeline has one `won` and one `lost`. */
export const stageKinds = ['open', 'proposal', 'negotiation', 'won', 'lost'] as const
export const StageKind = z.enum(stageKinds)
export type StageKind = z.infer<typeof StageKind>

export const isClosing = (kind: StageKind): boolean => kind === 'won' || kind === 'lost'

/** What a stage may ask of a deal before it comes in. */
export const requirableFields = ['amount', 'expectedClose', 'nextStep', 'contact', 'owner', 'products'] as const
export const RequirableField = z.enum(requirableFields)
export type RequirableField = z.infer<typeof RequirableField>

export const stageColors = ['blue', 'violet', 'amber', 'orange', 'green', 'red', 'teal', 'pink', 'gray'] as const
export const StageColor = z.enum(stageColors)
export type StageColor = z.infer<typeof StageColor>

const stage = {
  name: z.string().trim().min(1).max(60),
  kind: StageKind,
  /** Percent. Of won and lost stages it is always 100 and 0. */
  probability: z.int().min(0).max(100),
  rottingDays: z.int().min(1).max(3650).nullable(),
  requiredFields: z.array(RequirableField).max(requirableFields.length),
  color: StageColor,
}

/** In their order. */
export const Stage = z.object({ id: Id, ...stage })
export type Stage = z.infer<typeof Stage>

export const Pipeline = z.object({
  id: Id,
  name: z.string(),
  /** `null`: of all brands. */
  brandId: Id.nullable(),
  currency: z.string(),
  /** Its open deals always say what comes next. */
  asksNextStep: z.boolean(),
  stages: z.array(Stage),
  archivedAt: Instant.nullable(),
  version: z.int(),
})
export type Pipeline = z.infer<typeof Pipeline>

/** A stage without an id is new. */
export const WriteStage = z.object({
  id: Id.optional(),
  ...stage,
  probability: stage.probability.default(0),
  rottingDays: stage.rottingDays.default(null),
  requiredFields: stage.requiredFields.default([]),
  color: StageColor.default('gray'),
})
export type WriteStage = z.output<typeof WriteStage>

/**
 * All of it, the stages in their order. Stages that are not among them go; `remaps` says where the deals of each go.
 */
export const WritePipeline = z.object({
  name: z.string().trim().min(1).max(80),
  brandId: Id.nullable().default(null),
  currency: Currency,
  asksNextStep: z.boolean().default(false),
  stages: z.array(WriteStage).min(3).max(30),
  remaps: z
    .array(z.object({ stageId: Id, toStageId: Id }))
    .max(30)
    .default([]),
})
export type WritePipeline = z.output<typeof WritePipeline>

/** Why deals are lost, in their order. */
export const LostReason = z.object({ id: Id, name: z.string(), isArchived: z.boolean() })
export type LostReason = z.infer<typeof LostReason>
