import type { Ctx } from '#kernel/ctx.ts'
import { wantsSecondLook } from '#inventory/contract/count-tally.ts'
import type { LineRow, Written } from '#inventory/server/counts/count-lines.store.ts'
import type { CountRow } from '#inventory/server/counts/counts.store.ts'
import * as onHand from '#inventory/server/counts/on-hand.store.ts'
import { costOf } from '#inventory/server/levels/levels.ts'

/**
 * What was counted beside what there should have been at that moment, and what one costs. A first look that differs by too
 * much is not believed: it is put aside, and the line waits for a second one.
 */
export async function weigh(ctx: Ctx, count: CountRow, lines: readonly LineRow[]): Promise<Written[]> {
  const counted = lines.filter(({ countedAt }) => countedAt !== null)
  const [expected, costs] = [
    await onHand.asOf(
      ctx,
      count.locationId,
      counted.map(({ id, variantId, lotId, countedAt }) => ({ id, variantId, lotId, at: countedAt })),
    ),
    await costOf(
      ctx,
      counted.map(({ variantId }) => variantId),
    ),
  ]
  const costById = new Map(costs.map(({ variantId, unitCostMinor }) => [variantId, unitCostMinor]))
  return counted.map((line) => {
    const expectedMilli = expected.get(line.id) ?? 0
    const unitCostMinor = costById.get(line.variantId) ?? null
    const weighed = { ...line, expectedMilli, unitCostMinor }
    const differenceMilli = (line.countedMilli ?? 0) - expectedMilli
    if (line.look === 2 || !wantsSecondLook(differenceMilli, unitCostMinor ?? 0, count.thresholdMinor)) return weighed
    return { ...weighed, look: 2, firstMilli: line.countedMilli, countedMilli: null, countedAt: null, countedByName: null }
  })
}
