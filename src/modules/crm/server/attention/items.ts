import type { Ctx } from '#kernel/ctx.ts'
import type { Statement } from '#kernel/db/sql.ts'
import type { PutItem } from '#crm/contract/attention.ts'
import * as store from '#crm/server/attention/items.store.ts'

/** Something waits, or waits otherwise than before. */
export async function put(ctx: Ctx, item: PutItem): Promise<void> {
  await ctx.sql(store.putting(item))
}

/** It waits no more. */
export async function settle(ctx: Ctx, kind: string, subjectId: string): Promise<void> {
  await ctx.sql(store.settling(kind, subjectId))
}

export const settleOf = (ctx: Ctx, kind: string, contactIds: readonly string[]): Promise<void> =>
  contactIds.length === 0 ? Promise.resolve() : store.settleOf(ctx, kind, contactIds)

/** The same as statements, for whoever writes them together with what changed. `null`: it waits no more. */
export const keeping = (kind: string, subjectId: string, item: PutItem | null): Statement =>
  item ? store.putting(item) : store.settling(kind, subjectId)

export async function merged(ctx: Ctx, { survivorId, loserId }: { survivorId: string; loserId: string }): Promise<void> {
  await store.repoint(ctx, loserId, survivorId)
  await store.refreshVips(ctx, [survivorId])
  await store.refreshChances(ctx, [survivorId])
}

export async function unmerged(ctx: Ctx, { survivorId, loserId }: { survivorId: string; loserId: string }): Promise<void> {
  await store.followOwn(ctx, [survivorId])
  await store.refreshVips(ctx, [survivorId, loserId])
  await store.refreshChances(ctx, [survivorId, loserId])
}

export const rescored = (ctx: Ctx, { scores }: { scores: readonly { contactId: string }[] }): Promise<void> =>
  store.refreshChances(
    ctx,
    scores.map(({ contactId }) => contactId),
  )

export const refreshVips = (ctx: Ctx, contactIds: readonly string[]): Promise<void> => store.refreshVips(ctx, contactIds)
