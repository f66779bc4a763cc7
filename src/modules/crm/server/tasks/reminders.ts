import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import * as identity from '#identity/server/public.ts'
import { taskReminded } from '#crm/contract/task-events.ts'
import { remindAt } from '#crm/server/tasks/task-moments.ts'
import { hrefOf } from '#crm/server/tasks/task-queue.ts'
import * as store from '#crm/server/tasks/tasks.store.ts'

/** Looks again when its moment comes: one that was done, moved or taken away meanwhile reminds nobody. */
export const remindTask = job({
  name: 'crm.remind-task',
  payload: z.object({ taskId: Id, at: Instant }),
  async run(ctx, { taskId, at }) {
    const row = await store.lock(ctx, taskId)
    if (row?.state !== 'open' || remindAt(row) !== at) return
    // Of what is nobody's, whoever made it is told.
    const personId = row.assigneeId ?? row.createdById
    if (personId === null) return
    await identity.notify(ctx, {
      personIds: [personId],
      words: 'crm.notices.task_due',
      values: { title: row.title, contact: row.contactName ?? '' },
      href: hrefOf(row),
      key: `task-due:${row.id}:${at}`,
    })
    await ctx.emit(taskReminded, { taskId: row.id, contactId: row.contactId, assigneeId: row.assigneeId })
  },
})

/** A job for each moment: one that is not the task's any more finds so by itself. */
export function enqueueReminder(ctx: Ctx, row: store.TaskRow): void {
  const at = remindAt(row)
  if (row.state === 'open' && at !== null && Date.parse(at) > ctx.now.getTime())
    ctx.enqueue(remindTask, { taskId: row.id, at }, { at: new Date(at) })
}
