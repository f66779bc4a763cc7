import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import { after, on, type Reaction } from '#kernel/module.ts'
import { memberRemoved } from '#identity/contract/events.ts'
import {
  contactCreated,
  contactMerged,
  contactRestored,
  contactRestricted,
  contactScored,
  contactsChanged,
  contactsImported,
  contactTagged,
  contactUnmerged,
  contactUpdated,
} from '#crm/contract/events.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { classify } from '#crm/server/leads/classify.ts'
import * as restrictions from '#crm/server/privacy/restrictions.ts'
import { findSoon } from '#crm/server/duplicates/find.job.ts'
import { scoringReactions } from '#crm/server/scoring/reactions.ts'
import * as claims from '#crm/server/attention/claims.ts'
import * as items from '#crm/server/attention/items.ts'
import * as tasks from '#crm/server/tasks/tasks.ts'

/** Whoever left can answer for nobody: their contacts are everybody's again. */
export const releaseOwner = job({
  name: 'crm.release-owner',
  payload: z.object({ personId: z.uuid(), name: z.string() }),
  async run(ctx, { personId }) {
    await contacts.releaseOwner(ctx, personId)
  },
})

/** Nor can they do anything: their tasks are nobody's, and what they had in hand is free. */
export const releaseWork = job({
  name: 'crm.release-work',
  payload: z.object({ personId: z.uuid(), name: z.string() }),
  async run(ctx, { personId }) {
    await tasks.letGo(ctx, personId)
    await claims.letGo(ctx, personId)
  },
})

/** What else than a name or a way to reach somebody says who it is. */
const saysWho = (changed: string): boolean =>
  changed === 'name' || changed === 'identities' || changed === 'addresses' || changed.startsWith('fields.')
/** An import has the machine for itself first: its contacts are looked at when it is likely to be over. */
const afterImportMs = 60_000

export const reactions: readonly Reaction[] = [
  after(memberRemoved, releaseOwner),
  ...scoringReactions,
  on(contactCreated, (ctx, { contactId }) => findSoon(ctx, [contactId])),
  on(contactUpdated, async (ctx, { contactId, changed }) => {
    if (changed.some(saysWho)) await findSoon(ctx, [contactId])
  }),
  on(contactsChanged, async (ctx, { contactIds, changed }) => {
    if (changed.some(saysWho)) await findSoon(ctx, contactIds)
  }),
  on(contactRestored, (ctx, { contactIds }) => findSoon(ctx, contactIds)),
  on(contactsImported, async (ctx, { createdIds, updatedIds }) =>
    findSoon(ctx, [...createdIds, ...updatedIds], { afterMs: afterImportMs }),
  ),
  after(memberRemoved, releaseWork),
  on(contactTagged, (ctx, { contactIds }) => items.refreshVips(ctx, contactIds)),
  on(contactMerged, items.merged),
  on(contactMerged, restrictions.inherit),
  on(contactRestricted, async (ctx, { contactId, isRestricted }) => {
    if (!isRestricted) await classify(ctx, [contactId])
  }),
  on(contactScored, items.rescored),
  on(contactUnmerged, items.unmerged),
]
