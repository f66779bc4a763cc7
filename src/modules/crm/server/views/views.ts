import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { definitionsChanged } from '#crm/contract/events.ts'
import { canManageFields } from '#crm/contract/permissions.ts'
import type { CreateView, UpdateView, View } from '#crm/contract/view.ts'
import { tooManyViews, viewNotFound, viewNotYours } from '#crm/server/problems.ts'
import * as store from '#crm/server/views/views.store.ts'

const mostOfOnePerson = 100

export async function list(ctx: Ctx): Promise<{ items: View[] }> {
  const views = await store.visible(ctx, ownerIn(ctx))
  return { items: views.map((view) => shown(ctx, view)) }
}

export async function create(ctx: Ctx, input: CreateView): Promise<View> {
  const ownerId = ownerIn(ctx)
  if ((await store.countOf(ctx, ownerId)) >= mostOfOnePerson) throw tooManyViews({ limit: mostOfOnePerson })
  const view = await store.insert(ctx, { id: ctx.newId(), ownerId, ...input })
  await tell(ctx, view)
  return shown(ctx, view)
}

export async function update(ctx: Ctx, input: UpdateView): Promise<View> {
  const before = await mine(ctx, input.id)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const view = await store.update(ctx, {
    ...before,
    name: input.name ?? before.name,
    layout: input.layout ?? before.layout,
    isShared: input.isShared ?? before.isShared,
    query: input.query ?? before.query,
  })
  if (!view) throw changedMeanwhile({})
  if (before.isShared || view.isShared) await tell(ctx, { ...view, isShared: true })
  return shown(ctx, view)
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const view = await mine(ctx, id)
  await store.remove(ctx, id)
  await tell(ctx, view)
  return {}
}

/** Somebody else's private view does not exist for others; a shared one only its author and administrators change. */
async function mine(ctx: Ctx, id: string): Promise<store.StoredView> {
  const view = await store.find(ctx, id)
  const isMine = view?.ownerId === ownerIn(ctx)
  if (!view || (!isMine && !view.isShared)) throw viewNotFound()
  if (!isMine && !ctx.can(canManageFields)) throw viewNotYours()
  return view
}

async function tell(ctx: Ctx, view: store.StoredView): Promise<void> {
  if (!view.isShared) return
  ctx.audit({ action: 'crm.view.changed', subject: { kind: 'contact-view', id: view.id, name: view.name }, after: { ...view.query } })
  await ctx.emit(definitionsChanged, { kind: 'view' })
}

const nobody = '00000000-0000-0000-0000-000000000000'
const ownerIn = (ctx: Ctx): string => (ctx.actor.kind === 'system' ? nobody : ctx.actor.id)

const shown = (ctx: Ctx, { ownerId, ...view }: store.StoredView): View => ({ ...view, isMine: ownerId === ownerIn(ctx) })
