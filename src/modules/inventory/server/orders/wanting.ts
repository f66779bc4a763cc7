import { scaled } from '#kernel/contract/shares.ts'
import type { OrderCard } from '#orders/contract/order.ts'
import { isClosed, type OrderState, type StockState } from '#orders/contract/order-state.ts'
import { hasReached } from '#orders/contract/order-step.ts'
import type { OrderedGood } from '#orders/server/public.ts'
import type { Holding } from '#inventory/server/orders/holdings.store.ts'
import { explode, type Take } from '#inventory/server/recipes/explosion.ts'
import type { Node } from '#inventory/server/recipes/recipes.store.ts'

/** So long what a customer ordered by themselves is kept for them until somebody confirms it. */
const unconfirmedMs = 15 * 60_000
const ownDoors: readonly OrderCard['door'][] = ['bot', 'web']

/** Until when an order that nobody has confirmed holds its goods: nobody else is told that they can be had. `null`: it never does. */
export const heldUntil = ({ state, door, placedAt }: Standing): Date | null =>
  state === 'received' && ownDoors.includes(door) && placedAt !== null ? new Date(Date.parse(placedAt) + unconfirmedMs) : null

/** From when it is confirmed an order has a right to its goods; what was handed over is gone whatever became of it. */
export function holdsGoods(order: Standing, now: Date): boolean {
  const until = heldUntil(order)
  return hasReached(order.state, 'confirmed') || order.state === 'returned' || (until !== null && until > now)
}

type Standing = Pick<OrderCard, 'state' | 'door' | 'placedAt'>

/** Everything that a line may take from the shelf: itself, what a combo is made of, what was asked for on top. */
export function takesOf({ variantId, quantityMilli, parts, modifierVariantIds }: OrderedGood): Take[] {
  const inside = parts.map((part) => ({
    variantId: part.variantId,
    quantityMilli: Math.max(1, scaled(part.quantityMilli, quantityMilli, 1000)),
  }))
  const onTop = modifierVariantIds.map((id) => ({ variantId: id, quantityMilli }))
  return [{ variantId, quantityMilli }, ...inside, ...onTop]
}

type Asked = {
  state: OrderState
  holds: boolean
  locationId: string
  goods: readonly OrderedGood[]
  nodes: readonly Node[]
  before: readonly Holding[]
}

/**
 * Pure: what an order should hold, by what it says now. What a line needs is what it needed when that was first asked: recipes
 * that change later change nothing of it. What of a line is handed over and came back, is so of everything it takes.
 */
export function wanted({ state, holds, locationId, goods, nodes, before }: Asked): Holding[] {
  return goods.flatMap((good) => {
    const known = before.filter(({ lineId }) => lineId === good.lineId)
    const isWanted = !good.isRemoved && (holds || good.deliveredMilli > 0)
    if (!isWanted) return []
    const needs =
      known.length > 0
        ? known
        : explode(nodes, takesOf(good)).map(({ variantId, quantityMilli }) => ({ variantId, locationId, neededMilli: quantityMilli }))
    return needs.map(({ variantId, locationId: place, neededMilli }): Holding => {
      const issuedMilli = scaled(neededMilli, good.deliveredMilli, good.quantityMilli)
      const returnedMilli = scaled(neededMilli, good.returnedMilli, good.quantityMilli)
      const reservedMilli = isClosed(state) ? 0 : neededMilli - issuedMilli
      return { lineId: good.lineId, variantId, locationId: place, neededMilli, reservedMilli, issuedMilli, returnedMilli }
    })
  })
}

/** What of it is taken from the shelf, as the order says it. */
export function stockStateOf(holdings: readonly Holding[]): StockState {
  if (holdings.some(({ reservedMilli }) => reservedMilli > 0)) return 'reserved'
  const issued = holdings.filter(({ issuedMilli }) => issuedMilli > 0)
  if (issued.length === 0) return 'none'
  return issued.every(({ issuedMilli, returnedMilli }) => returnedMilli === issuedMilli) ? 'returned' : 'issued'
}
