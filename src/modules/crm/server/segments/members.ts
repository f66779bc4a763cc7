import type { Ctx } from '#kernel/ctx.ts'
import { definitionsChanged } from '#crm/contract/events.ts'
import type { ChangeMembers } from '#crm/contract/segment.ts'
import { segmentIsDynamic, segmentNotFound } from '#crm/server/problems.ts'
import * as store from '#crm/server/segments/members.store.ts'
import { sizeOfMembers } from '#crm/server/segments/segments.ts'
import { find, keepSize } from '#crm/server/segments/segments.store.ts'

/** Puts contacts on a static list and takes others off. Those that are there already, and ids of nobody, change nothing. */
export async function change(ctx: Ctx, { id, add, remove }: ChangeMembers): Promise<{ addedIds: string[]; removedIds: string[] }> {
  const segment = await find(ctx, id)
  if (!segment) throw segmentNotFound()
  if (segment.kind === 'dynamic') throw segmentIsDynamic({ name: segment.name })
  const addedIds = add.length > 0 ? await store.add(ctx, id, add, ctx.actor.name) : []
  const removedIds = remove.length > 0 ? await store.remove(ctx, id, remove) : []
  if (addedIds.length + removedIds.length === 0) return { addedIds, removedIds }
  await keepSize(ctx, id, await sizeOfMembers(ctx, id))
  ctx.audit({
    action: 'crm.segment.members-changed',
    subject: { kind: 'segment', id, name: segment.name },
    after: { added: addedIds.length, removed: removedIds.length },
  })
  await ctx.emit(definitionsChanged, { kind: 'segment' })
  return { addedIds, removedIds }
}
