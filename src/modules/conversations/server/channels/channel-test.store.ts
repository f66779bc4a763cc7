import type { Ctx } from '#kernel/ctx.ts'
import { spellingsOf } from './whatsapp/numbers.ts'

/** Somebody who wrote to a number, under whatever spelling, and whether they may be answered with words of our own. */
export async function knownAddress(ctx: Ctx, channelId: string, waId: string): Promise<{ waId: string; isOpen: boolean } | undefined> {
  const dayAgo = new Date(ctx.now.getTime() - 24 * 3_600_000).toISOString()
  const [row] = await ctx.sql<{ waId: string; isOpen: boolean }>`
    select a.wa_id as "waId", coalesce(a.last_inbound_at > ${dayAgo}::timestamptz, false) as "isOpen" from conversations.address a
    where a.channel_id = ${channelId} and a.wa_id = any(${spellingsOf(waId)}) order by a.last_inbound_at desc nulls last limit 1`
  return row
}
