import * as identity from '#identity/server/public.ts'
import type { Worry } from '#conversations/contract/channel-health.ts'
import type { WorkingHours } from '#kernel/contract/business-time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ChannelRow } from './channels.store.ts'
import * as store from './health.store.ts'
import { isAlwaysOpen, usualHours, worriesOf } from './health-worries.ts'

/** The worries of every number, for the marks in the list. Those that need a count are left to the page of the number. */
export async function worriesByChannel(
  ctx: Ctx,
  rows: readonly ChannelRow[],
): Promise<Map<string, { worries: Worry[]; isSettingUp: boolean }>> {
  const hours = await hoursByBrand(ctx, rows)
  const known = new Map((await store.all(ctx)).map((health) => [health.channelId, health]))
  return new Map(
    rows.map((row) => {
      const health = known.get(row.id) ?? store.unknownHealth(row.id)
      const standing = { ...row, health, approached: 0, sentLately: 0, failedLately: 0 }
      return [
        row.id,
        { worries: worriesOf(standing, hours.get(row.brandId) ?? usualHours(ctx.zone), ctx.now), isSettingUp: health.isSettingUp },
      ]
    }),
  )
}

/** When each brand is open, for everything that only counts then. Hours that nobody has set yet are those of every day and night. */
export async function hoursByBrand(ctx: Ctx, rows: readonly Pick<ChannelRow, 'brandId'>[]): Promise<Map<string, WorkingHours>> {
  const hours = new Map<string, WorkingHours>()
  const hoursOf = await identity.workingHoursByBrand(ctx)
  for (const { brandId } of rows) {
    if (hours.has(brandId)) continue
    const own = hoursOf(brandId)
    hours.set(brandId, own && !isAlwaysOpen(own) ? own : usualHours(own?.zone ?? ctx.zone))
  }
  return hours
}
