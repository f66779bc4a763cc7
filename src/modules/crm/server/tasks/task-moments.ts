import { instantOf, wallOf } from '#kernel/contract/business-time.ts'
import type { Repeats, Task } from '#crm/contract/task.ts'

/** Without a wish of its own, what has a moment begins to press this long before it. */
const pressesHoursBefore = 24

/** When whoever has it is told; null: never. */
export const remindAt = ({ dueAt, remindMinutes }: Pick<Task, 'dueAt' | 'remindMinutes'>): string | null =>
  dueAt === null || remindMinutes === null ? null : new Date(Date.parse(dueAt) - remindMinutes * 60_000).toISOString()

/**
 * From when it stands in the queue, and until when it should be done: from its reminder on, or a day before its moment, but
 * not before it was made. What has no moment waits from the beginning and is never late.
 */
export function pressing(task: Pick<Task, 'dueAt' | 'remindMinutes' | 'createdAt'>): {
  waitingSince: string
  promise: { startedAt: string; dueAt: string } | null
} {
  if (task.dueAt === null) return { waitingSince: task.createdAt, promise: null }
  const due = Date.parse(task.dueAt)
  const lead = task.remindMinutes ? task.remindMinutes * 60_000 : pressesHoursBefore * 3_600_000
  const startedAt = new Date(Math.min(due, Math.max(Date.parse(task.createdAt), due - lead))).toISOString()
  return { waitingSince: startedAt, promise: { startedAt, dueAt: task.dueAt } }
}

/**
 * The next time of what repeats: the same clock on the wall of its zone; a month that is too short ends it on its last day.
 * Counted from `firstAt`, so that a month that is too short, or an hour that the clocks skip, changes only itself.
 */
export function nextDue(firstAt: string, repeats: Exclude<Repeats, 'never'>, zone: string, after: Date): string {
  const first = wallOf(zone, Date.parse(firstAt))
  for (let step = 1; ; step++) {
    const next = instantOf(zone, moved(first, repeats, step))
    if (next > after.getTime()) return new Date(next).toISOString()
  }
}

/** A clock on the wall, as if it were UTC: milliseconds. */
function moved(wall: number, repeats: Exclude<Repeats, 'never'>, steps: number): number {
  if (repeats !== 'monthly') return wall + steps * (repeats === 'daily' ? 1 : 7) * 86_400_000
  const at = new Date(wall)
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + steps]
  const day = Math.min(at.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate())
  return Date.UTC(year, month, day, at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds())
}
