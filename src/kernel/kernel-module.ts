import { canReadAudit, listAudit, readAuditFacets, verifyAuditTrail } from '#kernel/audit/contract.ts'
import * as trail from '#kernel/audit/trail.ts'
import { canManageJobs } from '#kernel/jobs/contract.ts'
import { jobRoutes } from '#kernel/jobs/dead-letters.ts'
import { canReadMail, listMail } from '#kernel/mail/contract.ts'
import * as outbox from '#kernel/mail/outbox.ts'
import { defineModule, serve, type PersonalData } from '#kernel/module.ts'
import { search } from '#kernel/search/contract.ts'
import * as finder from '#kernel/search/search.ts'
import { pulse } from '#kernel/observe/health.ts'

/** Found and emptied by `eraseTraces`, whose rows belong to nobody's id. */
const ofContacts = (table: string, columns: readonly string[], purpose: string): PersonalData => ({
  table: `kernel.${table}`,
  subject: 'contact',
  columns,
  purpose: `kernel.personal-data.${purpose}`,
})

/** What the kernel itself shows to people: the trail, failed jobs, mail on its way out. */
export const kernelModule = defineModule({
  name: 'kernel',
  needs: [],
  permissions: [canReadAudit, canManageJobs, canReadMail],
  routes: [
    serve(listAudit, trail.list),
    serve(readAuditFacets, trail.facets),
    serve(verifyAuditTrail, trail.verify),
    ...jobRoutes,
    serve(listMail, outbox.list),
    serve(search, finder.find),
  ],
  schedules: [pulse],
  personalData: [
    ofContacts('audit_entry', ['subject_name', 'before', 'after'], 'trail'),
    ofContacts('event', ['data'], 'delivery'),
    ofContacts('job', ['payload', 'last_error'], 'delivery'),
    ofContacts('idempotency', ['answer'], 'delivery'),
    ofContacts('mail_message', ['to_address', 'to_name', 'subject', 'html', 'plain'], 'delivery'),
    ofContacts('file', ['name'], 'delivery'),
    { table: 'kernel.audit_entry', subject: 'user', columns: ['actor_name'], purpose: 'kernel.personal-data.trail' },
    { table: 'kernel.event', subject: 'user', columns: ['actor'], purpose: 'kernel.personal-data.delivery' },
  ],
  impersonal: {
    'kernel.audit_entry.action': 'One of the words that modules declare.',
    'kernel.audit_entry.actor_kind': 'One of a closed list of words.',
    'kernel.audit_entry.subject_kind': 'One of the words that modules declare.',
    'kernel.audit_entry.subject_id': 'A random id.',
    'kernel.audit_entry.request_id': 'A random id.',
    'kernel.audit_seal': 'Hashes of entries, each with a random value that goes with the words.',
    'kernel.audit_head': 'The end of a chain of hashes.',
    'kernel.audit_redaction': 'Hashes of what is left of entries.',
    'kernel.data_key': 'Sealed keys.',
    'kernel.event.type': 'One of the words that modules declare.',
    'kernel.event.request_id': 'A random id.',
    'kernel.job.name': 'One of the words that modules declare.',
    'kernel.list_version.list': 'A name of a list that modules declare.',
    'kernel.job.state': 'One of a closed list of words.',
    'kernel.job.key': 'Made of ids and numbers of the outbox.',
    'kernel.job.lane': 'Made of ids.',
    'kernel.job.request_id': 'A random id.',
    'kernel.idempotency.key': 'Random, made by the screen.',
    'kernel.idempotency.request': 'A hash.',
    'kernel.mail_message.state': 'One of a closed list of words.',
    'kernel.mail_message.last_error': 'What the mail server answered; it goes with the mail.',
    'kernel.file.sha256': 'A hash.',
    'kernel.file.mime': 'A type of files.',
    'kernel.file.kind': 'One of a closed list of words.',
    'kernel.pulse': 'The heartbeat of the installation.',
  },
  platformTables: {
    'kernel.migration': 'what was applied to the installation',
    'kernel.relay_position': 'how far the one relay has come, over all organizations',
    'kernel.schedule': 'when the installation does its chores',
    'kernel.throttle': 'attempts at doors, before anybody is known',
    'kernel.audit_roll': 'the signed sum of all chains, which shows a chain that was removed whole',
  },
})
