import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { ScoreMark, ScoreReason } from '#crm/contract/scoring.ts'

/** What is looked at in a lead, as far as it was known when somebody had to decide whom to attend. */
export const leadFactors = [
  'response',
  'inbound',
  'price',
  'channel',
  'source',
  'hour',
  'weekday',
  'city',
  'email',
  'orders',
  'silence',
] as const
export const LeadFactor = z.enum(leadFactors)
export type LeadFactor = z.infer<typeof LeadFactor>

/**
 * Why a probability is higher or lower: a factor, its value in this lead and what it adds in log-odds compared with the
 * average lead. `level` is of categories (`whatsapp`, a city, `morning`), `value` of numbers; both null when it is not known.
 */
export const WinReason = z.object({
  factor: LeadFactor,
  level: z.string().nullable(),
  value: z.number().nullable(),
  logOdds: z.number(),
})
export type WinReason = z.infer<typeof WinReason>

/** One condition that a model has to meet before its probabilities are shown. `found` is null where it could not be measured. */
export const GateCheck = z.object({
  code: z.enum(['won', 'lost', 'positives', 'auc', 'brier']),
  needed: z.number(),
  found: z.number().nullable(),
  passes: z.boolean(),
})
export type GateCheck = z.infer<typeof GateCheck>

/** What a factor weighs: log-odds of one standard deviation (numbers) or against the most frequent level (categories). */
export const FactorWeight = z.object({
  factor: LeadFactor,
  level: z.string().nullable(),
  reference: z.string().nullable(),
  weight: z.number(),
})
export type FactorWeight = z.infer<typeof FactorWeight>

export const ReliabilityRow = z.object({
  from: z.number(),
  to: z.number(),
  count: z.int(),
  meanPredicted: z.number().nullable(),
  observed: z.number().nullable(),
})

/** A version of the learned model of an organization. Only one that passed its gate is ever used. */
export const LeadModelSummary = z.object({
  id: Id,
  version: z.int(),
  trainedAt: Instant,
  /** `schedule`, or the name of who asked for it. */
  trainedBy: z.string().nullable(),
  passes: z.boolean(),
  isActive: z.boolean(),
  leads: z.int(),
  auc: z.number().nullable(),
  brier: z.number().nullable(),
})
export const LeadModel = LeadModelSummary.extend({
  won: z.int(),
  lost: z.int(),
  trainingLeads: z.int(),
  validationLeads: z.int(),
  /** From when the leads are that it was tested with: all newer than those it learned from. */
  validationFrom: Instant.nullable(),
  baseRate: z.number().nullable(),
  baseBrier: z.number().nullable(),
  /** The AUC of counting frequencies alone (naive Bayes) with the same leads: what the model has to be better than to be worth its while. */
  simpleAuc: z.number().nullable().default(null),
  checks: z.array(GateCheck),
  reliability: z.array(ReliabilityRow),
  weights: z.array(FactorWeight),
  /** Factors that said nothing (the same in every lead), or for which there were too few won leads. */
  leftOut: z.array(z.object({ factor: LeadFactor, why: z.enum(['constant', 'few']) })),
  milliseconds: z.int(),
})
export type LeadModel = z.infer<typeof LeadModel>

/** Everything that a contact's score is made of. */
export const ContactScore = ScoreMark.extend({
  contactId: Id,
  fit: z.int(),
  engagement: z.int(),
  reasons: z.array(ScoreReason),
  /** Groups whose rules added up to more than their cap, which is all that counted. */
  capped: z.array(z.object({ groupId: Id, name: z.string(), sum: z.int(), cap: z.int() })),
  pWin: z.number().nullable(),
  modelVersion: z.int().nullable(),
  winReasons: z.array(WinReason),
  scoredAt: Instant.nullable(),
})
export type ContactScore = z.infer<typeof ContactScore>
