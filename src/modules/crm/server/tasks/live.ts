import { live, type Live, type Topic } from '#kernel/module.ts'
import { canReadTasks } from '#crm/contract/permissions.ts'
import * as events from '#crm/contract/task-events.ts'

const topic = 'crm.tasks'

export const taskTopics: readonly Topic[] = [{ prefix: topic, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadTasks)) }]

/** Every list of tasks, and the record of the contact that it is about. */
export const taskLives: readonly Live[] = Object.values(events).map((event) =>
  live(
    event,
    ({ contactId }) => [topic, ...(contactId ? [`crm.contact:${contactId}`] : [])],
    (viewer, data) => (viewer.permissions.has(canReadTasks.code) ? data : null),
  ),
)
