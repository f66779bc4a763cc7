import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { ActivityKind } from '#crm/contract/activity.ts'

/** Who they are and what they did: two scores, kept apart. */
export const scoreAxes = ['fit', 'engagement'] as const
export const ScoreAxis = z.enum(scoreAxes)
export type ScoreAxis = z.infer<typeof ScoreAxis>

/** How points fade: halved every so many days, or a share of them lost every so many days. What somebody is does not fade. */
export const Decay = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('half-life'), days: z.int().min(1).max(730) }),
  z.object({ kind: z.literal('steps'), everyDays: z.int().min(1).max(365), percent: z.int().min(1).max(100) }),
])
export type Decay = z.infer<typeof Decay>

const text = z.string().trim().min(1).max(60)
const texts = z.array(text).min(1).max(30)

/** What has to be so for a rule of fit. Texts are compared without capitals and accents. */
export const FitCondition = z.discriminatedUnion('about', [
  z.object({ about: z.literal('kind'), is: z.enum(['person', 'company']) }),
  z.object({ about: z.literal('relation'), is: z.enum(['customer', 'lead', 'supplier', 'staff']) }),
  z.object({ about: z.literal('reachable'), by: z.enum(['phone', 'email', 'instagram']) }),
  z.object({ about: z.literal('city'), oneOf: texts }),
  z.object({ about: z.literal('source'), oneOf: texts }),
  z.object({ about: z.literal('tag'), tagId: Id }),
  z.object({
    about: z.literal('field'),
    key: z.string().max(60),
    is: z.enum(['filled', 'equal', 'at-least', 'at-most']),
    value: z.string().trim().max(200).default(''),
  }),
])
export type FitCondition = z.infer<typeof FitCondition>

const points = z
  .int()
  .min(-100)
  .max(100)
  .refine((value) => value !== 0)

/** `fit` holds as long as the condition does. `activity` counts every time, at most `most` times and once per `cooldownHours`. */
export const ScoreRule = z.discriminatedUnion('kind', [
  z.object({ id: Id, kind: z.literal('fit'), points, condition: FitCondition }),
  z.object({
    id: Id,
    kind: z.literal('activity'),
    points,
    activity: ActivityKind,
    most: z.int().min(1).max(100),
    cooldownHours: z.int().min(0).max(8760),
  }),
])
export type ScoreRule = z.infer<typeof ScoreRule>
export type ActivityRule = Extract<ScoreRule, { kind: 'activity' }>

export const ScoreGroup = z.object({
  id: Id,
  name: text,
  axis: ScoreAxis,
  /** No more than this comes from the group, whatever its rules add up to. */
  cap: z.int().min(1).max(100),
  decay: Decay,
  rules: z.array(ScoreRule).max(20),
})
export type ScoreGroup = z.infer<typeof ScoreGroup>

/** From how many points a letter (fit) or a number (engagement) is given: below `middle` it is C or 3. */
const Grades = z.object({ high: z.int().min(1).max(100), middle: z.int().min(0).max(99) }).refine(({ high, middle }) => middle < high)

export const ScoreSettings = z
  .object({ groups: z.array(ScoreGroup).max(12), fit: Grades, engagement: Grades })
  .superRefine(({ groups }, check) => {
    const seen = new Set<string>()
    for (const [at, group] of groups.entries()) {
      for (const id of [group.id, ...group.rules.map((rule) => rule.id)]) {
        if (seen.has(id)) check.addIssue({ code: 'custom', path: ['groups', at], message: 'an id is used twice' })
        seen.add(id)
      }
      if (group.rules.some((rule) => (rule.kind === 'fit') !== (group.axis === 'fit')))
        check.addIssue({ code: 'custom', path: ['groups', at, 'rules'], message: 'a group of one axis has a rule of the other' })
      if (group.axis === 'fit' && group.decay.kind !== 'none')
        check.addIssue({ code: 'custom', path: ['groups', at, 'decay'], message: 'what somebody is does not fade' })
    }
  })
export type ScoreSettings = z.infer<typeof ScoreSettings>

/** Letter of fit and number of engagement: `A1` fits best and does most. */
export const grades = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3', 'C1', 'C2', 'C3'] as const
export const Grade = z.enum(grades)
export type Grade = z.infer<typeof Grade>

/** Why: one rule, the points it gives now, and what caused them. `count` and `lastAt` are of activity rules. */
export const ScoreReason = z.object({
  ruleId: Id,
  groupId: Id,
  points: z.number(),
  activity: z.string().nullable(),
  condition: FitCondition.nullable(),
  count: z.number(),
  lastAt: Instant.nullable(),
})
export type ScoreReason = z.infer<typeof ScoreReason>

/** What lists show of a contact's score. `winPercent` is what the learned model says of the last open lead, when one is in use. */
export const ScoreMark = z.object({ score: z.int(), grade: Grade, winPercent: z.int().nullable() })
export type ScoreMark = z.infer<typeof ScoreMark>

/** Settings as they are in force: version 0 are the built-in ones. */
export const SavedScoreSettings = z.object({
  version: z.int(),
  settings: ScoreSettings,
  createdAt: Instant.nullable(),
  createdBy: z.string().nullable(),
})
export type SavedScoreSettings = z.infer<typeof SavedScoreSettings>
export const ScoreVersion = SavedScoreSettings.omit({ settings: true })
export type ScoreVersion = z.infer<typeof ScoreVersion>

/** What other rules would have meant for contacts and for leads that are closed already. */
export const ScoreSimulation = z.object({
  contacts: z.int(),
  /** How many contacts in each tenth (0..9, .., 90..100), and how many of each grade. */
  before: z.object({ tenths: z.array(z.int()), grades: z.record(z.string(), z.int()) }),
  after: z.object({ tenths: z.array(z.int()), grades: z.record(z.string(), z.int()) }),
  movers: z.array(z.object({ id: Id, name: z.string(), before: z.int(), after: z.int(), beforeGrade: Grade, afterGrade: Grade })),
  /**
   * How well the score at the moment of decision tells won leads from lost ones: 1 always, 0.5 like a coin. Null without
   * both. Means are of the score at that moment.
   */
  outcomes: z.object({
    won: z.int(),
    lost: z.int(),
    before: z.object({ auc: z.number().nullable(), wonMean: z.number().nullable(), lostMean: z.number().nullable() }),
    after: z.object({ auc: z.number().nullable(), wonMean: z.number().nullable(), lostMean: z.number().nullable() }),
  }),
})
export type ScoreSimulation = z.infer<typeof ScoreSimulation>
