/** What other modules may ask of contacts inside their own transaction. */
export { keeping as keepingAttention, put as putAttention, settle as settleAttention } from '#crm/server/attention/items.ts'
export { addIdentity, findOrCreateByIdentity, replaceIdentity } from '#crm/server/contacts/recognise.ts'
export type { Recognise, Recognised, Replaced } from '#crm/server/contacts/recognise.ts'
export { countCreated, livingIdOf, names, summary } from '#crm/server/contacts/summaries.ts'
export type { Summary } from '#crm/server/contacts/summaries.ts'
export { search } from '#crm/server/contacts/contacts.ts'
export { record as recordConsents, stateOf as consentStates } from '#crm/server/consents/consents.ts'
export { tell as tellMilestone } from '#crm/server/contacts/milestones.ts'
export { engagementOf, record as recordActivity, recordAll as recordActivities } from '#crm/server/activities/activities.ts'
/** Ids of the contacts whose processing is restricted: all of them, or those among some. No marketing, scores, segments or automatic routing for them. */
export { allRestricted as restrictedContacts, restrictedAmong } from '#crm/server/contacts/restriction.store.ts'
