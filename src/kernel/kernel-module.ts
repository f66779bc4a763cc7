import { canReadAudit, listAudit, readAuditFacets, verifyAuditTrail } from '#kernel/audit/contract.ts'
import * as trail from '#kernel/audit/trail.ts'
import { canManageJobs } from '#kernel/jobs/contract.ts'
import { jobRoutes } from '#kernel/jobs/dead-letters.ts'
import { canReadMail, listMail } from '#kernel/mail/contract.ts'
import * as outbox from '#kernel/mail/outbox.ts'
import { defineModule, serve } from '#kernel/module.ts'
import { search } from '#kernel/search/contract.ts'
import * as finder from '#kernel/search/search.ts'
import { pulse } from '#kernel/observe/health.ts'

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
  platformTables: {
    'kernel.migration': 'what was applied to the installation',
    'kernel.relay_position': 'how far the one relay has come, over all organizations',
    'kernel.schedule': 'when the installation does its chores',
    'kernel.throttle': 'attempts at doors, before anybody is known',
    'kernel.audit_roll': 'the signed sum of all chains, which shows a chain that was removed whole',
  },
})
