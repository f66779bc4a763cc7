import type { AttentionKind } from '#kernel/module.ts'
import { canReadTasks, canWriteTasks } from '#crm/contract/permissions.ts'
import { taskCreated, taskDeleted, taskDone, taskReopened, taskUpdated } from '#crm/contract/task-events.ts'
import { kind } from '#crm/server/tasks/task-queue.ts'
import * as tasks from '#crm/server/tasks/tasks.ts'
import * as store from '#crm/server/tasks/tasks.store.ts'

/** Tasks in the queue: whoever may read them sees all, and who takes one of nobody has it. */
export const taskKind: AttentionKind = {
  kind,
  words: 'crm.attention.kinds.task',
  reach: (permissions) => (permissions.has(canReadTasks.code) ? 'all' : 'none'),
  permission: canWriteTasks,
  async take(ctx, id) {
    const row = await store.lockFree(ctx, id)
    if (!row || ctx.actor.kind !== 'user') return 'busy'
    if (row.assigneeId !== null) return row.assigneeId === ctx.actor.id ? 'taken' : 'busy'
    await tasks.assign(ctx, row, ctx.actor.id)
    return 'taken'
  },
  movedBy: [taskCreated, taskUpdated, taskDone, taskReopened, taskDeleted],
}
