import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import type { CreateTask, ListTasks, Task, TaskState, UpdateTask } from '#crm/contract/task.ts'
import { taskCreated, taskDeleted, taskDone, taskReopened, taskUpdated } from '#crm/contract/task-events.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { taskAssigneeUnknown, taskContactUnknown, taskDueMissing, taskNotFound } from '#crm/server/problems.ts'
import { nextDue } from '#crm/server/tasks/task-moments.ts'
import { hrefOf, keep } from '#crm/server/tasks/task-queue.ts'
import { enqueueReminder } from '#crm/server/tasks/reminders.ts'
import * as store from '#crm/server/tasks/tasks.store.ts'

export async function list(ctx: Ctx, input: ListTasks): Promise<Page<Task>> {
  const { items, next } = await store.page(ctx, input)
  return { items: await shown(ctx, items), next }
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Task> {
  const row = await store.find(ctx, id)
  const [task] = row ? await shown(ctx, [row]) : []
  if (!task) throw taskNotFound()
  return task
}

export async function create(ctx: Ctx, input: CreateTask): Promise<Task> {
  if (input.contactId && (await contacts.names(ctx, [input.contactId])).length === 0) throw taskContactUnknown()
  if (input.assigneeId) await requireColleague(ctx, input.assigneeId)
  requireDue(input)
  const id = ctx.newId()
  const { reference, ...wanted } = input
  await store.insert(ctx, {
    ...wanted,
    id,
    zone: input.zone ?? ctx.zone,
    repeatsFrom: null,
    referenceHref: reference?.href ?? null,
    referenceWords: reference?.words ?? null,
    createdAt: ctx.now.toISOString(),
    createdById: ctx.actor.kind === 'system' ? null : ctx.actor.id,
    createdByName: ctx.actor.kind === 'system' ? null : ctx.actor.name,
  })
  const row = await written(ctx, id, taskCreated)
  ctx.audit({ action: 'crm.task.created', subject: subjectOf(row), after: auditable(row) })
  await tellAssigned(ctx, row, null)
  return get(ctx, { id })
}

export async function update(ctx: Ctx, { id, ...changes }: UpdateTask): Promise<Task> {
  const before = await held(ctx, id)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const asked: store.TaskRow = { ...before, ...given }
  const isElse = asked.dueAt !== before.dueAt || asked.zone !== before.zone || asked.repeats !== before.repeats
  const after = isElse ? { ...asked, repeatsFrom: null } : asked
  if (after.assigneeId && after.assigneeId !== before.assigneeId) await requireColleague(ctx, after.assigneeId)
  requireDue(after)
  await store.update(ctx, after)
  const row = await written(ctx, id, taskUpdated)
  ctx.audit({ action: 'crm.task.updated', subject: subjectOf(row), before: auditable(before), after: auditable(row) })
  await tellAssigned(ctx, row, before.assigneeId)
  return get(ctx, { id })
}

/** The same state again changes nothing. */
export async function setState(ctx: Ctx, { id, state }: { id: string; state: TaskState }): Promise<Task> {
  const before = await held(ctx, id)
  if (before.state === state) return get(ctx, { id })
  const isDone = state === 'done'
  const doneAt = isDone ? ctx.now.toISOString() : null
  await store.update(ctx, { ...before, state, doneAt, doneByName: isDone && ctx.actor.kind !== 'system' ? ctx.actor.name : null })
  const row = await written(ctx, id, isDone ? taskDone : taskReopened)
  ctx.audit({ action: isDone ? 'crm.task.done' : 'crm.task.reopened', subject: subjectOf(row), after: { contactId: row.contactId } })
  if (isDone) await repeat(ctx, row)
  return get(ctx, { id })
}

/** What repeats is made anew when it is done, for its next moment from now on. What was done repeats no more. */
async function repeat(ctx: Ctx, done: store.TaskRow): Promise<void> {
  if (done.repeats === 'never' || done.dueAt === null) return
  const repeatsFrom = done.repeatsFrom ?? done.dueAt
  const after = new Date(Math.max(Date.parse(done.dueAt), ctx.now.getTime()))
  const dueAt = nextDue(repeatsFrom, done.repeats, done.zone, after)
  const id = ctx.newId()
  await store.update(ctx, { ...done, repeats: 'never' })
  await store.insert(ctx, { ...done, id, dueAt, repeatsFrom, createdAt: ctx.now.toISOString() })
  await written(ctx, id, taskCreated)
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const row = await held(ctx, id)
  await store.remove(ctx, id)
  await keep(ctx, { ...row, state: 'done' })
  ctx.audit({ action: 'crm.task.deleted', subject: subjectOf(row), before: auditable(row) })
  await ctx.emit(taskDeleted, aboutOf(row))
  return {}
}

/** Somebody left: what they had to do is nobody's again. */
export async function letGo(ctx: Ctx, personId: string): Promise<void> {
  for (const row of await store.lockOpenOf(ctx, personId)) await assign(ctx, row, null)
}

/** Writes down who has a task that is held. */
export async function assign(ctx: Ctx, row: store.TaskRow, assigneeId: string | null): Promise<void> {
  await store.update(ctx, { ...row, assigneeId })
  const after = await written(ctx, row.id, taskUpdated)
  ctx.audit({ action: 'crm.task.updated', subject: subjectOf(after), before: auditable(row), after: auditable(after) })
}

/** Reads back what was written, keeps the queue and the reminder true to it, and tells. */
async function written(ctx: Ctx, id: string, event: typeof taskCreated): Promise<store.TaskRow> {
  const row = await store.find(ctx, id)
  if (!row) throw taskNotFound()
  await keep(ctx, row)
  enqueueReminder(ctx, row)
  await ctx.emit(event, aboutOf(row))
  return row
}

async function held(ctx: Ctx, id: string): Promise<store.TaskRow> {
  const row = await store.lock(ctx, id)
  if (!row) throw taskNotFound()
  return row
}

async function requireColleague(ctx: Ctx, id: string): Promise<void> {
  if (!(await identity.colleagues(ctx)).some((one) => one.id === id && one.isActive)) throw taskAssigneeUnknown()
}

function requireDue({ dueAt, remindMinutes, repeats }: Pick<store.TaskRow, 'dueAt' | 'remindMinutes' | 'repeats'>): void {
  if (dueAt === null && (remindMinutes !== null || repeats !== 'never')) throw taskDueMissing()
}

async function tellAssigned(ctx: Ctx, row: store.TaskRow, before: string | null): Promise<void> {
  if (row.assigneeId === null || row.assigneeId === before || ctx.actor.kind === 'system') return
  await identity.notify(ctx, {
    personIds: [row.assigneeId],
    words: 'crm.notices.task_assigned',
    values: { actor: ctx.actor.name, title: row.title },
    href: hrefOf(row),
    key: `task-assigned:${row.id}:${row.version}`,
  })
}

const aboutOf = ({ id, contactId, assigneeId }: store.TaskRow) => ({ taskId: id, contactId, assigneeId })
const subjectOf = ({ id, title }: store.TaskRow) => ({ kind: 'task', id, name: title })
const auditable = ({ title, notes, contactId, dueAt, remindMinutes, repeats, priority, assigneeId }: store.TaskRow) => ({
  title,
  notes,
  contactId,
  dueAt,
  remindMinutes,
  repeats,
  priority,
  assigneeId,
})

async function shown(ctx: Ctx, rows: readonly store.TaskRow[]): Promise<Task[]> {
  const ids = [...new Set(rows.flatMap(({ assigneeId }) => assigneeId ?? []))]
  const nameById = new Map((ids.length > 0 ? await identity.people(ctx, ids) : []).map(({ id, name }) => [id, name]))
  return rows.map(({ referenceHref, referenceWords, createdById: _by, repeatsFrom: _from, ...row }) => ({
    ...row,
    reference: referenceHref !== null && referenceWords !== null ? { href: referenceHref, words: referenceWords } : null,
    assigneeName: row.assigneeId === null ? null : (nameById.get(row.assigneeId) ?? null),
  }))
}
