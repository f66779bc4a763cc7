import type { Ctx } from '#kernel/ctx.ts'
import { isWhole } from '#commerce/contract/quantity.ts'
import { mostCountLines, type CountEntry, type CountLine } from '#inventory/contract/count.ts'
import { countEntered } from '#inventory/contract/count-events.ts'
import { tallied } from '#inventory/contract/count-tally.ts'
import * as lines from '#inventory/server/counts/count-lines.store.ts'
import { held, known, shownLine } from '#inventory/server/counts/counts.ts'
import * as store from '#inventory/server/counts/counts.store.ts'
import * as problems from '#inventory/server/counts/problems.ts'
import { weigh } from '#inventory/server/counts/weighing.ts'

/** What somebody counted, perhaps a while ago where there was no connection. */
export async function enter(ctx: Ctx, input: CountEntry): Promise<CountLine> {
  const count = await held(ctx, input.id, 'entering')
  const item = await lines.known(ctx, count.id, input.variantId, input.lotId)
  if (!item) throw problems.countUnknownItem()
  checkQuantity(item, input)
  const line = await lineFor(ctx, count.id, item, input.lotId)
  const countedAt = within(input.countedAt, count.createdAt, ctx.now.toISOString())
  const isSecond = count.reviewedAt !== null && countedAt >= count.reviewedAt
  // What was counted before the sheet was looked at belongs to the first look, however late it arrives.
  if (count.state === 'review' && line.look === 1 && isSecond) throw problems.countInReview()
  const look = line.look === 2 && isSecond ? 2 : 1
  await lines.enter(ctx, { lineId: line.id, look, quantityMilli: input.quantityMilli, how: input.how, countedAt })
  const looked = await lookedAt(ctx, line, look)
  const written = count.state === 'review' ? await weigh(ctx, count, [looked]) : [looked]
  await lines.write(ctx, written.length > 0 ? written : [looked])
  if (count.state === 'review') await store.touch(ctx, count.id)
  const [after, counted] = [await lines.find(ctx, line.id), await known(ctx, count.id)]
  if (!after) throw problems.countNotFound()
  await ctx.emit(countEntered, { countId: count.id, lineId: line.id, countedCount: counted.countedCount, lineCount: counted.lineCount })
  return shownLine(ctx, counted, after)
}

/** The line with what all who looked at it counted. */
async function lookedAt(ctx: Ctx, line: lines.LineRow, look: 1 | 2): Promise<lines.LineRow> {
  const entries = await lines.entries(ctx, line.id, look)
  const tally = tallied(entries)
  // A first look that arrives after the second was asked for is kept beside it.
  if (look < line.look) return { ...line, firstMilli: tally?.quantityMilli ?? line.firstMilli }
  return {
    ...line,
    countedMilli: tally?.quantityMilli ?? null,
    countedAt: tally?.countedAt ?? null,
    countedByName: entries.at(-1)?.byName ?? null,
  }
}

async function lineFor(ctx: Ctx, countId: string, item: lines.Known, lotId: string | null): Promise<lines.LineRow> {
  const there = await lines.hold(ctx, countId, item.variantId, lotId)
  if (there) return there
  if (item.lineCount >= mostCountLines) throw problems.countTooLong({ count: item.lineCount + 1, most: mostCountLines })
  await lines.add(ctx, { id: ctx.newId(), countId, variantId: item.variantId, lotId })
  const added = await lines.hold(ctx, countId, item.variantId, lotId)
  if (!added) throw problems.countNotFound()
  return added
}

function checkQuantity(item: lines.Known, { lotId, quantityMilli, how }: CountEntry): void {
  const { name, tracking, unit } = item
  if (tracking !== 'quantity' && lotId === null) throw problems.countLotNeeded({ name })
  if (lotId !== null && !item.isLot) throw problems.countLotUnknown()
  const isOdd = isWhole(unit) && quantityMilli % 1000 !== 0
  const isTwoOfOne = tracking === 'serial' && (how === 'add' || quantityMilli > 1000)
  if (isOdd || isTwoOfOne || (how === 'set' && quantityMilli < 0)) throw problems.countQuantity({ name })
}

/** Nobody counted before the sheet was there, nor in the future: clocks of phones go wrong. */
const within = (at: string, first: string, last: string): string =>
  new Date(Math.min(Math.max(Date.parse(at), Date.parse(first)), Date.parse(last))).toISOString()
