import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessDay, Day, Instant } from '#kernel/contract/time.ts'
import { bands } from '#surveys/contract/scale.ts'
import { SurveyKind } from '#surveys/contract/survey.ts'

/**
 * `value`: the share of the satisfied (CSAT), or of those for whom it was easy (CES), 0 to 1; NPS from -100 to 100. Between
 * `low` and `high` the true one lies with 95 % confidence. All null without answers, and for open questions.
 */
export const Score = z.object({
  count: z.int(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  mean: z.number().nullable(),
})
export type Score = z.infer<typeof Score>

export const resultGroups = ['agent', 'team', 'channel', 'brand'] as const
export type ResultGroup = (typeof resultGroups)[number]

/** Days of the organization's calendar, both included; the last 60 when left out. */
export const ResultQuery = z.object({ id: Id, from: BusinessDay.optional(), to: BusinessDay.optional() })
export type ResultQuery = z.output<typeof ResultQuery>

export const Results = z.object({
  surveyId: Id,
  kind: SurveyKind,
  from: Instant,
  to: Instant,
  score: Score,
  /** Of those asked in the period. */
  sent: z.int(),
  answeredOfSent: z.int(),
  comments: z.int(),
  distribution: z.array(z.object({ score: z.int(), count: z.int() })),
  /** Mondays. */
  weeks: z.array(z.object({ week: Day, score: Score })),
  groups: z.array(
    z.object({ group: z.enum(resultGroups), rows: z.array(z.object({ key: Id.nullable(), name: z.string(), score: Score })) }),
  ),
  skipped: z.array(z.object({ reason: z.string(), count: z.int() })),
})
export type Results = z.infer<typeof Results>

export const AnswerQuery = Listing.pick({ cursor: true, limit: true }).extend({
  id: Id,
  band: z.enum(bands).optional(),
  withComment: z.stringbool().or(z.boolean()).default(false),
})
export type AnswerQuery = z.output<typeof AnswerQuery>
