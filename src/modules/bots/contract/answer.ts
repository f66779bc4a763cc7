import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

export const Question = z.string().trim().min(1).max(200)
const Category = z.string().trim().max(40)
/** A file of the organization: uploaded like those that are sent. */
export const AnswerFile = z.object({ fileId: Id, name: z.string().min(1).max(400) })
export type AnswerFile = z.infer<typeof AnswerFile>
/** With a file the words are its caption, and captions are short. */
export const captionLimit = 1024

/** What the shop says to a question that is asked again and again, and the ways in which it is asked. */
export const KnownAnswer = z.object({
  id: Id,
  questions: z.array(z.string()),
  text: z.string(),
  file: AnswerFile.nullable(),
  category: z.string(),
  /** Null: for every brand. */
  brandId: Id.nullable(),
  isActive: z.boolean(),
  updatedAt: Instant,
  version: z.int(),
})
export type KnownAnswer = z.infer<typeof KnownAnswer>

export const WriteAnswer = z.object({
  questions: z.array(Question).min(1).max(20),
  /** 422 `bots.answer_too_long` with a file when it does not fit a caption. */
  text: z.string().trim().min(1).max(4096),
  file: AnswerFile.nullable().default(null),
  category: Category.default(''),
  brandId: Id.nullable().default(null),
  isActive: z.boolean().default(true),
})
export type WriteAnswer = z.output<typeof WriteAnswer>

/** An answer that fits what somebody asked. `words`: what of their question was recognised, as compared. */
export const FoundAnswer = z.object({
  /** Who knows it: `bots.answers`, or another module's. */
  source: z.string(),
  id: z.string(),
  /** The wording of the question that fits best. */
  question: z.string(),
  /** With its variables still in it. */
  text: z.string(),
  file: AnswerFile.extend({ mimeType: z.string(), sizeBytes: z.int(), url: z.string() }).nullable(),
  category: z.string(),
  /** 0 to 1. */
  confidence: z.number().min(0).max(1),
  words: z.array(z.string()),
})
export type FoundAnswer = z.infer<typeof FoundAnswer>
