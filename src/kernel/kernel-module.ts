import { canReadMail, listMail } from '#kernel/mail/contract.ts'
import * as outbox from '#kernel/mail/outbox.ts'
import { pulse } from '#kernel/observe/health.ts'
import { defineModule, serve } from '#kernel/module.ts'

/** What the kernel itself shows to people: the trail, failed jobs, mail on its way out. */
export const kernelModule = defineModule({
  name: 'kernel',
  needs: [],
  permissions: [canReadMail],
  routes: [serve(listMail, outbox.list)],
  schedules: [pulse],
  platformTables: {},
})
