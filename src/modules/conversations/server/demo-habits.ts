import { z } from 'zod'
import { InboxViewQuery } from '#conversations/contract/inbox-view.ts'
import * as inbox from '#conversations/server/conversations/inbox.ts'
import * as presence from '#conversations/server/reports/presence.store.ts'
import * as scheduled from '#conversations/server/scheduled/scheduled.ts'
import * as views from '#conversations/server/views/views.ts'
import type { Actor } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'

const Hour = z.number().min(0).max(48)

/** How the people of a demo work beside talking. Hours count from the midnight of each day in UTC. */
export const DemoHabits = z.object({
  views: z.array(z.object({ by: z.string(), name: z.string(), isShared: z.boolean(), query: InboxViewQuery })).default([]),
  later: z.array(z.object({ by: z.string(), text: z.string(), hours: Hour })).default([]),
  shifts: z.array(z.object({ by: z.string(), from: Hour, pause: Hour, back: Hour, to: Hour })).default([]),
})
type DemoHabits = z.infer<typeof DemoHabits>

const shiftDays = 7
const hourMs = 3_600_000
const dayMs = 24 * hourMs

export async function live(
  business: DemoBusiness,
  habits: DemoHabits,
  now: Date,
  actorOf: (by: string) => Actor & { kind: 'user' },
): Promise<void> {
  for (const { by, ...view } of habits.views) await business.at(now, actorOf(by), (ctx) => views.create(ctx, view))
  await business.at(now, { kind: 'system', name: 'demo' }, async (ctx) => {
    for (const moment of shiftMoments(habits, now)) await presence.change(ctx, { ...moment, personId: actorOf(moment.by).id })
  })
  for (const { by, text, hours } of habits.later) {
    await business.at(now, actorOf(by), async (ctx) => {
      const sendAt = new Date(now.getTime() + hours * hourMs).toISOString()
      const { items } = await inbox.list(ctx, { scope: 'mine', state: 'open', limit: 20 })
      const open = items.find(
        ({ windowExpiresAt, waitingSince }) => waitingSince === null && windowExpiresAt !== null && windowExpiresAt > sendAt,
      )
      if (open)
        await scheduled.schedule(ctx, { id: open.id, content: { kind: 'text', text }, replyToId: null, sendAt, cancelsOnReply: true })
    })
  }
}

/** When everybody came, paused, came back and left on the last days. Only the trace of it: who is there now is their own to say. */
function shiftMoments({ shifts }: DemoHabits, now: Date): { by: string; status: 'online' | 'away' | 'offline'; since: string }[] {
  const midnight = Math.floor(now.getTime() / dayMs) * dayMs
  const days = Array.from({ length: shiftDays }, (_, i) => midnight - (shiftDays - i) * dayMs)
  return days.flatMap((day) =>
    shifts
      .filter(({ to }) => day + to * hourMs < now.getTime())
      .flatMap(({ by, from, pause, back, to }) => [
        { by, status: 'online' as const, since: at(day, from) },
        { by, status: 'away' as const, since: at(day, pause) },
        { by, status: 'online' as const, since: at(day, back) },
        { by, status: 'offline' as const, since: at(day, to) },
      ]),
  )
}

const at = (day: number, hour: number): string => new Date(day + hour * hourMs).toISOString()
