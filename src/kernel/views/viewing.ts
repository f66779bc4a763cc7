import type { z } from 'zod'
import { nilId } from '#kernel/contract/ids.ts'
import type { Endpoint, Permission } from '#kernel/contract/declare.ts'
import type { NewView, View } from '#kernel/contract/view.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { serve, type Route } from '#kernel/module.ts'
import { changedMeanwhile, problem } from '#kernel/problem.ts'
import * as store from '#kernel/views/views.store.ts'

const mostOfOnePerson = 100

type Changes<V> = { [K in keyof V]?: V[K] | undefined }
type Api<Look> = {
  list: Endpoint<z.ZodType<object>, z.ZodType<{ items: View<Look>[] }>>
  create: Endpoint<z.ZodType<NewView<Look>>, z.ZodType<View<Look>>>
  update: Endpoint<z.ZodType<Changes<NewView<Look>> & { id: string }>, z.ZodType<View<Look>>>
  remove: Endpoint<z.ZodType<{ id: string }>, z.ZodType<object>>
}

/** The views of one list. The module says what they keep, who may do what with them, and tells its screens. */
export type ViewKind<Look> = {
  table: `${string}.${string}`
  /** The columns of the table with what a view keeps. */
  look: readonly (keyof Look & string)[]
  api: Api<Look>
  /** What the audit trail calls a change of a shared view. */
  action: `${string}.${string}.changed`
  /** Whoever has it may change the shared views of others. */
  changesShared: Permission
  /** Absent: everybody may share theirs. */
  shares?: Permission
  /** A view that others see, or saw, is not as it was. */
  changed: (ctx: Ctx, id: string) => Promise<void>
}

/** The views of a kind: the use cases behind its endpoints, and their refusals, each with its sentence among the module's words. */
export function viewing<Look extends { query: Record<string, unknown> }>(kind: ViewKind<Look>) {
  const [module, table] = kind.table.split('.') as [string, string]
  const problems = {
    notFound: problem(`${module}.view_not_found`, 404),
    notYours: problem(`${module}.view_not_yours`, 403),
    tooMany: problem<{ limit: number }>(`${module}.too_many_views`, 409),
  }

  async function list(ctx: Ctx): Promise<{ items: View<Look>[] }> {
    return { items: (await store.visible<Look>(ctx, kind, ownerIn(ctx))).map((view) => shown(ctx, view)) }
  }

  async function create(ctx: Ctx, input: NewView<Look>): Promise<View<Look>> {
    if (input.isShared && kind.shares) ctx.require(kind.shares)
    const ownerId = ownerIn(ctx)
    if ((await store.countOf(ctx, kind, ownerId)) >= mostOfOnePerson) throw problems.tooMany({ limit: mostOfOnePerson })
    const made = await store.insert<Look>(ctx, kind, { ...input, id: ctx.newId(), ownerId })
    await tell(ctx, made)
    return shown(ctx, made)
  }

  async function update(ctx: Ctx, { id, ...changes }: Changes<NewView<Look>> & { id: string }): Promise<View<Look>> {
    const before = await mine(ctx, id)
    if (changes.isShared && kind.shares) ctx.require(kind.shares)
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
    const after = await store.update<Look>(ctx, kind, { ...before, ...given, version: ctx.ifMatch ?? before.version })
    if (!after) throw changedMeanwhile({ version: before.version })
    await tell(ctx, { ...after, isShared: before.isShared || after.isShared })
    return shown(ctx, after)
  }

  async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<never, never>> {
    const view = await mine(ctx, id)
    await store.remove(ctx, kind, id)
    await tell(ctx, view)
    return {}
  }

  /** Somebody else's private view does not exist for others; a shared one changes only by its author and by who may change those of all. */
  async function mine(ctx: Ctx, id: string): Promise<store.StoredView<Look>> {
    const view = await store.find<Look>(ctx, kind, id)
    const isMine = view?.ownerId === ownerIn(ctx)
    if (!view || (!isMine && !view.isShared)) throw problems.notFound()
    if (!isMine && !ctx.can(kind.changesShared)) throw problems.notYours()
    return view
  }

  async function tell(ctx: Ctx, { id, name, isShared, query }: store.StoredView<Look>): Promise<void> {
    if (!isShared) return
    ctx.audit({ action: kind.action, subject: { kind: table.replaceAll('_', '-'), id, name }, after: query })
    await kind.changed(ctx, id)
  }

  const { api } = kind
  const routes: readonly Route[] = [serve(api.list, list), serve(api.create, create), serve(api.update, update), serve(api.remove, remove)]
  return { problems, list, create, update, remove, routes }
}

const ownerIn = (ctx: Ctx): string => (ctx.actor.kind === 'system' ? nilId : ctx.actor.id)

const shown = <Look>(ctx: Ctx, { ownerId, ...view }: store.StoredView<Look>): View<Look> =>
  ({ ...view, isMine: ownerId === ownerIn(ctx) }) as View<Look>
