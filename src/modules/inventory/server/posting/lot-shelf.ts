import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { isOwn } from '#inventory/contract/location.ts'
import type { NamedLot } from '#inventory/contract/movement.ts'
import { refuseTooLittle } from '#inventory/server/levels/refusals.ts'
import type { Place } from '#inventory/server/locations/places.ts'
import type { PostLine } from '#inventory/server/posting/posting.ts'
import * as store from '#inventory/server/posting/posting.store.ts'
import { dayInWords } from '#inventory/server/posting/words.ts'
import { lotExpired, lotMissing, lotNotFollowed, lotUnknown, serialIsOne, serialIsThere } from '#inventory/server/problems.ts'

/** So much of which lot; `null` where lots are not followed. */
export type Taken = { lotId: string | null; quantityMilli: number }

type Lot = {
  id: string
  variantId: string
  code: string
  expiresOn: string | null
  isSerial: boolean
  isNew: boolean
  /** How much of it is ours, wherever, and how much at each place. */
  ownMilli: number
  at: Map<string, number>
}

/** What is expired is not sold and nothing is made of it; it may be moved, sent back and thrown away. */
const mustBeFresh = ({ kind }: Place): boolean => kind === 'customer' || kind === 'production'

/** The lots of variants that are held, while lines take of them. */
export async function lotShelfOf(ctx: Ctx, held: readonly store.Held[], lines: readonly PostLine[]) {
  const followed = new Set(held.filter(({ tracking }) => tracking !== 'quantity').map(({ variantId }) => variantId))
  const today = dayIn(ctx.zone, ctx.now)
  const lots = followed.size === 0 ? new Map<string, Lot>() : await lotsOf(ctx, followed, lines)
  const deltas: store.LotDelta[] = []

  /** Of a lot by its code: the one there is, or a new one. */
  function named({ variantId, tracking }: store.Held, { code, expiresOn }: NamedLot): Lot {
    const known = [...lots.values()].find((lot) => lot.variantId === variantId && lot.code === code)
    if (known) return known
    const fresh: Lot = {
      id: ctx.newId(),
      variantId,
      code,
      expiresOn,
      isSerial: tracking === 'serial',
      isNew: true,
      ownMilli: 0,
      at: new Map(),
    }
    lots.set(fresh.id, fresh)
    return fresh
  }

  function asked(item: store.Held, { lot, lotId }: PostLine): Lot | null {
    if (lot) return named(item, lot)
    if (!lotId) return null
    const known = lots.get(lotId)
    if (known?.variantId !== item.variantId) throw lotUnknown({ name: item.name })
    return known
  }

  /** Those that expire first go first, as far as they are at the place and may go where they are wanted. */
  function chosen(line: PostLine, item: store.Held, from: Place, to: Place, wanted: Lot | null): Taken[] {
    const isFresh = ({ expiresOn }: Lot): boolean => expiresOn === null || expiresOn >= today
    if (wanted && mustBeFresh(to) && !isFresh(wanted))
      throw lotExpired({ name: item.name, code: wanted.code, day: dayInWords(ctx, wanted.expiresOn ?? today) })
    const among = wanted ? [wanted] : [...lots.values()].filter(({ variantId }) => variantId === item.variantId)
    let left = line.quantityMilli
    const taken: Taken[] = []
    for (const lot of among) {
      if (mustBeFresh(to) && !isFresh(lot)) continue
      const quantityMilli = Math.min(left, Math.max(0, lot.at.get(from.id) ?? 0))
      if (quantityMilli > 0) taken.push({ lotId: lot.id, quantityMilli })
      left -= quantityMilli
      if (left === 0) return taken
    }
    throw refuseTooLittle(ctx, item, from, { ...line, leftMilli: line.quantityMilli - left }, [])
  }

  function shift(item: store.Held, lotId: string, from: Place, to: Place, quantityMilli: number): void {
    const lot = lots.get(lotId)
    if (!lot) return
    for (const [place, byMilli] of [
      [from, -quantityMilli],
      [to, quantityMilli],
    ] as const) {
      lot.at.set(place.id, (lot.at.get(place.id) ?? 0) + byMilli)
      if (isOwn(place.kind)) lot.ownMilli += byMilli
      const known = deltas.find((one) => one.lotId === lotId && one.locationId === place.id)
      if (known) known.byMilli += byMilli
      else
        deltas.push({ variantId: item.variantId, lotId, locationId: place.id, byMilli, isSerial: lot.isSerial, isFree: !isOwn(place.kind) })
    }
  }

  return {
    take(line: PostLine, item: store.Held, from: Place, to: Place): Taken[] {
      if (item.tracking === 'quantity') {
        if (line.lot || line.lotId) throw lotNotFollowed({ name: item.name })
        return [{ lotId: null, quantityMilli: line.quantityMilli }]
      }
      const wanted = asked(item, line)
      if (item.tracking === 'serial' && wanted && line.quantityMilli !== 1000) throw serialIsOne({ name: item.name })
      if (!wanted && !isOwn(from.kind)) throw lotMissing({ name: item.name })
      if (wanted?.isSerial && !isOwn(from.kind) && wanted.ownMilli > 0) throw serialIsThere({ name: item.name, code: wanted.code })
      const taken =
        isOwn(from.kind) || !wanted ? chosen(line, item, from, to, wanted) : [{ lotId: wanted.id, quantityMilli: line.quantityMilli }]
      for (const { lotId, quantityMilli } of taken) if (lotId !== null) shift(item, lotId, from, to, quantityMilli)
      return taken
    },
    fresh: () => [...lots.values()].filter(({ isNew }) => isNew),
    deltas: () => deltas.filter(({ byMilli }) => byMilli !== 0),
  }
}

async function lotsOf(ctx: Ctx, followed: ReadonlySet<string>, lines: readonly PostLine[]): Promise<Map<string, Lot>> {
  const named = lines.flatMap(({ variantId, lot }) => (lot && followed.has(variantId) ? [{ variantId, code: lot.code }] : []))
  const rows = await store.lots(
    ctx,
    [...followed],
    named,
    lines.flatMap(({ lotId }) => lotId ?? []),
  )
  const lots = new Map<string, Lot>()
  for (const { locationId, onHandMilli, isOurs, ...row } of rows) {
    const lot = lots.get(row.id) ?? { ...row, isNew: false, ownMilli: 0, at: new Map<string, number>() }
    if (locationId !== null) lot.at.set(locationId, onHandMilli)
    if (isOurs) lot.ownMilli += onHandMilli
    lots.set(row.id, lot)
  }
  return lots
}
