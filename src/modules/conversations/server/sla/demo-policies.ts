import { z } from 'zod'
import { TargetsByPriority } from '#conversations/contract/sla.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as policies from './policies.ts'
import * as store from './policies.store.ts'

/** `channels` are keys of the demo's channels. The last policy takes the place of the default one. */
export const DemoPolicy = z.object({
  name: z.string(),
  channels: z.array(z.string()).default([]),
  labels: z.array(z.string()).default([]),
  time: z.enum(['business', 'plain']),
  targets: TargetsByPriority,
})

export async function promise(
  ctx: Ctx,
  wanted: readonly z.infer<typeof DemoPolicy>[],
  channelByKey: ReadonlyMap<string, { id: string }>,
): Promise<void> {
  if (wanted.length === 0) return
  const before = (await policies.effective(ctx)).find(({ isDefault }) => isDefault)
  let last = ''
  for (const { channels, labels, ...policy } of wanted) {
    const channelIds = channels.flatMap((key) => channelByKey.get(key)?.id ?? [])
    const conditions = { brandIds: [], channelIds, priorities: [], labels, teamIds: [] }
    last = (await policies.create(ctx, { ...policy, conditions, calendarId: null, warnPercent: 80 })).id
  }
  await store.makeDefault(ctx, last)
  if (before) await policies.remove(ctx, { id: before.id })
}
