import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

/** A flow was made, drawn, published, switched or removed. */
export const flowsChanged = event('bots.flow.changed', z.object({ flowId: Id }))
const run = z.object({ runId: Id, flowId: Id, conversationId: Id, contactId: Id })
export const runStarted = event('bots.run.started', run)
/** A bot left a customer to a person. */
export const runHandedOff = event('bots.run.handed-off', run.extend({ reason: z.string() }))
export const runEnded = event('bots.run.ended', run)
