import { channelHealthChanged } from '#conversations/contract/events.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as channelStore from './channels.store.ts'
import * as store from './health.store.ts'

/** The provider asked whether the address is ours, and was told so. */
export async function handshake(ctx: Ctx, channelId: string): Promise<void> {
  const row = await channelStore.find(ctx, channelId)
  if (!row) return
  const before = await store.lock(ctx, channelId)
  await store.write(ctx, { ...before, handshakeAt: ctx.now.toISOString() })
  await ctx.emit(channelHealthChanged, { channelId, brandId: row.brandId, name: row.name })
}

/** When each number was last written down as heard, so that a busy one asks the database once a minute. Only a saving. */
const lately = new Map<string, number>()
const everyMs = 60_000

/** Something signed with the secret of the number came in. */
export async function delivery(ctx: Ctx, { id, brandId, name }: Pick<channelStore.ChannelFacts, 'id' | 'brandId' | 'name'>): Promise<void> {
  const now = ctx.now.getTime()
  const last = lately.get(id)
  if (last !== undefined && now >= last && now - last < everyMs) return
  if (lately.size > 10_000) lately.clear()
  lately.set(id, now)
  // A transaction that is undone after this costs a minute of knowing, no more.
  if (await store.hear(ctx, id)) await ctx.emit(channelHealthChanged, { channelId: id, brandId, name })
}
