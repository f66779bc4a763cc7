import type { IncomingStatus } from '#conversations/server/channels/channel-adapter.ts'
import type { Held } from '#conversations/server/messages/statuses.store.ts'
import { finderIn } from '#conversations/server/messages/status-merge.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { countryOf } from './market.ts'
import { chargedAs } from './pricing.ts'
import { dayOfProvider, tableOf, volumesSoFar } from './rates.ts'
import * as store from './rates.store.ts'

/** What statuses say that was charged, kept with the price that the table has for it on this day. */
export async function record(ctx: Ctx, messages: readonly Held[], statuses: readonly IncomingStatus[]): Promise<void> {
  const saidOf = finderIn(statuses)
  const priced = messages.flatMap((message) => {
    const own = saidOf(message).findLast((status) => status.price)
    return own?.price ? [{ id: message.id, price: own.price }] : []
  })
  if (priced.length === 0) return
  const [{ items }, places] = [
    await tableOf(ctx),
    await store.destinations(
      ctx,
      priced.map(({ id }) => id),
    ),
  ]
  const placesById = new Map(places.map((place) => [place.id, place]))
  const volumeOf = await volumesSoFar(ctx, items)
  await store.savePrices(
    ctx,
    priced.flatMap(({ id, price }) => {
      const place = placesById.get(id)
      if (!place) return []
      const charged = chargedAs(items, price, { country: countryOf(place), day: dayOfProvider(ctx), volumeOf })
      const { category, type, model, isBillable } = price
      return [
        {
          messageId: id,
          channelId: place.channelId,
          category,
          type,
          model,
          isBillable,
          market: charged?.market ?? null,
          amountMicros: charged?.amountMicros ?? null,
          currency: charged?.currency ?? null,
        },
      ]
    }),
  )
}
