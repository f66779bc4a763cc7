import { calendarUpdated } from '#identity/contract/events.ts'
import { conversationUpdated } from '#conversations/contract/events.ts'
import { queued } from '#conversations/server/attention/open-item.ts'
import { clocksOf } from '#conversations/server/conversations/clocks.ts'
import { cardOf } from '#conversations/server/conversations/card.store.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { together } from '#conversations/server/messages/messages.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import * as store from './clocks.store.ts'
import { followHours } from './follow.ts'

const atOnce = 100

/** A holiday that was added tomorrow moves what is due tomorrow. One conversation after the other, so that nobody waits for all of them. */
export const recountClocks = job({
  name: 'conversations.recount-clocks',
  payload: calendarUpdated.data,
  async work(desk, { calendarId }) {
    let last: string | null = null
    for (;;) {
      const ids: string[] = await desk.transaction((ctx) => store.runningBy(ctx, calendarId, last, atOnce))
      for (const id of ids) await desk.transaction((ctx) => recount(ctx, id))
      last = ids.at(-1) ?? null
      if (ids.length < atOnce) return
    }
  },
})

async function recount(ctx: Ctx, id: string): Promise<void> {
  const row = await conversations.lock(ctx, id)
  if (!row) return
  const { clocks, statements } = await followHours(ctx, row, clocksOf(row))
  if (statements.length === 0) return
  await ctx.sql(together([...statements, ...queued(row, { ...row, ...clocks }), conversations.update(id, { clocks })]))
  const [card] = await conversations.cards(ctx, [id])
  if (!card) return
  const was = { assigneeId: card.assigneeId, teamId: card.teamId }
  await ctx.emit(conversationUpdated, { conversation: cardOf(card, ctx.now), was, actorName: null, activity: null })
}
