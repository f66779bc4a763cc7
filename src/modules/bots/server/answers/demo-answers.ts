import { z } from 'zod'
import { WriteAnswer } from '#bots/contract/answer.ts'
import { create as createAwayReply } from '#bots/server/away/away.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { create } from './answers.ts'

/** What is read of a demo business. */
export const AnswersDemo = z.object({
  frequentAnswers: z.array(WriteAnswer).default([]),
  awayReplies: z.array(z.object({ text: z.string(), isActive: z.boolean() })).default([]),
})

/** Frequent answers, and what is said while the shop is closed. */
export async function loadAnswers(ctx: Ctx, data: Record<string, unknown>): Promise<void> {
  const { frequentAnswers, awayReplies } = AnswersDemo.parse(data)
  for (const answer of frequentAnswers) await create(ctx, answer)
  for (const reply of awayReplies) await createAwayReply(ctx, { ...reply, brandId: null, channelId: null })
}
