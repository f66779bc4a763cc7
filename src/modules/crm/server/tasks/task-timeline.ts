import type { TimelineSource } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import { taskCreated, taskDeleted, taskDone, taskReopened, taskUpdated } from '#crm/contract/task-events.ts'
import { hrefOf } from '#crm/server/tasks/task-queue.ts'
import * as store from '#crm/server/tasks/tasks.store.ts'

/** Tasks in the timeline of their contact. */
export const taskTimeline: TimelineSource = {
  kinds: ['crm.task-made', 'crm.task-done'],
  async entries(ctx, query) {
    const rows = await store.moments(ctx, query)
    return rows.map(({ id, taskId, at, what, title, actorName }) => ({
      id,
      at,
      kind: `crm.task-${what}`,
      words: `crm.timeline.task-${what}`,
      values: { title },
      href: hrefOf({ id: taskId }),
      actorName,
    }))
  },
  movedBy: [taskCreated, taskUpdated, taskDone, taskReopened, taskDeleted].map((event) => moves(event, ({ contactId }) => [contactId])),
}
