import { z } from 'zod'
import { optionalText } from '#conversations/server/channels/whatsapp/lenient.ts'
import type { TemplateFact } from '#conversations/server/channels/whatsapp/webhook-facts.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { categoryOf, qualityOf, reasonOf, stateOf } from './provider.ts'
import { moved } from './submission.ts'
import { enqueueSync } from './sync.job.ts'
import { tell } from './templates.ts'
import * as store from './templates.store.ts'

const statusNews = z.object({
  value: z.object({
    rejection_info: z
      .object({ reason: optionalText(1000), recommendation: optionalText(1000) })
      .nullish()
      .catch(null),
    other_info: z
      .object({ title: optionalText(60) })
      .nullish()
      .catch(null),
  }),
})

/** The first pause for bad answers lasts three hours, the second six; the third time it is disabled. */
export const pauseHours = (pauses: number): number => (pauses <= 1 ? 3 : 6)

/**
 * What a notice says holds at once; because notices are repeated and shuffled, a look at the provider a little later
 * has the last word.
 */
export async function hear(ctx: Ctx, wabaId: string, fact: TemplateFact): Promise<void> {
  enqueueSync(ctx, wabaId, 15)
  if (fact.aspect === 'components') return
  const about = { providerId: fact.templateId, name: fact.name, language: fact.language }
  for (const row of await store.lockNamed(ctx, wabaId, about)) {
    const after = { ...row, ...changeOf(ctx, row, fact) }
    if (JSON.stringify(after) === JSON.stringify(row)) continue
    await store.save(ctx, [after])
    await tell(ctx, after)
  }
}

function changeOf(ctx: Ctx, row: store.TemplateRow, fact: TemplateFact): Partial<store.TemplateRow> {
  if (fact.aspect === 'quality') return { quality: qualityOf(fact.event) }
  if (fact.aspect === 'category') {
    const category = categoryOf(fact.event)
    return category === null ? {} : moved(ctx, row, category)
  }
  const state = stateOf(fact.event)
  const told = statusNews.safeParse(fact.raw).data?.value
  const advice = told?.rejection_info?.recommendation ?? told?.rejection_info?.reason ?? null
  if (state === 'paused') {
    // The same notice twice is one pause.
    const pauses = pausesSaid(told?.other_info?.title) ?? (row.state === 'paused' ? row.pauses : row.pauses + 1)
    const until = new Date(ctx.now.getTime() + pauseHours(pauses) * 3_600_000).toISOString()
    return { state, pauses, reason: 'low-quality', pausedUntil: row.state === 'paused' && row.pauses === pauses ? row.pausedUntil : until }
  }
  if (state === 'approved') return { state, reason: null, advice: null, pausedUntil: null }
  return { state, reason: reasonOf(fact.reason) ?? (state === 'disabled' ? 'low-quality' : null), advice, pausedUntil: null }
}

const pausesSaid = (title: string | null | undefined): number | null => (title === 'FIRST_PAUSE' ? 1 : title === 'SECOND_PAUSE' ? 2 : null)
