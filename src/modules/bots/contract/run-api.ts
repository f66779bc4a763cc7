import { z } from 'zod'
import { canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Run } from '#bots/contract/run.ts'

/** What bots did in a conversation and why, the newest run first. Whoever may read the conversation may read this. */
export const listRuns = endpoint({
  method: 'GET',
  path: '/conversations/:id/bot-runs',
  permission: canReadOwn,
  input: z.object({ id: Id }),
  output: z.object({ items: z.array(Run) }),
})

/** Gives the word back to the bot that had it last. 409 `bots.nothing_to_resume` where none did, or it has it. */
export const resumeRun = endpoint({
  method: 'POST',
  path: '/conversations/:id/bot-resumptions',
  permission: canReply,
  input: z.object({ id: Id }),
  output: z.object({ items: z.array(Run) }),
})
