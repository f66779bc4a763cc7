import type { z } from 'zod'
import type { saveDraft } from '#conversations/contract/api.ts'
import type { Draft } from '#conversations/contract/conversation.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { conversationNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './drafts.store.ts'

/** One's own unsent text. It survives reloads, other machines and refusals; sending forgets it. */
export async function save(ctx: Ctx, { id, ...typed }: z.output<typeof saveDraft.input>): Promise<{ draft: Draft | null }> {
  if (ctx.actor.kind === 'system') return { draft: null }
  if (!(await conversations.find(ctx, id))) throw conversationNotFound()
  if (typed.text.trim() === '' && typed.fileIds.length === 0) {
    await ctx.sql(store.removal(id, ctx.actor.id))
    return { draft: null }
  }
  const draft = { ...typed, updatedAt: ctx.now.toISOString() }
  await store.write(ctx, id, ctx.actor.id, draft)
  return { draft }
}
