import type { Ctx } from '#kernel/ctx.ts'

/**
 * Somebody who knows answers to what customers ask. `brandId`: of the conversation, `null` where there is none. `confidence`
 * is 0 to 1, how well `question` fits; `words` are what was recognised. The text may carry `{{variables}}`; `file` goes with it.
 */
export type AnswerSource = {
  /** `<module>.<noun>`. */
  code: string
  find: (ctx: Ctx, asked: { text: string; brandId: string | null }) => Promise<AnswerFound[]>
}
export type AnswerFound = {
  id: string
  question: string
  text: string
  category: string
  confidence: number
  words: string[]
  file?: { fileId: string; name: string } | null
}
