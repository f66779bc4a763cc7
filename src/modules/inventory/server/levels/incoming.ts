import type { Ctx } from '#kernel/ctx.ts'
import { stockChanged } from '#inventory/contract/stock-events.ts'
import { places } from '#inventory/server/locations/places.ts'
import { hold, openLevels } from '#inventory/server/posting/posting.store.ts'
import { addIncoming } from '#inventory/server/levels/incoming.store.ts'
import { notKept } from '#inventory/server/problems.ts'

/**
 * More (or less, below zero) of variants is expected at a place of ours, from suppliers or from another place. It never falls
 * below nothing: more may come than was said.
 */
export async function expect(ctx: Ctx, locationId: string, lines: readonly { variantId: string; byMilli: number }[]): Promise<void> {
  const byVariant = new Map<string, number>()
  for (const { variantId, byMilli } of lines) byVariant.set(variantId, (byVariant.get(variantId) ?? 0) + byMilli)
  const changes = [...byVariant].filter(([, byMilli]) => byMilli !== 0).map(([variantId, byMilli]) => ({ variantId, byMilli }))
  if (changes.length === 0) return
  const { id } = (await places(ctx)).at(locationId)
  const ids = changes.map(({ variantId }) => variantId)
  const held = await hold(ctx, ids)
  if (held.length < ids.length) throw notKept({ name: '' })
  await openLevels(
    ctx,
    held.map(({ variantId, allowsNegative }) => ({ variantId, locationId: id, isFree: allowsNegative })),
  )
  await addIncoming(ctx, id, changes)
  await ctx.emit(stockChanged, { variantIds: ids })
}
