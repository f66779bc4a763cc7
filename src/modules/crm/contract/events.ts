import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { importProgress } from '#kernel/contract/import.ts'
import { Instant } from '#kernel/contract/time.ts'
import { ActivityKind } from '#crm/contract/activity.ts'
import { ContactKind, ContactRow } from '#crm/contract/contact.ts'
import { LeadStatus, Transition } from '#crm/contract/lead.ts'
import { ScoreMark } from '#crm/contract/scoring.ts'

/** Somebody new: typed in, or who wrote for the first time. Imports tell theirs in `crm.contact.imported`. */
export const contactCreated = event(
  'crm.contact.created',
  z.object({
    contactId: Id,
    kind: ContactKind,
    name: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    source: z.string(),
    createdAt: Instant,
  }),
)

/** `changed` names the fields (`name`, `identities`, `fields.birthday`, ...); `row` is how lists show the contact now. */
export const contactUpdated = event('crm.contact.updated', z.object({ contactId: Id, changed: z.array(z.string()), row: ContactRow }))

/** One part of many contacts: `ownerId`, `relations` or `fields.<key>`, at most a thousand at a time. */
export const contactsChanged = event('crm.contact.changed', z.object({ contactIds: z.array(Id), changed: z.array(z.string()) }))

export const contactArchived = event('crm.contact.archived', z.object({ contactIds: z.array(Id) }))
export const contactRestored = event('crm.contact.restored', z.object({ contactIds: z.array(Id) }))

/** Tags were put on or taken off. Only the contacts for which that made a difference. */
export const contactTagged = event(
  'crm.contact.tagged',
  z.object({ contactIds: z.array(Id), addedTagIds: z.array(Id), removedTagIds: z.array(Id) }),
)

/** Two contacts are linked, or not any more: `contactIds` are the two. */
export const contactLinked = event('crm.contact.linked', z.object({ contactIds: z.array(Id) }))
export const contactUnlinked = event('crm.contact.unlinked', z.object({ contactIds: z.array(Id) }))

export const consentChanged = event(
  'crm.consent.changed',
  z.object({ contactId: Id, channel: z.string(), purpose: z.string(), state: z.enum(['granted', 'denied', 'unknown']) }),
)

/** What contacts did, or what was done for them, was kept: who and what, told together. What is told of the past is not news. */
export const activityRecorded = event(
  'crm.activity.recorded',
  z.object({ contacts: z.array(z.object({ contactId: Id, kinds: z.array(ActivityKind), at: Instant })) }),
)

/** How somebody stands changed by the facts or by hand: state, reasons, since when they are left alone. */
export const contactClassified = event('crm.contact.classified', z.object({ contactIds: z.array(Id) }))

/** One enquiry came, from wherever. */
export const leadReceived = event(
  'crm.lead.received',
  z.object({ leadId: Id, contactId: Id, channel: z.string(), formId: Id.nullable(), isFirstTouch: z.boolean(), at: Instant }),
)
export const leadUpdated = event('crm.lead.updated', z.object({ leadId: Id, contactId: Id, status: LeadStatus }))
/** A step of the life cycle: forward by `rule` or by hand, backward only by hand and with a `reason`. */
export const leadStageChanged = event('crm.lead.stage-changed', Transition.omit({ id: true, actorName: true }).extend({ contactId: Id }))

/** One batch of an import: at most a thousand contacts. */
export const contactsImported = event('crm.contact.imported', z.object({ importId: Id, createdIds: z.array(Id), updatedIds: z.array(Id) }))
export const importProgressed = importProgress('crm.import.progressed')
export const exportFinished = event('crm.export.finished', z.object({ exportId: Id, status: z.enum(['done', 'failed']), rows: z.number() }))

/** The definitions that everybody's screens keep: custom fields, tags, shared views, segments. */
export const definitionsChanged = event('crm.definition.changed', z.object({ kind: z.enum(['field', 'tag', 'view', 'segment']) }))

/** In the transaction: whoever keeps ids of contacts takes what is the loser's over to the survivor. `row` is the survivor now. */
export const contactMerged = event('crm.contact.merged', z.object({ mergeId: Id, survivorId: Id, loserId: Id, row: ContactRow }))
/** In the transaction: what came with the merge goes back to the loser; what happened since stays. Both as they are now. */
export const contactUnmerged = event(
  'crm.contact.unmerged',
  z.object({ mergeId: Id, survivorId: Id, loserId: Id, rows: z.array(ContactRow) }),
)
/** Pairs were found or settled. */
export const duplicatesChanged = event('crm.duplicate.changed', z.object({ contactIds: z.array(Id) }))
/** Scores that are others now, of at most a few hundred contacts. Only those for which the number, the grade or the chance changed. */
export const contactScored = event('crm.contact.scored', z.object({ scores: z.array(ScoreMark.extend({ contactId: Id })) }))
/** A version of the learned model was trained, whether it passed or not. */
export const leadModelTrained = event('crm.lead-model.trained', z.object({ version: z.int(), passes: z.boolean() }))
/** Processing was limited to keeping and answering, or is as usual again. */
export const contactRestricted = event('crm.contact.restricted', z.object({ contactId: Id, isRestricted: z.boolean() }))
/** They and everything about them are gone; ids of those that were merged into them included. */
export const contactErased = event('crm.contact.erased', z.object({ contactIds: z.array(Id) }))
export const erasureFinished = event('crm.erasure.finished', z.object({ erasureId: Id }))
export const personalExportProgressed = event(
  'crm.personal-export.progressed',
  z.object({ exportId: Id, contactId: Id, status: z.enum(['running', 'done', 'failed']), done: z.int(), total: z.int() }),
)
