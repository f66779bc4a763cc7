import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import { after, type Reaction } from '#kernel/module.ts'
import { memberRemoved } from '#identity/contract/events.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'

/** Whoever left can answer for nobody: their contacts are everybody's again. */
export const releaseOwner = job({
  name: 'crm.release-owner',
  payload: z.object({ personId: z.uuid(), name: z.string() }),
  async run(ctx, { personId }) {
    await contacts.releaseOwner(ctx, personId)
  },
})

export const reactions: readonly Reaction[] = [after(memberRemoved, releaseOwner)]
