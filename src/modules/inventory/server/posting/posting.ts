import type { Ctx } from '#kernel/ctx.ts'
import { isWhole } from '#commerce/contract/quantity.ts'
import { isOwn } from '#inventory/contract/location.ts'
import type { MoveLine, NamedLot, StockDocument } from '#inventory/contract/movement.ts'
import { stockChanged } from '#inventory/contract/stock-events.ts'
import { places, type Place, type Places } from '#inventory/server/locations/places.ts'
import { shelfOf, type Shelf } from '#inventory/server/posting/shelf.ts'
import * as store from '#inventory/server/posting/posting.store.ts'
import { inTheFuture, notKept, notWhole, samePlace } from '#inventory/server/problems.ts'
import { roll, type News } from '#inventory/server/valuation/rolling.ts'

/** `lot`: one that may be new. `releasedMilli`: what of it was promised to this document. `isPart`: of a recipe, which may take half a piece. */
export type PostLine = MoveLine & { lot?: NamedLot | null; releasedMilli?: number; isPart?: boolean }
export type Posting = { document: StockDocument; at?: string | undefined; lines: readonly PostLine[] }
/** What was written; a line becomes several where it takes of several lots. */
export type Posted = store.NewMove

/** Clocks of telephones that run ahead. */
const aheadMs = 120_000

/**
 * The one place where anything is moved: from somewhere to somewhere, all of it or nothing. Lines of the document that were
 * moved before are left as they are. The rows of the variants are held in the order of their ids, so that nobody waits in
 * a circle; levels, lots and what it is worth follow in the same transaction.
 */
export async function post(ctx: Ctx, { document, at, lines }: Posting): Promise<Posted[]> {
  if (lines.length === 0) return []
  const moment = momentOf(ctx, at)
  const ids = [...new Set(lines.map(({ variantId }) => variantId))]
  const [all, held] = [await places(ctx), await store.hold(ctx, ids)]
  const itemsById = new Map(held.map((one) => [one.variantId, one]))
  const moved = await store.movedLines(
    ctx,
    document.kind,
    document.id,
    lines.map(({ key }) => key),
  )
  const fresh = lines.filter(({ key }) => !moved.has(key))
  if (fresh.length === 0) return []
  const shelf = await shelfOf(ctx, held, fresh)
  const positions = new Map<string, number>()
  const moves = fresh.flatMap((line) => {
    const item = itemsById.get(line.variantId)
    if (!item?.isKept) throw notKept({ name: item?.name ?? '' })
    if (!line.isPart && isWhole(item.unit) && line.quantityMilli % 1000 !== 0) throw notWhole({ name: item.name })
    const [from, to] = ends(all, line)
    return shelf.take(line, item, from, to).map(({ lotId, quantityMilli }, part): store.NewMove => {
      const position = (positions.get(item.variantId) ?? item.position) + 1
      positions.set(item.variantId, position)
      return { ...asMove(ctx, line, moment), variantId: item.variantId, lotId, quantityMilli, fromId: from.id, toId: to.id, position, part }
    })
  })
  shareOut(fresh, moves)
  await write(ctx, document, moves, shelf)
  await roll(ctx, held, newsOf(all, moves), positions)
  await ctx.emit(stockChanged, { variantIds: ids })
  return moves
}

async function write(ctx: Ctx, document: StockDocument, moves: readonly store.NewMove[], shelf: Shelf): Promise<void> {
  await store.insertLots(ctx, shelf.newLots())
  await store.insertMoves(ctx, document, moves)
  await store.openLevels(ctx, shelf.newLevels())
  await store.changeLevels(ctx, shelf.levelDeltas())
  await store.changeLotLevels(ctx, shelf.lotDeltas())
}

function momentOf(ctx: Ctx, at: string | undefined): string {
  const moment = at === undefined ? ctx.now : new Date(at)
  if (moment.getTime() > ctx.now.getTime() + aheadMs) throw inTheFuture()
  return moment.toISOString()
}

/** A place that was put away still gives what is found there, and gets nothing. */
function ends(all: Places, { from, to }: PostLine): [Place, Place] {
  const pair: [Place, Place] = [all.at(from), all.at(to)]
  if (pair[0].id === pair[1].id) throw samePlace()
  return pair
}

const asMove = (ctx: Ctx, line: PostLine, at: string) => ({
  id: ctx.newId(),
  at,
  lineKey: line.key,
  paidMinor: line.paidMinor ?? null,
  reversalOf: line.reversalOf ?? null,
  reason: line.reason ?? null,
  note: line.note ?? '',
})

/** What was paid for a line belongs to its parts by how much they are; what is left over by rounding to the last. */
function shareOut(lines: readonly PostLine[], moves: store.NewMove[]): void {
  for (const { key, paidMinor, quantityMilli } of lines) {
    const parts = moves.filter(({ lineKey }) => lineKey === key)
    if (paidMinor === null || paidMinor === undefined || parts.length < 2) continue
    let left = paidMinor
    for (const [i, part] of parts.entries()) {
      part.paidMinor = i === parts.length - 1 ? left : Math.floor((paidMinor * part.quantityMilli) / quantityMilli)
      left -= part.paidMinor
    }
  }
}

/** Of what was ours and is not any more, or the other way round; from one place of ours to another nothing is worth more. */
function newsOf(all: Places, moves: readonly store.NewMove[]): News[] {
  const isOurs = (id: string): boolean => {
    const place = all.find(id)
    return place !== undefined && isOwn(place.kind)
  }
  return moves.flatMap((move): News[] => {
    const { id: moveId, variantId, position, at, quantityMilli, paidMinor } = move
    const [was, is] = [isOurs(move.fromId), isOurs(move.toId)]
    if (was === is) return []
    const frame = { position, at, quantityMilli }
    return [{ variantId, moveId, happening: is ? { ...frame, kind: 'receipt', paidMinor } : { ...frame, kind: 'issue' } }]
  })
}
