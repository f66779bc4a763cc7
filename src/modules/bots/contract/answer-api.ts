import { z } from 'zod'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { FoundAnswer, KnownAnswer, WriteAnswer } from '#bots/contract/answer.ts'
import { canManageAnswers } from '#bots/contract/permissions.ts'

export const listAnswers = endpoint({
  method: 'GET',
  path: '/frequent-answers',
  permission: canReadOwn,
  input: z.object({}),
  output: z.object({ items: z.array(KnownAnswer) }),
})
export const createAnswer = endpoint({
  method: 'POST',
  path: '/frequent-answers',
  permission: canManageAnswers,
  input: WriteAnswer,
  output: KnownAnswer,
})
export const updateAnswer = endpoint({
  method: 'PUT',
  path: '/frequent-answers/:id',
  permission: canManageAnswers,
  input: WriteAnswer.extend({ id: Id }),
  output: KnownAnswer,
  versioned: true,
})
export const removeAnswer = endpoint({
  method: 'DELETE',
  path: '/frequent-answers/:id',
  permission: canManageAnswers,
  input: z.object({ id: Id }),
  output: z.object({}),
})
/** What would be answered to these words, the best first, with why. */
export const findAnswers = endpoint({
  method: 'GET',
  path: '/answer-matches',
  permission: canReadOwn,
  input: z.object({ text: z.string().trim().min(1).max(1000), brandId: Id.optional() }),
  output: z.object({ items: z.array(FoundAnswer) }),
})
