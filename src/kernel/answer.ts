import type { Ctx } from '#kernel/ctx.ts'

/**
 * Somebody who knows answers to what customers ask. `brandId`: of the conversation, `null` where there is none. `confidence`
 * is 0 to 1, how well `question` fits; `words` are what was recognised. The text may carry `{{variables}}`.
 */
export type AnswerSource = {
  /** `<module>.<noun>`. */
  code: string
  find: (
    ctx: Ctx,
    asked: { text: string; brandId: string | null },
  ) => Promise<{ id: string; question: string; text: string; category: string; confidence: number; words: string[] }[]>
}
