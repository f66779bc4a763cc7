import { z } from 'zod'
import type { changeLabels, changePriority, changeState } from '#conversations/contract/api.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import {
  conversationReopened,
  conversationResolved,
  conversationSnoozed,
  conversationUpdated,
  conversationWoken,
} from '#conversations/contract/events.ts'
import { snoozeInThePast, tooManyLabels } from '#conversations/server/problems.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { clocksOf, opened, resolved, snoozed } from './clocks.ts'
import { get } from './conversations.ts'
import * as store from './conversations.store.ts'
import { held, make } from './transition.ts'

const mostLabels = 30

export async function change(ctx: Ctx, input: z.output<typeof changeState.input>): Promise<Conversation> {
  const row = await held(ctx, input.id)
  const clocks = clocksOf(row)
  if (input.state === 'resolved' && row.state !== 'resolved') {
    await make(ctx, row, { event: conversationResolved, change: { clocks: resolved(clocks, ctx.now) }, line: { what: 'resolved' } })
  }
  if (input.state === 'open' && row.state !== 'open') {
    const isBack = row.state === 'resolved'
    await make(ctx, row, {
      event: isBack ? conversationReopened : conversationWoken,
      change: { clocks: opened(clocks) },
      line: { what: isBack ? 'reopened' : 'woken' },
    })
  }
  if (input.state === 'snoozed') await snooze(ctx, row, input.snoozedUntil)
  return get(ctx, { id: input.id })
}

async function snooze(ctx: Ctx, row: Awaited<ReturnType<typeof held>>, snoozedUntil: string | null): Promise<void> {
  const until = snoozedUntil && new Date(snoozedUntil)
  if (until && until <= ctx.now) throw snoozeInThePast()
  const at = until ? until.toISOString() : null
  if (row.state === 'snoozed' && row.snoozedUntil === at) return
  await make(ctx, row, {
    event: conversationSnoozed,
    change: { clocks: snoozed(clocksOf(row), at) },
    line: { what: 'snoozed', values: { until: at } },
  })
  // A job per snooze: it looks again when it is due, so one that was changed meanwhile does nothing.
  if (until) ctx.enqueue(wakeConversation, { id: row.id, until: at ?? '' }, { at: until })
}

export const wakeConversation = job({
  name: 'conversations.wake-conversation',
  payload: z.object({ id: Id, until: z.string() }),
  async run(ctx, { id, until }) {
    const row = await store.lock(ctx, id)
    if (row?.state !== 'snoozed' || row.snoozedUntil !== until) return
    await make(ctx, row, { event: conversationWoken, change: { clocks: opened(clocksOf(row)) }, line: { what: 'woken' } })
  },
})

export async function changePriorityOf(ctx: Ctx, { id, priority }: z.output<typeof changePriority.input>): Promise<Conversation> {
  const row = await held(ctx, id)
  if (row.priority !== priority) {
    await make(ctx, row, { event: conversationUpdated, change: { priority }, line: { what: 'priority-changed', values: { priority } } })
  }
  return get(ctx, { id })
}

export async function changeLabelsOf(ctx: Ctx, { id, add, remove }: z.output<typeof changeLabels.input>): Promise<Conversation> {
  const row = await held(ctx, id)
  const after = [...new Set([...row.labels.filter((label) => !remove.includes(label)), ...add])]
  if (after.length > mostLabels) throw tooManyLabels({ limit: mostLabels })
  const added = after.filter((label) => !row.labels.includes(label))
  const removed = row.labels.filter((label) => !after.includes(label))
  if (added.length + removed.length > 0) {
    const values = { added: added.join(', '), removed: removed.join(', ') }
    await make(ctx, row, { event: conversationUpdated, change: { labels: after }, line: { what: 'labels-changed', values } })
  }
  return get(ctx, { id })
}
