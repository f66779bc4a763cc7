import type { Ctx } from '#kernel/ctx.ts'
import * as items from '#crm/server/attention/items.ts'
import { pressing } from '#crm/server/tasks/task-moments.ts'
import type * as store from '#crm/server/tasks/tasks.store.ts'

export const kind = 'task'

/** Where a task is looked at. */
export const hrefOf = ({ id }: Pick<store.TaskRow, 'id'>): string => `/tareas/${id}`

/** In the transaction of its change: what is done waits no more. */
export async function keep(ctx: Ctx, row: store.TaskRow): Promise<void> {
  if (row.state === 'done') return items.settle(ctx, kind, row.id)
  await items.put(ctx, {
    kind,
    subjectId: row.id,
    contactId: row.contactId,
    brandId: null,
    title: row.title,
    href: hrefOf(row),
    priority: row.priority,
    ...pressing(row),
    assigneeId: row.assigneeId,
    teamId: null,
  })
}
