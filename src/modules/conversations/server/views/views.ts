import type { z } from 'zod'
import { inboxViewsChanged } from '#conversations/contract/events.ts'
import type { createInboxView, updateInboxView } from '#conversations/contract/inbox-view-api.ts'
import type { InboxView } from '#conversations/contract/inbox-view.ts'
import { canAssign } from '#conversations/contract/permissions.ts'
import { tooManyViews, viewNotFound, viewNotYours } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as store from './views.store.ts'

const mostOfOnePerson = 100

export const list = async (ctx: Ctx): Promise<{ items: InboxView[] }> => ({
  items: (await store.visible(ctx, ownerIn(ctx))).map((view) => shown(ctx, view)),
})

export async function create(ctx: Ctx, input: z.output<typeof createInboxView.input>): Promise<InboxView> {
  if (input.isShared) ctx.require(canAssign)
  const ownerId = ownerIn(ctx)
  if ((await store.countOf(ctx, ownerId)) >= mostOfOnePerson) throw tooManyViews({ limit: mostOfOnePerson })
  const { name, isShared, query } = input
  const made = await store.insert(ctx, { id: ctx.newId(), ownerId, name, isShared, query })
  await tell(ctx, made)
  return shown(ctx, made)
}

export async function update(ctx: Ctx, input: z.output<typeof updateInboxView.input>): Promise<InboxView> {
  const before = await mine(ctx, input.id)
  if (input.isShared) ctx.require(canAssign)
  const after = await store.update(ctx, {
    ...before,
    version: ctx.ifMatch ?? before.version,
    name: input.name ?? before.name,
    isShared: input.isShared ?? before.isShared,
    query: input.query ?? before.query,
  })
  if (!after) throw changedMeanwhile({ version: before.version })
  await tell(ctx, { ...after, isShared: before.isShared || after.isShared })
  return shown(ctx, after)
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<never, never>> {
  const view = await mine(ctx, id)
  await store.remove(ctx, id)
  await tell(ctx, view)
  return {}
}

/** Somebody else's private view does not exist for others; a shared one changes only by its author and by who hands out work. */
async function mine(ctx: Ctx, id: string): Promise<store.StoredView> {
  const view = await store.find(ctx, id)
  const isMine = view?.ownerId === ownerIn(ctx)
  if (!view || (!isMine && !view.isShared)) throw viewNotFound()
  if (!isMine && !ctx.can(canAssign)) throw viewNotYours()
  return view
}

async function tell(ctx: Ctx, view: store.StoredView): Promise<void> {
  if (!view.isShared) return
  ctx.audit({
    action: 'conversations.inbox-view.changed',
    subject: { kind: 'inbox-view', id: view.id, name: view.name },
    after: view.query,
  })
  await ctx.emit(inboxViewsChanged, { id: view.id })
}

const nobody = '00000000-0000-0000-0000-000000000000'
const ownerIn = (ctx: Ctx): string => (ctx.actor.kind === 'system' ? nobody : ctx.actor.id)

const shown = (ctx: Ctx, { ownerId, ...view }: store.StoredView): InboxView => ({ ...view, isMine: ownerId === ownerIn(ctx) })
