import { z } from 'zod'
import * as channelStore from '#conversations/server/channels/channels.store.ts'
import { job } from '#kernel/jobs/job.ts'
import { tell, troubleOf } from './connectors.ts'
import * as store from './connectors.store.ts'

/** Every few minutes: a connector from which nothing has come for its hours is most likely a closed tab. Told once. */
export const watchConnectors = job({
  name: 'conversations.watch-connectors',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async run(ctx) {
    for (const row of await store.list(ctx)) {
      if (row.silenceToldAt !== null || troubleOf(row, ctx.now) !== 'silent') continue
      const channel = await channelStore.find(ctx, row.channelId)
      if (channel?.state !== 'ok') continue
      await store.setSilenceTold(ctx, row.channelId)
      await tell(ctx, channel, 'silent')
    }
  },
})
