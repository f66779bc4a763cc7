import { z } from 'zod'
import type { Actor, Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { CreateTask } from '#crm/contract/task.ts'
import * as tasks from '#crm/server/tasks/tasks.ts'

/** `by` and `for` are keys of people; `contact` counts from the newest contact; hours count from now. */
export const DemoTask = CreateTask.pick({ title: true, notes: true, remindMinutes: true, repeats: true, priority: true }).extend({
  by: z.string(),
  for: z.string().nullable().default(null),
  contact: z.int().min(0).nullable().default(null),
  madeHoursAgo: z.number().min(0),
  dueInHours: z.number().nullable().default(null),
  doneHoursAgo: z.number().min(0).nullable().default(null),
})
type DemoTask = z.infer<typeof DemoTask>

type Person = { id: string; name: string; teamIds: string[] }
const hourMs = 3_600_000

/** What the people of a demo still have to do, and some of what they did. `contactIds`: the newest first. */
export async function loadTasks(ctx: Ctx, demo: DemoBusiness, all: readonly DemoTask[], contactIds: readonly string[]): Promise<void> {
  const people = (demo.made.get('identity.people') ?? new Map()) as Map<string, Person>
  const ago = (hours: number): Date => new Date(ctx.now.getTime() - hours * hourMs)
  const actorOf = (key: string): Actor => {
    const person = people.get(key)
    if (!person) throw new Error(`a demo task names a person who is not there: ${key}`)
    return { kind: 'user', permissions: new Set(), sessionId: person.id, ...person }
  }
  for (const { by, for: whose, contact, madeHoursAgo, dueInHours, doneHoursAgo, ...task } of all) {
    const due = dueInHours === null ? null : roundedTo(ago(-dueInHours), 15)
    const { id } = await demo.at(ago(madeHoursAgo), actorOf(by), (then) =>
      tasks.create(then, {
        ...task,
        zone: ctx.zone,
        dueAt: due,
        assigneeId: whose === null ? null : (people.get(whose)?.id ?? null),
        contactId: contact === null ? null : (contactIds[contact] ?? null),
        reference: null,
      }),
    )
    if (doneHoursAgo !== null) await demo.at(ago(doneHoursAgo), actorOf(whose ?? by), (then) => tasks.setState(then, { id, state: 'done' }))
  }
}

/** People mean quarters of an hour. */
function roundedTo(moment: Date, minutes: number): string {
  const step = minutes * 60_000
  return new Date(Math.round(moment.getTime() / step) * step).toISOString()
}
