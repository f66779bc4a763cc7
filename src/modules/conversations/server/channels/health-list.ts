import type { Worry } from '#conversations/contract/channel-health.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ChannelRow } from './channels.store.ts'
import * as store from './health.store.ts'
import { usualHours, worriesOf } from './health-worries.ts'

/** The worries of every number, for the marks in the list. Those that need a count are left to the page of the number. */
export async function worriesByChannel(
  ctx: Ctx,
  rows: readonly ChannelRow[],
): Promise<Map<string, { worries: Worry[]; isSettingUp: boolean }>> {
  const known = new Map((await store.all(ctx)).map((health) => [health.channelId, health]))
  return new Map(
    rows.map((row) => {
      const health = known.get(row.id) ?? store.unknownHealth(row.id)
      const standing = { ...row, health, approached: 0, sentLately: 0, failedLately: 0 }
      return [row.id, { worries: worriesOf(standing, usualHours(ctx.zone), ctx.now), isSettingUp: health.isSettingUp }]
    }),
  )
}
