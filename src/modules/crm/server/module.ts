import { defineModule, live, serve } from '#kernel/module.ts'
import * as api from '#crm/contract/api.ts'
import * as attentionEvents from '#crm/contract/attention-events.ts'
import * as events from '#crm/contract/events.ts'
import * as occasionEvents from '#crm/contract/occasion-events.ts'
import * as segmentEvents from '#crm/contract/segment-events.ts'
import * as segmentApi from '#crm/contract/segment-api.ts'
import * as permissions from '#crm/contract/permissions.ts'
import * as taskEvents from '#crm/contract/task-events.ts'
import { actions } from '#crm/server/actions/actions.ts'
import { attentionLives, attentionTopics } from '#crm/server/attention/live.ts'
import { attentionRoutes } from '#crm/server/attention/routes.ts'
import { list as listDays } from '#crm/server/contacts/calendar.ts'
import { linkLives } from '#crm/server/links/live.ts'
import { linkRoutes } from '#crm/server/links/routes.ts'
import { changeRoutes } from '#crm/server/changes/routes.ts'
import { check, similar } from '#crm/server/contacts/check-identity.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { update } from '#crm/server/contacts/edit.ts'
import { newContacts } from '#crm/server/contacts/new-contacts.ts'
import { kindsOf, list as listTimeline, ownSource } from '#crm/server/contacts/timeline.ts'
import * as consents from '#crm/server/consents/consents.ts'
import { demoContacts } from '#crm/server/demo.ts'
import { beginScan, findDuplicates, scanDuplicates } from '#crm/server/duplicates/find.job.ts'
import { duplicateLives, duplicateTopics } from '#crm/server/duplicates/live.ts'
import { duplicateRoutes } from '#crm/server/duplicates/routes.ts'
import { forgetMerges } from '#crm/server/duplicates/unmerge.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as exports from '#crm/server/exports/exports.ts'
import * as imports from '#crm/server/imports/imports.ts'
import * as leads from '#crm/server/leads/declaration.ts'
import { impersonal, personalData } from '#crm/server/personal-data.ts'
import * as privacy from '#crm/server/privacy/declaration.ts'
import { retention } from '#crm/server/privacy/retention-kinds.ts'
import { reactions, releaseOwner, releaseWork } from '#crm/server/reactions.ts'
import { countSegments, freeze } from '#crm/server/segments/freezing.ts'
import { change as changeMembers } from '#crm/server/segments/members.ts'
import * as segments from '#crm/server/segments/segments.ts'
import { segmentTimeline, watchSegments } from '#crm/server/segments/watching.ts'
import { list as listTerms } from '#crm/server/segments/terms.ts'
import { scoringJobs, scoringLive, scoringRoutes, scoringSchedules } from '#crm/server/scoring/parts.ts'
import { taskLives, taskTopics } from '#crm/server/tasks/live.ts'
import { leadKind } from '#crm/server/leads/lead-queue.ts'
import { remindTask } from '#crm/server/tasks/reminders.ts'
import { taskRoutes } from '#crm/server/tasks/routes.ts'
import { taskKind } from '#crm/server/tasks/task-kind.ts'
import { taskTimeline } from '#crm/server/tasks/task-timeline.ts'
import * as tags from '#crm/server/tags/tags.ts'
import * as views from '#crm/server/views/views.ts'

const { canReadContacts, canExportContacts } = permissions
const list = 'crm.contacts'
/** Tags, fields and shared views, which every screen of every module shows. */
const definitions = 'crm.definitions'
const record = (id: string): string => `crm.contact:${id}`
const reads = (viewer: { permissions: ReadonlySet<string> }): boolean => viewer.permissions.has(canReadContacts.code)
/** A change of many contacts reaches the list; the records of more than this many are told by their next reading. */
const mostRecordsTold = 100

export default defineModule({
  name: 'crm',
  needs: ['identity'],
  permissions: Object.values(permissions),
  events: [
    ...Object.values(events),
    ...Object.values(attentionEvents),
    ...Object.values(taskEvents),
    ...Object.values(segmentEvents),
    ...Object.values(occasionEvents),
  ],
  pages: leads.pages,
  actions,
  installationKeys: {
    'crm.form form_by_slug': 'Visitors belong to nobody: the address of a form alone has to say whose it is.',
  },
  routes: [
    ...leads.routes,
    ...attentionRoutes,
    ...taskRoutes,
    serve(api.listContacts, contacts.list),
    serve(api.countContacts, contacts.count),
    serve(api.listContactDays, listDays),
    serve(api.getContact, contacts.get),
    serve(api.createContact, contacts.create),
    serve(api.updateContact, update),
    serve(api.deleteContact, contacts.remove),
    ...changeRoutes,
    ...linkRoutes,
    serve(api.checkIdentity, check),
    serve(api.listSimilarContacts, similar),
    serve(api.listTimeline, listTimeline),
    serve(api.listTimelineKinds, kindsOf),
    serve(api.listConsents, consents.list),
    serve(api.setConsent, consents.set),
    serve(api.listTags, tags.list),
    serve(api.createTag, tags.create),
    serve(api.updateTag, tags.update),
    serve(api.deleteTag, tags.remove),
    serve(api.listFields, fields.list),
    serve(api.createField, fields.create),
    serve(api.updateField, fields.update),
    ...views.routes,
    serve(segmentApi.listSegments, segments.list),
    serve(segmentApi.listSegmentTerms, listTerms),
    serve(segmentApi.getSegment, segments.get),
    serve(segmentApi.createSegment, segments.create),
    serve(segmentApi.updateSegment, segments.update),
    serve(segmentApi.deleteSegment, segments.remove),
    serve(segmentApi.previewSegment, segments.preview),
    serve(segmentApi.changeMembers, changeMembers),
    ...imports.routes,
    serve(api.createExport, exports.create),
    serve(api.getExport, exports.get),
    ...duplicateRoutes,
    ...scoringRoutes,
    ...privacy.routes,
  ],
  reactions,
  jobs: [
    ...privacy.jobs,
    releaseOwner,
    releaseWork,
    remindTask,
    ...Object.values(imports.jobs),
    exports.writeExport,
    findDuplicates,
    scanDuplicates,
    beginScan,
    forgetMerges,
    freeze,
    countSegments,
    watchSegments,
    ...scoringJobs,
    ...leads.jobs,
  ],
  schedules: [
    ...leads.schedules,
    ...imports.schedules,
    { name: 'crm.forget-merges', everySeconds: 86_400, job: forgetMerges, per: 'organization' },
    ...privacy.schedules,
    { name: 'crm.count-segments', everySeconds: 900, job: countSegments, per: 'organization' },
    { name: 'crm.watch-segments', everySeconds: 300, job: watchSegments, per: 'organization' },
    { name: 'crm.begin-duplicate-scan', everySeconds: 86_400, job: beginScan, per: 'organization' },
    ...scoringSchedules,
  ],
  live: [
    ...attentionLives,
    ...taskLives,
    ...scoringLive,
    ...privacy.lives,
    live(
      events.contactCreated,
      () => [list],
      (viewer, data) => (reads(viewer) ? data : null),
    ),
    live(
      events.contactUpdated,
      ({ contactId }) => [list, record(contactId)],
      (viewer, data) => (reads(viewer) ? data : null),
    ),
    ...linkLives,
    live(
      events.contactsChanged,
      ({ contactIds }) => [list, ...contactIds.slice(0, mostRecordsTold).map(record)],
      (viewer, data) => (reads(viewer) ? data : null),
    ),
    live(
      events.contactArchived,
      ({ contactIds }) => [list, ...contactIds.slice(0, mostRecordsTold).map(record)],
      (viewer, data) => (reads(viewer) ? data : null),
    ),
    live(
      events.contactRestored,
      ({ contactIds }) => [list, ...contactIds.slice(0, mostRecordsTold).map(record)],
      (viewer, data) => (reads(viewer) ? data : null),
    ),
    live(
      events.contactTagged,
      ({ contactIds }) => [list, ...contactIds.slice(0, mostRecordsTold).map(record)],
      (viewer, data) => (reads(viewer) ? data : null),
    ),
    ...leads.lives,
    live(
      events.consentChanged,
      ({ contactId }) => [record(contactId)],
      (viewer, data) => (reads(viewer) ? data : null),
    ),
    live(
      events.definitionsChanged,
      () => [definitions],
      (viewer, data) => (reads(viewer) ? data : null),
    ),
    live(
      events.contactsImported,
      () => [list],
      (viewer) => (reads(viewer) ? {} : null),
    ),
    ...imports.lives,
    live(
      events.exportFinished,
      ({ exportId }) => [`crm.export:${exportId}`],
      (viewer, data) => (viewer.permissions.has(canExportContacts.code) ? data : null),
    ),
    ...duplicateLives,
  ],
  topics: [
    ...attentionTopics,
    ...taskTopics,
    ...leads.topics,
    { prefix: definitions, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadContacts)) },
    { prefix: list, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadContacts)) },
    { prefix: 'crm.contact', mayWatch: (ctx, id) => contacts.isReadable(ctx, id) },
    ...imports.topics,
    { prefix: 'crm.export', mayWatch: (ctx) => Promise.resolve(ctx.can(canExportContacts)) },
    ...duplicateTopics,
  ],
  timeline: [ownSource, taskTimeline, segmentTimeline],
  attention: [leadKind, taskKind],
  search: [{ kind: 'contact', permission: canReadContacts, find: contacts.search }],
  metrics: [newContacts],
  personalData,
  impersonal,
  retention,
  demo: demoContacts,
})
