import type { AnswerFile, FoundAnswer } from '#bots/contract/answer.ts'
import { sureFrom } from '#bots/contract/sureness.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { AnswerSource } from '#kernel/module.ts'
import * as store from './answers.store.ts'
import { likenessOf, partsOf } from './likeness.ts'

export type Asked = { text: string; brandId: string | null }

const mostCandidates = 60
const mostShown = 5
/** Less is chance. */
const worthShowing = 0.5
/** Two answers as likely as this are a guess. */
const tooClose = 0.05

/** The shop's own list, as one of those that know answers. */
export const ownAnswers: AnswerSource = {
  code: 'bots.answers',
  async find(ctx, { text, brandId }) {
    const asked = partsOf(text.slice(0, 1000))
    if (asked.length === 0) return []
    const words = asked.flatMap((part) => part.words).slice(0, 40)
    const found = await store.candidates(ctx, words, brandId, mostCandidates)
    return found.map(({ id, text: answer, file, category, question }) => ({
      id,
      question,
      text: answer,
      file,
      category,
      ...likenessOf(asked, question),
    }))
  },
}

export type Known = Omit<FoundAnswer, 'file'> & { file: AnswerFile | null }

/** What all that know answers would say, the likeliest first, each answer once. */
export async function find(ctx: Ctx, asked: Asked): Promise<Known[]> {
  const sources = ctx.modules.flatMap((module) => module.answers ?? [])
  const found = (
    await Promise.all(
      sources.map(async (source) =>
        (await source.find(ctx, asked)).map((one) => ({ ...one, source: source.code, file: one.file ?? null })),
      ),
    )
  ).flat()
  const best = new Map<string, Known>()
  for (const one of found.toSorted((a, b) => b.confidence - a.confidence)) {
    const key = `${one.source} ${one.id}`
    if (one.confidence >= worthShowing && !best.has(key)) best.set(key, one)
  }
  return [...best.values()].slice(0, mostShown)
}

export const matches = async (
  ctx: Ctx,
  { text, brandId }: { text: string; brandId?: string | undefined },
): Promise<{ items: FoundAnswer[] }> => ({
  items: await Promise.all((await find(ctx, { text, brandId: brandId ?? null })).map((one) => shown(ctx, one))),
})

/** With what a screen has to know of its file; one that is gone by now is none. */
async function shown(ctx: Ctx, { file, ...one }: Known): Promise<FoundAnswer> {
  const stored = file && (await ctx.files.find(ctx, file.fileId))
  if (!file || !stored) return { ...one, file: null }
  return { ...one, file: { ...file, mimeType: stored.mime, sizeBytes: stored.bytes, url: ctx.files.url(ctx.org, file.fileId) } }
}

/** The answer that may be given without asking anybody; null when none is sure, or two are. For bots. */
export async function answerFor(ctx: Ctx, asked: Asked): Promise<Known | null> {
  const [first, second] = await find(ctx, asked)
  if (!first || first.confidence < sureFrom) return null
  return second && first.confidence < 0.95 && first.confidence - second.confidence < tooClose ? null : first
}
