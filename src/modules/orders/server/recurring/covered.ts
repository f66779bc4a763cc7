import type { Ctx } from '#kernel/ctx.ts'
import type { CreateRecurringOrder } from '#orders/contract/recurring-order.ts'
import { outsideZones, zoneUnknown, zoneUnsure } from '#orders/server/problems.ts'
import { coveringOf } from '#orders/server/zones/covering.ts'
import * as zones from '#orders/server/zones/zones.store.ts'

/** Somebody has to be able to bring it every time: where no zone reaches is told when it is written down, not on the day. */
export async function requireCovered(
  ctx: Ctx,
  brandId: string,
  { fulfilment, address, zoneId }: Pick<CreateRecurringOrder, 'fulfilment' | 'address' | 'zoneId'>,
): Promise<void> {
  if (fulfilment !== 'delivery' || address === null) return
  const all = await zones.list(ctx, brandId)
  if (zoneId !== null) {
    if (!all.some(({ id }) => id === zoneId)) throw zoneUnknown()
    return
  }
  const { kind } = coveringOf(all, address)
  if (kind === 'outside') throw outsideZones()
  if (kind === 'unsure') throw zoneUnsure()
}
