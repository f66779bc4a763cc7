import { z } from 'zod'
import { templatesChanged } from '#conversations/contract/events.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { designFrom, withOurs } from './components.ts'
import { categoryOf, qualityOf, reasonOf, stateOf } from './provider.ts'
import * as store from './templates.store.ts'

const listed = z.object({
  id: z.union([z.string().min(1).max(64), z.number()]).transform(String),
  name: z.string().min(1).max(512),
  language: z.string().min(1).max(20),
  category: z.string(),
  status: z.string(),
  quality_score: z
    .union([z.string(), z.object({ score: z.string() }).transform(({ score }) => score)])
    .nullish()
    .catch(null),
  rejected_reason: z.string().nullish().catch(null),
  components: z.unknown().optional(),
  parameter_format: z.string().nullish().catch(null),
})
type Listed = z.infer<typeof listed>

/** The provider's list is what is true, whatever its notices said and in whatever order. One that we cannot read stays as it was. */
export async function reconcile(ctx: Ctx, wabaId: string, items: readonly unknown[]): Promise<void> {
  const theirs = items.flatMap((item) => listed.safeParse(item).data ?? [])
  const ours = await store.lockAccount(ctx, wabaId)
  const changed: store.TemplateRow[] = []
  const seen = new Set<string>()
  for (const one of theirs) {
    const known =
      ours.find(({ providerId }) => providerId === one.id) ??
      ours.find(({ name, language }) => name === one.name && language === one.language)
    if (known) seen.add(known.id)
    const after = merged(ctx, wabaId, one, known)
    if (after && (!known || JSON.stringify(after) !== JSON.stringify(known))) changed.push(after)
  }
  const isAll = theirs.length === items.length
  for (const row of ours) {
    if (seen.has(row.id)) continue
    // Its submission had no answer, and the provider does not have it.
    if (row.providerId === null && row.state === 'pending') changed.push({ ...row, state: 'draft', reason: 'unconfirmed' })
  }
  const gone = isAll ? ours.filter(({ id, providerId }) => providerId !== null && !seen.has(id)) : []
  await store.remove(
    ctx,
    gone.map(({ id }) => id),
  )
  await store.save(ctx, changed)
  for (const { id } of [...changed, ...gone]) await ctx.emit(templatesChanged, { id, wabaId })
}

function merged(ctx: Ctx, wabaId: string, one: Listed, known: store.TemplateRow | undefined): store.TemplateRow | undefined {
  const category = categoryOf(one.category)
  if (category === null) return undefined
  const state = stateOf(one.status)
  const design = withOurs(designFrom(one.components, one.parameter_format), known?.design)
  if (!known) {
    const made = { id: ctx.newId(), wabaId, name: one.name, language: one.language, category, design }
    const told = { providerId: one.id, state, quality: qualityOf(one.quality_score), reason: reasonOf(one.rejected_reason) }
    return store.blankRow({ ...made, ...told }, ctx.now.toISOString())
  }
  const hasMoved = known.category !== category && known.providerId !== null
  return {
    ...known,
    providerId: one.id,
    design,
    category,
    state,
    quality: qualityOf(one.quality_score),
    reason: state === 'rejected' ? (reasonOf(one.rejected_reason) ?? known.reason) : state === 'approved' ? null : known.reason,
    ...(state === 'approved' && { advice: null, pausedUntil: null }),
    ...(hasMoved && { previousCategory: known.category, categoryChangedAt: ctx.now.toISOString() }),
  }
}
