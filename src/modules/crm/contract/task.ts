import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessInstant, Instant, Zone } from '#kernel/contract/time.ts'
import { AttentionPriority } from '#crm/contract/attention.ts'

export const TaskState = z.enum(['open', 'done'])
export type TaskState = z.infer<typeof TaskState>

export const Repeats = z.enum(['never', 'daily', 'weekly', 'monthly'])
export type Repeats = z.infer<typeof Repeats>

/** Where it came from, as an address of this app and the words that name it. */
export const TaskReference = z.object({
  href: z
    .string()
    .max(200)
    .regex(/^\/(?!\/)[^\s\\]*$/),
  words: z.string().trim().min(1).max(120),
})

export const Task = z.object({
  id: Id,
  title: z.string(),
  notes: z.string(),
  contactId: Id.nullable(),
  contactName: z.string().nullable(),
  reference: TaskReference.nullable(),
  dueAt: Instant.nullable(),
  /** In which the moment was meant. */
  zone: z.string(),
  /** How long before the moment whoever has it is told; null: not at all. */
  remindMinutes: z.int().nullable(),
  repeats: Repeats,
  priority: AttentionPriority,
  assigneeId: Id.nullable(),
  assigneeName: z.string().nullable(),
  state: TaskState,
  doneAt: Instant.nullable(),
  doneByName: z.string().nullable(),
  createdAt: Instant,
  createdByName: z.string().nullable(),
  version: z.int(),
})
export type Task = z.infer<typeof Task>

const settings = {
  title: z.string().trim().min(1).max(200),
  notes: z.string().trim().max(2000),
  dueAt: BusinessInstant.nullable(),
  zone: Zone,
  remindMinutes: z.int().min(0).max(43_200).nullable(),
  repeats: Repeats,
  priority: AttentionPriority,
  assigneeId: Id.nullable(),
}

/** `zone`: the organization's when left out. Without a moment it can neither remind nor repeat. */
export const CreateTask = z.object({
  ...settings,
  notes: settings.notes.default(''),
  dueAt: settings.dueAt.default(null),
  zone: Zone.optional(),
  remindMinutes: settings.remindMinutes.default(null),
  repeats: Repeats.default('never'),
  priority: AttentionPriority.default('normal'),
  assigneeId: settings.assigneeId.default(null),
  contactId: Id.nullable().default(null),
  reference: TaskReference.nullable().default(null),
})
export type CreateTask = z.output<typeof CreateTask>

export const UpdateTask = z.object({
  id: Id,
  title: settings.title.optional(),
  notes: settings.notes.optional(),
  dueAt: settings.dueAt.optional(),
  zone: Zone.optional(),
  remindMinutes: settings.remindMinutes.optional(),
  repeats: Repeats.optional(),
  priority: AttentionPriority.optional(),
  assigneeId: settings.assigneeId.optional(),
})
export type UpdateTask = z.output<typeof UpdateTask>

export const ListTasks = Listing.pick({ cursor: true, limit: true }).extend({
  state: TaskState.default('open'),
  /** `mine`: mine; `nobody`: without anybody; `all`. */
  whose: z.enum(['mine', 'nobody', 'all']).default('all'),
  contactId: Id.optional(),
})
export type ListTasks = z.output<typeof ListTasks>
