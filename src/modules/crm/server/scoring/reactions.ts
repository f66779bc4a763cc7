import type { Ctx } from '#kernel/ctx.ts'
import { on, type Reaction } from '#kernel/module.ts'
import {
  contactCreated,
  contactMerged,
  contactRestricted,
  contactsChanged,
  contactsImported,
  contactTagged,
  contactUnmerged,
  contactUpdated,
} from '#crm/contract/events.ts'
import { rescoreContacts } from '#crm/server/scoring/refresh.ts'

/** What rules of fit never ask about. */
const indifferent = new Set(['name', 'notes', 'ownerId'])

/** Somebody who writes for the first time is known better several times within seconds, and is scored by what they did meanwhile. */
const settledMs = 10_000

/** What a person changes is counted at once; what the system learns, once for all that it learns within seconds. */
const rescoreOne = (ctx: Ctx, contactId: string): void =>
  ctx.enqueue(
    rescoreContacts,
    { contactIds: [contactId] },
    ctx.actor.kind === 'system' ? { key: contactId, at: new Date(ctx.now.getTime() + settledMs) } : {},
  )

/** Who contacts are may be worth other points now. Counted after the commit, so that nobody waits for it. */
export const scoringReactions: readonly Reaction[] = [
  on(contactCreated, async (ctx, { contactId }) => rescoreOne(ctx, contactId)),
  on(contactUpdated, async (ctx, { contactId, changed }) => {
    if (!changed.every((key) => indifferent.has(key))) rescoreOne(ctx, contactId)
  }),
  on(contactsChanged, async (ctx, { contactIds, changed }) => {
    if (!changed.every((key) => indifferent.has(key))) ctx.enqueue(rescoreContacts, { contactIds })
  }),
  on(contactTagged, async (ctx, { contactIds }) => ctx.enqueue(rescoreContacts, { contactIds })),
  // Those that an import made were scored as they were written.
  on(contactsImported, async (ctx, { updatedIds }) => {
    if (updatedIds.length > 0) ctx.enqueue(rescoreContacts, { contactIds: updatedIds })
  }),
  on(contactRestricted, async (ctx, { contactId }) => ctx.enqueue(rescoreContacts, { contactIds: [contactId], withChance: true })),
  // The score of who was joined is counted from what both did.
  on(contactMerged, async (ctx, { survivorId, loserId }) =>
    ctx.enqueue(rescoreContacts, { contactIds: [survivorId, loserId], withChance: true }),
  ),
  on(contactUnmerged, async (ctx, { survivorId, loserId }) =>
    ctx.enqueue(rescoreContacts, { contactIds: [survivorId, loserId], withChance: true }),
  ),
]
