import { randomInt } from 'node:crypto'
import { adapterOf } from '#conversations/server/channels/adapters.ts'
import type { ChannelFacts } from '#conversations/server/channels/channels.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './connectors.store.ts'

/**
 * When a message may leave a number that has to look like a person: its place is taken with the message, so that they go in
 * the order in which they were written, however many conversations they belong to. Undefined: at once.
 */
export async function leavesAt(ctx: Ctx, { id, kind }: Pick<ChannelFacts, 'id' | 'kind'>): Promise<Date | undefined> {
  const pause = adapterOf(kind).pauseBetweenMs
  if (!pause) return undefined
  const at = await store.takeMoment(ctx, id, randomInt(pause.least, pause.most + 1))
  return at !== undefined && Date.parse(at) > ctx.now.getTime() ? new Date(at) : undefined
}
