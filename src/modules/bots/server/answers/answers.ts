import * as identity from '#identity/server/public.ts'
import type { z } from 'zod'
import type { updateAnswer } from '#bots/contract/answer-api.ts'
import { answersChanged } from '#bots/contract/answer-events.ts'
import { captionLimit, type KnownAnswer, type WriteAnswer } from '#bots/contract/answer.ts'
import { answerBrandUnknown, answerNotFound, answerTooLong, tooManyAnswers } from '#bots/server/problems.ts'
import { keepFiles } from '#bots/server/files.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as store from './answers.store.ts'

/** More than anybody keeps up to date. */
const most = 500

export const list = async (ctx: Ctx): Promise<{ items: KnownAnswer[] }> => ({ items: await store.all(ctx) })

export async function create(ctx: Ctx, input: WriteAnswer): Promise<KnownAnswer> {
  await check(ctx, input)
  if ((await store.count(ctx)) >= most) throw tooManyAnswers({ limit: most })
  const id = ctx.newId()
  await store.insert(ctx, id, tidy(input))
  const made = await existing(ctx, id)
  ctx.audit({ action: 'bots.answer.created', subject: subjectOf(made), after: wordsOf(made) })
  await ctx.emit(answersChanged, { id })
  return made
}

export async function update(ctx: Ctx, { id, ...input }: z.output<typeof updateAnswer.input>): Promise<KnownAnswer> {
  const before = await existing(ctx, id)
  await check(ctx, input)
  if (!(await store.update(ctx, id, ctx.ifMatch ?? before.version, tidy(input)))) throw changedMeanwhile({ version: before.version })
  const after = await existing(ctx, id)
  ctx.audit({ action: 'bots.answer.updated', subject: subjectOf(after), before: wordsOf(before), after: wordsOf(after) })
  await ctx.emit(answersChanged, { id })
  return after
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<never, never>> {
  const gone = await existing(ctx, id)
  await store.remove(ctx, id)
  ctx.audit({ action: 'bots.answer.removed', subject: subjectOf(gone), before: wordsOf(gone) })
  await ctx.emit(answersChanged, { id })
  return {}
}

/** The same wording twice is one. */
const tidy = (input: WriteAnswer): WriteAnswer => ({
  ...input,
  questions: [...new Map(input.questions.map((question) => [question.toLowerCase(), question])).values()],
})

async function existing(ctx: Ctx, id: string): Promise<KnownAnswer> {
  const found = await store.find(ctx, id)
  if (!found) throw answerNotFound()
  return found
}

const subjectOf = ({ id, questions }: KnownAnswer) => ({ kind: 'answer', id, name: questions[0] ?? '' })
const wordsOf = ({ questions, text, file, category, isActive, brandId }: KnownAnswer) => ({
  questions,
  text,
  file: file?.name ?? null,
  category,
  isActive,
  brandId,
})

async function check(ctx: Ctx, { brandId, text, file }: WriteAnswer): Promise<void> {
  if (file && text.length > captionLimit) throw answerTooLong({ limit: captionLimit })
  if (file) await keepFiles(ctx, [file.fileId])
  if (brandId !== null && !(await identity.brands(ctx)).some(({ id }) => id === brandId)) throw answerBrandUnknown()
}
