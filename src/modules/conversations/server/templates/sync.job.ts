import { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import { channelCreated } from '#conversations/contract/events.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job, TryAgain } from '#kernel/jobs/job.ts'
import { graphOf } from './graph.ts'
import { speaker } from './provider.ts'
import { reconcile } from './sync.ts'
import * as store from './templates.store.ts'

/** Compares the templates of one account with the provider's. */
export const syncAccount = job({
  name: 'conversations.sync-templates',
  payload: z.object({ wabaId: z.string() }),
  attempts: 5,
  async work(desk, { wabaId }) {
    const channel = await desk.transaction((ctx) => speaker(ctx, wabaId))
    if (!channel) return
    const answer = await graphOf(desk, channel).list()
    if (answer.ok) {
      await desk.transaction(async (ctx) => {
        await reconcile(ctx, wabaId, answer.items)
        await store.noteSync(ctx, wabaId, null)
      })
      return
    }
    const { outcome, reason, retryAfterSeconds } = answer.verdict
    await desk.transaction((ctx) => store.noteSync(ctx, wabaId, reason))
    if (outcome === 'retry' && !desk.lastAttempt)
      throw new TryAgain(new Date(desk.now().getTime() + (retryAfterSeconds ?? 60) * 1000), reason)
  },
})

export function enqueueSync(ctx: Ctx, wabaId: string, inSeconds = 0): void {
  ctx.enqueue(
    syncAccount,
    { wabaId },
    {
      key: `${wabaId}:${inSeconds > 0 ? 'later' : 'now'}`,
      lane: `templates:${wabaId}`,
      ...(inSeconds > 0 && { at: new Date(ctx.now.getTime() + inSeconds * 1000) }),
    },
  )
}

/** The account behind a channel, soon. */
export async function syncBehind(ctx: Ctx, channelId: string): Promise<void> {
  const channel = await channels.find(ctx, channelId)
  if (channel && channel.wabaId !== '') enqueueSync(ctx, channel.wabaId)
}

/** Every few hours: notices get lost, and templates are also made in the provider's own console. */
export const syncAccounts = job({
  name: 'conversations.sync-all-templates',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async run(ctx) {
    for (const wabaId of new Set((await channels.list(ctx)).map((row) => row.wabaId).filter(Boolean))) enqueueSync(ctx, wabaId)
  },
})

/** What the account of a new number has already. A demo makes its number and its templates together. */
export const syncNewChannel = job({
  name: 'conversations.sync-new-channel',
  payload: channelCreated.data,
  async run(ctx, { channelId }) {
    const { isDemo } = await identity.organization(ctx)
    if (!isDemo) await syncBehind(ctx, channelId)
  },
})
