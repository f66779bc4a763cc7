import type { Ctx } from '#kernel/ctx.ts'
import { testOfSegments } from '#crm/server/segments/segments.ts'
import * as store from '#crm/server/segments/members.store.ts'

/** What segments are called, by id; those that are gone are absent. */
export const segmentNames = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map((await store.names(ctx, ids)).map(({ id, name }) => [id, name]))

/** Of these segments, those that a contact is in now. Of those that are gone it is in none. */
export async function segmentsOf(ctx: Ctx, contactId: string, segmentIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const id of (await segmentNames(ctx, segmentIds)).keys()) {
    const { probe } = await testOfSegments(ctx, [id])
    if (await store.meets(ctx, contactId, probe)) found.add(id)
  }
  return found
}
