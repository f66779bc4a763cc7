import type { JobType } from '#kernel/jobs/job.ts'
import { live, serve, type Live, type Route, type Schedule } from '#kernel/module.ts'
import * as events from '#crm/contract/events.ts'
import { canExportPersonalData, canReadContacts } from '#crm/contract/permissions.ts'
import * as api from '#crm/contract/privacy-api.ts'
import { eraseContact, finishErasure } from '#crm/server/privacy/erasure.job.ts'
import * as erasures from '#crm/server/privacy/erasures.ts'
import * as exports from '#crm/server/privacy/personal-exports.ts'
import { register } from '#crm/server/privacy/register.ts'
import * as restrictions from '#crm/server/privacy/restrictions.ts'
import * as retention from '#crm/server/privacy/retention.ts'

/** What this folder adds to the module. */
export const routes: readonly Route[] = [
  serve(api.getPrivacy, restrictions.get),
  serve(api.setRestriction, restrictions.set),
  serve(api.createPersonalExport, exports.create),
  serve(api.getPersonalExport, exports.get),
  serve(api.previewErasure, erasures.preview),
  serve(api.startErasure, erasures.start),
  serve(api.getErasure, erasures.get),
  serve(api.listErasures, erasures.list),
  serve(api.getRegister, register),
  serve(api.listRetention, retention.list),
  serve(api.previewRetention, retention.preview),
  serve(api.saveRetention, retention.save),
]

export const jobs: readonly JobType[] = [
  eraseContact as JobType,
  finishErasure as JobType,
  exports.writePersonalExport as JobType,
  retention.applyRetention as JobType,
]

export const schedules: readonly Schedule[] = [
  { name: 'crm.apply-retention', everySeconds: 86_400, job: retention.applyRetention, per: 'organization' },
]

const record = (id: string): string => `crm.contact:${id}`

export const lives: readonly Live[] = [
  live(
    events.contactRestricted,
    ({ contactId }) => [record(contactId)],
    (viewer, data) => (viewer.permissions.has(canReadContacts.code) ? data : null),
  ),
  live(
    events.contactErased,
    ({ contactIds }) => ['crm.contacts', ...contactIds.map(record)],
    (viewer, data) => (viewer.permissions.has(canReadContacts.code) ? data : null),
  ),
  live(
    events.personalExportProgressed,
    ({ contactId }) => [record(contactId)],
    (viewer, data) => (viewer.permissions.has(canExportPersonalData.code) ? data : null),
  ),
]
