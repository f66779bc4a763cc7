import type { Ctx } from '#kernel/ctx.ts'
import { isOwn } from '#inventory/contract/location.ts'
import { refuseTooLittle } from '#inventory/server/levels/refusals.ts'
import type { Place } from '#inventory/server/locations/places.ts'
import { lotShelfOf, type Taken } from '#inventory/server/posting/lot-shelf.ts'
import type { PostLine } from '#inventory/server/posting/posting.ts'
import * as store from '#inventory/server/posting/posting.store.ts'
import { inWords } from '#inventory/server/posting/words.ts'
import { promised } from '#inventory/server/problems.ts'

type Level = {
  name: string
  onHandMilli: number
  reservedMilli: number
  isNew: boolean
  isFree: boolean
  byMilli: number
  releasedMilli: number
  mayShort: boolean
}
const noLevel = { name: '', onHandMilli: 0, reservedMilli: 0, isFree: false, byMilli: 0, releasedMilli: 0, mayShort: false }

/** Whoever takes it elsewhere needs what is not promised to others; what is lost or was counted is gone all the same. */
const isReality = ({ kind }: Place): boolean => kind === 'adjustment' || kind === 'scrap'

/**
 * What there is of variants that are held, while lines take of it one after the other: each sees what those before it left.
 * Refuses with the line that lacks something.
 */
export async function shelfOf(ctx: Ctx, held: readonly store.Held[], lines: readonly PostLine[]) {
  const rows = await store.levels(
    ctx,
    held.map(({ variantId }) => variantId),
  )
  const lots = await lotShelfOf(ctx, held, lines)
  const levels = new Map<string, Level>()
  const keyOf = (variantId: string, locationId: string): string => `${variantId} ${locationId}`
  for (const { variantId, locationId, ...level } of rows) levels.set(keyOf(variantId, locationId), { ...noLevel, ...level, isNew: false })

  const levelAt = ({ variantId, allowsNegative }: store.Held, { id, kind }: Place): Level => {
    const key = keyOf(variantId, id)
    const level = levels.get(key) ?? { ...noLevel, isNew: true }
    level.isFree = !isOwn(kind) || allowsNegative
    levels.set(key, level)
    return level
  }
  const all = () => [...levels].map(([key, level]) => ({ ...level, variantId: key.slice(0, 36), locationId: key.slice(37) }))

  function requireThere(line: PostLine, item: store.Held, from: Place, to: Place, level: Level): void {
    if (level.isFree) return
    const others = level.reservedMilli - (line.releasedMilli ?? 0)
    const ofItem = all().filter(({ variantId }) => variantId === item.variantId)
    if (level.onHandMilli < line.quantityMilli) throw refuseTooLittle(ctx, item, from, { ...line, leftMilli: level.onHandMilli }, ofItem)
    if (isReality(to) || level.onHandMilli - line.quantityMilli >= others) return
    const left = Math.max(0, level.onHandMilli - others)
    throw promised({ name: item.name, left: inWords(ctx, left, item.unit), wanted: inWords(ctx, line.quantityMilli, item.unit) })
  }

  return {
    take(line: PostLine, item: store.Held, from: Place, to: Place): Taken[] {
      const [left, come] = [levelAt(item, from), levelAt(item, to)]
      requireThere(line, item, from, to, left)
      left.onHandMilli -= line.quantityMilli
      left.byMilli -= line.quantityMilli
      left.reservedMilli -= line.releasedMilli ?? 0
      left.releasedMilli += line.releasedMilli ?? 0
      left.mayShort ||= isReality(to)
      come.onHandMilli += line.quantityMilli
      come.byMilli += line.quantityMilli
      return lots.take(line, item, from, to)
    },
    newLots: lots.fresh,
    lotDeltas: lots.deltas,
    newLevels: () => all().filter(({ isNew }) => isNew),
    levelDeltas: () => all().filter(({ byMilli, releasedMilli }) => byMilli !== 0 || releasedMilli !== 0),
  }
}
export type Shelf = Awaited<ReturnType<typeof shelfOf>>
