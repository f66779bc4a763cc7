import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { TimelineQuery } from '#kernel/module.ts'
import type { AttentionPriority } from '#crm/contract/attention.ts'
import type { ListTasks, Repeats, TaskState } from '#crm/contract/task.ts'

export type TaskRow = {
  id: string
  title: string
  notes: string
  contactId: string | null
  contactName: string | null
  referenceHref: string | null
  referenceWords: string | null
  dueAt: string | null
  zone: string
  remindMinutes: number | null
  repeats: Repeats
  /** The moment from which what repeats is counted; null: from its own. */
  repeatsFrom: string | null
  priority: AttentionPriority
  assigneeId: string | null
  state: TaskState
  doneAt: string | null
  doneByName: string | null
  createdAt: string
  createdById: string | null
  createdByName: string | null
  version: number
}

const columns = sql`
  k.id, k.title, k.notes, k.contact_id as "contactId", c.name as "contactName", k.reference_href as "referenceHref",
  k.reference_words as "referenceWords", k.due_at as "dueAt", k.zone, k.remind_minutes as "remindMinutes", k.repeats,
  k.repeats_from as "repeatsFrom", k.priority,
  k.assignee_id as "assigneeId", k.state, k.done_at as "doneAt", k.done_by_name as "doneByName", k.created_at as "createdAt",
  k.created_by_id as "createdById", k.created_by_name as "createdByName", k.version`

const from = sql`from crm.task k left join crm.contact c on c.org_id = k.org_id and c.id = k.contact_id`

export async function find(ctx: Ctx, id: string): Promise<TaskRow | undefined> {
  const [row] = await ctx.sql<TaskRow>`select ${columns} ${from} where k.id = ${id}`
  return row
}

/** The same, and nobody else changes it until this transaction ends. */
export async function lock(ctx: Ctx, id: string): Promise<TaskRow | undefined> {
  const [row] = await ctx.sql<TaskRow>`select ${columns} ${from} where k.id = ${id} for update of k`
  return row
}

/** Not waited for: nothing while somebody else changes it. */
export async function lockFree(ctx: Ctx, id: string): Promise<TaskRow | undefined> {
  const [row] = await ctx.sql<TaskRow>`select ${columns} ${from} where k.id = ${id} and k.state = 'open' for update of k skip locked`
  return row
}

export async function page(ctx: Ctx, { state, whose, contactId, cursor, limit }: ListTasks): Promise<Page<TaskRow>> {
  const conditions: Statement[] = [sql`k.state = ${state}`]
  if (whose === 'mine' && ctx.actor.kind !== 'system') conditions.push(sql`k.assignee_id = ${ctx.actor.id}`)
  if (whose === 'nobody') conditions.push(sql`k.assignee_id is null`)
  if (contactId) conditions.push(sql`k.contact_id = ${contactId}`)
  return list<TaskRow>(
    ctx,
    {
      from,
      columns,
      where: conditions,
      fields: {
        dueAt: { column: sql`k.due_at`, type: 'instant', sortable: true, nullable: true },
        doneAt: { column: sql`k.done_at`, type: 'instant', sortable: true },
      },
      defaultSort: state === 'open' ? 'dueAt' : '-doneAt',
      tieBreaker: sql`k.id`,
    },
    { cursor, limit, filter: [] },
  )
}

export async function insert(ctx: Ctx, task: Omit<TaskRow, 'contactName' | 'version' | 'doneAt' | 'doneByName' | 'state'>): Promise<void> {
  await ctx.sql`
    insert into crm.task (id, title, notes, contact_id, reference_href, reference_words, due_at, zone, remind_minutes, repeats,
      repeats_from, priority, assignee_id, created_at, created_by_id, created_by_name, updated_at)
    values (${task.id}, ${task.title}, ${task.notes}, ${task.contactId}, ${task.referenceHref}, ${task.referenceWords}, ${task.dueAt}, ${task.zone},
      ${task.remindMinutes}, ${task.repeats}, ${task.repeatsFrom}, ${task.priority}, ${task.assigneeId}, ${task.createdAt}, ${task.createdById},
      ${task.createdByName}, ${task.createdAt})`
}

/** Writes a task back that is held. */
export async function update(ctx: Ctx, task: TaskRow): Promise<void> {
  await ctx.sql`
    update crm.task set title = ${task.title}, notes = ${task.notes}, due_at = ${task.dueAt}, zone = ${task.zone},
      remind_minutes = ${task.remindMinutes}, repeats = ${task.repeats}, repeats_from = ${task.repeatsFrom}, priority = ${task.priority},
      assignee_id = ${task.assigneeId}, state = ${task.state}, done_at = ${task.doneAt}, done_by_name = ${task.doneByName}, updated_at = ${ctx.now}, version = version + 1
    where id = ${task.id}`
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from crm.task where id = ${id}`
}

/** What somebody still had to do, held. */
export async function lockOpenOf(ctx: Ctx, personId: string): Promise<TaskRow[]> {
  return ctx.sql<TaskRow>`select ${columns} ${from} where k.assignee_id = ${personId} and k.state = 'open' order by k.id for update of k`
}

/** Moments of tasks in the timeline of a contact: when they were made, and when they were done. */
export async function moments(
  ctx: Ctx,
  query: TimelineQuery,
): Promise<{ id: string; taskId: string; at: string; what: 'made' | 'done'; title: string; actorName: string | null }[]> {
  // A task that was done is told twice, and an entry of the timeline has an id of its own.
  const place = sql`(${query.before}::timestamptz, ${query.beforeId}::uuid)`
  return ctx.sql`
    select m.id, m."taskId", m.at, m.what, m.title, m."actorName" from (
      (select k.id, k.id as "taskId", k.created_at as at, 'made' as what, k.title, k.created_by_name as "actorName" from crm.task k
        where k.contact_id = ${query.contactId} and k.created_at <= ${query.before} and (k.created_at, k.id) < ${place}
        order by k.created_at desc, k.id desc limit ${query.limit})
      union all
      (select md5(k.id || 'done')::uuid, k.id, k.done_at, 'done', k.title, k.done_by_name from crm.task k
        where k.contact_id = ${query.contactId} and k.state = 'done' and k.done_at <= ${query.before} and (k.done_at, md5(k.id || 'done')::uuid) < ${place}
        order by k.done_at desc, md5(k.id || 'done') desc limit ${query.limit})
    ) m order by m.at desc, m.id desc limit ${query.limit}`
}
