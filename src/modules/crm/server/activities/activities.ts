import type { Ctx } from '#kernel/ctx.ts'
import type { Activity, ActivityKind, Engagement } from '#crm/contract/activity.ts'
import { activityRecorded } from '#crm/contract/events.ts'
import * as store from '#crm/server/activities/activities.store.ts'
import { note } from '#crm/server/scoring/note.ts'
import { classify } from '#crm/server/leads/classify.ts'
import { settleOf } from '#crm/server/leads/lead-queue.ts'
import * as leads from '#crm/server/leads/leads.store.ts'

/**
 * Keeps what a contact did. What was told before, and what is about nobody, is passed over; what is about a merged contact
 * belongs to the one it is in now. Activities, their sums and how the contact stands change in one transaction.
 */
export const record = (ctx: Ctx, activity: Activity): Promise<void> => recordAll(ctx, [activity])

/** Many at once, of any contacts. `isPast`: what happened long ago and is only told now, which is news to nobody. */
export async function recordAll(ctx: Ctx, activities: readonly Activity[], { isPast = false } = {}): Promise<void> {
  if (activities.length === 0) return
  const rows = activities.map((activity) => ({ ...activity, id: ctx.newId(), value: activity.value ?? {} }))
  const added = await store.add(ctx, rows)
  if (added.length === 0) return
  await note(ctx, added)
  const ids = new Set(added.map(({ id }) => id))
  const answers = rows.filter(({ id, kind, value }) => ids.has(id) && kind === 'message.out' && value['endsWait'] === true)
  const answered = answers.map(({ contactId }) => contactId)
  await leads.work(ctx, answered)
  await settleOf(ctx, answered)
  await classify(ctx, [...new Set(added.map(({ contactId }) => contactId))], { isPast })
  if (isPast) return
  await ctx.emit(activityRecorded, {
    contacts: [...Map.groupBy(added, (row) => row.contactId)].map(([contactId, of]) => ({
      contactId,
      kinds: [...new Set(of.map(({ kind }) => kind))],
      at: latest(of),
    })),
  })
}

const latest = (rows: readonly { at: string }[]): string => rows.reduce((last, { at }) => (at > last ? at : last), '')

export const engagementOf = (ctx: Ctx, contactId: string): Promise<Engagement | null> => store.find(ctx, contactId)

/** From `since` on, oldest first, at most `limit`. */
export const recent = (
  ctx: Ctx,
  query: { contactId: string; since: string; limit: number },
): Promise<{ kind: ActivityKind; at: string; value: Activity['value'] }[]> => store.recent(ctx, query)

/** Counts the sums of these contacts again from what is kept: after a merge, or when something was taken away. How they stand follows. */
export async function recount(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  await store.recount(ctx, contactIds)
  await classify(ctx, contactIds, { isPast: true })
}
