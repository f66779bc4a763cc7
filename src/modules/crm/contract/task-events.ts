import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

const About = z.object({ taskId: Id, contactId: Id.nullable(), assigneeId: Id.nullable() })

export const taskCreated = event('crm.task.created', About)
export const taskUpdated = event('crm.task.updated', About)
export const taskDone = event('crm.task.done', About)
export const taskReopened = event('crm.task.reopened', About)
export const taskDeleted = event('crm.task.deleted', About)
/** Its moment to remind came. */
export const taskReminded = event('crm.task.reminded', About)
