import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { VariableKey } from '#conversations/contract/template.ts'
import { kinds } from '#surveys/contract/scale.ts'
import { hasOnlyKnown } from '#surveys/contract/variables.ts'

export const SurveyKind = z.enum(kinds)
/** CSAT can be asked with three buttons (worth 5, 3 and 1) instead of a list of five. */
export const SurveyLook = z.enum(['list', 'buttons'])
export const SurveyLanguage = z.enum(['es', 'en', 'pt'])
/** After what it is asked. */
export const SurveyAbout = z.enum(['resolution', 'delivery'])
export type SurveyAbout = z.infer<typeof SurveyAbout>
export type SurveyLanguage = z.infer<typeof SurveyLanguage>

const words = (most: number) => z.string().trim().max(most)
const required = (most: number) => words(most).min(1)

/** What the customer reads. Thank-you words by how good the score was; `followUp` is the open question after it, empty: none. */
export const SurveyTexts = z.object({
  question: required(600),
  good: required(600),
  middle: required(600),
  bad: required(600),
  followUp: words(300),
})
export type SurveyTexts = z.infer<typeof SurveyTexts>

/**
 * What goes out when the window is closed. In its values `{{nombre}}`, `{{negocio}}` and `{{enlace}}` are filled in, and
 * `{{codigo}}`, the end of the link, for a button whose address ends in a variable.
 */
export const SurveyTemplate = z.object({ templateId: Id, values: z.record(VariableKey, z.string().trim().max(300)) })
export type SurveyTemplate = z.infer<typeof SurveyTemplate>
// Any other variable would reach the customer as it is written.
const value = z.string().trim().max(300).refine(hasOnlyKnown, { error: 'surveys.problems.variable_unknown' })
const WrittenTemplate = z.object({ templateId: Id, values: z.record(VariableKey, value) })

const ids = z.array(Id).max(50)
const fields = {
  name: required(80),
  look: SurveyLook,
  language: SurveyLanguage,
  texts: SurveyTexts,
  /** Of whose conversations; an empty list stands for all. */
  brandIds: ids,
  channelIds: ids,
  teamIds: ids,
  about: SurveyAbout,
  /** So long after that. */
  delayMinutes: z.int().min(0).max(10_080),
  samplePercent: z.int().min(1).max(100),
  /** Whoever got any survey in so many days is not asked again. */
  cooldownDays: z.int().min(0).max(365),
  expiresHours: z.int().min(1).max(720),
  template: SurveyTemplate.nullable(),
  /** A bad score becomes something to do. */
  opensTask: z.boolean(),
  isActive: z.boolean(),
}

export const CreateSurvey = z.object({
  ...fields,
  kind: SurveyKind,
  look: SurveyLook.default('list'),
  brandIds: ids.default([]),
  channelIds: ids.default([]),
  teamIds: ids.default([]),
  about: SurveyAbout.default('resolution'),
  delayMinutes: fields.delayMinutes.default(5),
  samplePercent: fields.samplePercent.default(100),
  cooldownDays: fields.cooldownDays.default(30),
  expiresHours: fields.expiresHours.default(72),
  template: WrittenTemplate.nullable().default(null),
  opensTask: z.boolean().default(true),
  isActive: z.boolean().default(false),
})
export type CreateSurvey = z.output<typeof CreateSurvey>

/** The kind never changes: its answers would mean something else. */
export const UpdateSurvey = z.object({ id: Id, ...z.object({ ...fields, template: WrittenTemplate.nullable() }).partial().shape })
export type UpdateSurvey = z.output<typeof UpdateSurvey>

export const Survey = z.object({
  id: Id,
  kind: SurveyKind,
  ...fields,
  createdAt: Instant,
  /** Deleted after it was sent: its answers stay. */
  archivedAt: Instant.nullable(),
  sentCount: z.int(),
  answerCount: z.int(),
  lastAnswerAt: Instant.nullable(),
  version: z.int(),
})
export type Survey = z.infer<typeof Survey>
