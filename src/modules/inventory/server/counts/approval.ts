import { changedMeanwhile } from '#kernel/problem.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { StockCount } from '#inventory/contract/count.ts'
import type { MoveLine } from '#inventory/contract/movement.ts'
import * as lines from '#inventory/server/counts/count-lines.store.ts'
import { held, moved } from '#inventory/server/counts/counts.ts'
import * as store from '#inventory/server/counts/counts.store.ts'
import * as onHand from '#inventory/server/counts/on-hand.store.ts'
import * as problems from '#inventory/server/counts/problems.ts'
import { weigh } from '#inventory/server/counts/weighing.ts'
import { move } from '#inventory/server/movements/receiving.ts'

/**
 * Makes what was counted the truth: each difference becomes a movement of the moment in which it was counted, so that what
 * was sold since stays sold, and who counts the same again finds it right. All of it or nothing.
 */
export async function approve(ctx: Ctx, { id }: { id: string }): Promise<StockCount> {
  const count = await held(ctx, id)
  if (count.state !== 'review') throw problems.countNotReviewed()
  if (count.againCount > 0) throw problems.countAgain({ count: count.againCount })
  if (ctx.ifMatch !== undefined && ctx.ifMatch !== count.version) throw changedMeanwhile({ version: count.version })
  await store.holdPlace(ctx, count.locationId)
  const sheet = (await lines.all(ctx, id)).filter(({ countedAt }) => countedAt !== null)
  // A difference that grew since it was looked at is believed all the same: it was looked at twice or is what somebody just saw.
  const weighed = await weigh(ctx, { ...count, thresholdMinor: null }, sheet)
  await lines.write(ctx, weighed)
  const later = await onHand.countedLater(ctx, count.locationId, sheet as (lines.LineRow & { countedAt: string })[])
  if (later.size > 0) await lines.markSuperseded(ctx, [...later])
  const lineById = new Map(sheet.map((line) => [line.id, line]))
  const differing = weighed.filter((one) => !later.has(one.id) && one.countedMilli !== one.expectedMilli)
  for (const [at, together] of Map.groupBy(differing, ({ countedAt }) => countedAt ?? ''))
    await move(ctx, {
      document: { kind: 'count', id },
      at,
      lines: together.flatMap((one) => correction(count.locationId, one, lineById.get(one.id))),
    })
  await store.setState(ctx, id, 'approved')
  return moved(ctx, id, 'approved')
}

function correction(locationId: string, written: lines.Written, line: lines.LineRow | undefined): MoveLine[] {
  const differenceMilli = (written.countedMilli ?? 0) - (written.expectedMilli ?? 0)
  if (!line || differenceMilli === 0) return []
  const isMore = differenceMilli > 0
  return [
    {
      key: written.id,
      variantId: line.variantId,
      lotId: line.lotId,
      quantityMilli: Math.abs(differenceMilli),
      from: isMore ? 'adjustment' : locationId,
      to: isMore ? locationId : 'adjustment',
      reason: isMore ? 'found' : 'lost',
    },
  ]
}
