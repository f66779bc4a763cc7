import { dayIn } from '#kernel/contract/calendar-day.ts'
import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { goodsOf, heldCard, setStockState } from '#orders/server/public.ts'
import type { OrderCard } from '#orders/contract/order.ts'
import { stockChanged } from '#inventory/contract/stock-events.ts'
import { refuseTooLittle } from '#inventory/server/levels/refusals.ts'
import { places, type Places } from '#inventory/server/locations/places.ts'
import { comingBack } from '#inventory/server/orders/coming-back.ts'
import * as store from '#inventory/server/orders/holdings.store.ts'
import { heldUntil, holdsGoods, stockStateOf, takesOf, wanted } from '#inventory/server/orders/wanting.ts'
import { hold, levels, openLevels, type Held } from '#inventory/server/posting/posting.store.ts'
import { post, type PostLine } from '#inventory/server/posting/posting.ts'
import { nodes } from '#inventory/server/recipes/recipes.store.ts'

/**
 * Makes what is promised to an order and taken for it what the order says now: from when it is confirmed, and for a while
 * before where a customer ordered by themselves, its goods are promised, with each hand-over they go, what comes back waits
 * to be looked at, what is called off is free again. In the transaction of the order, which is refused with the line that
 * lacks something. Asked again it changes nothing.
 */
export async function follow(ctx: Ctx, card: OrderCard): Promise<void> {
  const { keepsAny, holdings: before } = await store.standing(ctx, card.id)
  const holds = holdsGoods(card, ctx.now)
  if (before.length === 0 && !(keepsAny && holds)) return
  const goods = await goodsOf(ctx, card.id)
  const fresh = goods.filter(({ lineId, isRemoved }) => !isRemoved && !before.some((one) => one.lineId === lineId))
  const made =
    fresh.length === 0 ? [] : await nodes(ctx, [...new Set(fresh.flatMap((good) => takesOf(good).map(({ variantId }) => variantId)))])
  if (made.length === 0 && before.length === 0) return
  const all = await places(ctx)
  const locationId = before[0]?.locationId ?? all.defaultOf(card.brandId).id
  const after = wanted({ state: card.state, holds, locationId, goods, nodes: made, before })
  const until = heldUntil(card)
  if (until !== null && after.length > 0) ctx.enqueue(letGo, { orderId: card.id }, { at: until, key: `inventory.let-go:${card.id}` })
  if (isSame(before, after)) return
  const ids = [...new Set([...before, ...after].map(({ variantId }) => variantId))]
  const moves = movesOf(before, after)
  if (moves.some(({ issuedBy, returnedBy }) => issuedBy !== 0 || returnedBy !== 0)) await take(ctx, card, all, ids, moves)
  await promise(ctx, all, claimsOf(moves))
  await store.put(ctx, card.id, after)
  await setStockState(ctx, card.id, stockStateOf(after))
  await ctx.emit(stockChanged, { variantIds: ids })
}

/** Nobody has confirmed it in time: what it held is free again, for those too who wait for it. */
export const letGo = job({
  name: 'inventory.let-go',
  payload: z.object({ orderId: Id }),
  async run(ctx, { orderId }) {
    const card = await heldCard(ctx, orderId)
    if (card) await follow(ctx, card)
  },
})

type Step = {
  lineId: string
  variantId: string
  locationId: string
  issuedBy: number
  returnedBy: number
  reservedBy: number
  releasedMilli: number
}

const keyOf = ({ lineId, variantId }: { lineId: string; variantId: string }): string => `${lineId}:${variantId}`

const isSame = (before: readonly store.Holding[], after: readonly store.Holding[]): boolean => {
  const said = (all: readonly store.Holding[]): string =>
    JSON.stringify(all.map((one) => [keyOf(one), one.neededMilli, one.reservedMilli, one.issuedMilli, one.returnedMilli]).toSorted())
  return said(before) === said(after)
}

function movesOf(before: readonly store.Holding[], after: readonly store.Holding[]): Step[] {
  const byKey = new Map(before.map((one) => [keyOf(one), one]))
  const gone = before.filter((one) => !after.some((other) => keyOf(other) === keyOf(one)))
  const steps = [...after, ...gone.map((one) => ({ ...one, reservedMilli: 0, issuedMilli: 0, returnedMilli: 0 }))]
  return steps.map(({ lineId, variantId, locationId, ...now }) => {
    const was = byKey.get(keyOf({ lineId, variantId }))
    const issuedBy = now.issuedMilli - (was?.issuedMilli ?? 0)
    // What goes was promised to it, as far as it was.
    const releasedMilli = Math.max(0, Math.min(was?.reservedMilli ?? 0, issuedBy))
    return {
      lineId,
      variantId,
      locationId,
      issuedBy,
      returnedBy: now.returnedMilli - (was?.returnedMilli ?? 0),
      reservedBy: now.reservedMilli - (was?.reservedMilli ?? 0) + releasedMilli,
      releasedMilli,
    }
  })
}

/** Out of the house, back into it because the hand-over was taken back, or to where it is looked at. */
async function take(ctx: Ctx, card: OrderCard, all: Places, ids: readonly string[], steps: readonly Step[]): Promise<void> {
  // Everything at once and before anything else: what is promised below is held already.
  await hold(ctx, ids)
  const key = (step: Step, what: string): string => `${keyOf(step)}:${what}:${card.version}`
  const lines = steps.flatMap((step): PostLine[] => {
    const { variantId, locationId, issuedBy, releasedMilli } = step
    if (issuedBy <= 0) return []
    return [{ key: key(step, 'out'), variantId, quantityMilli: issuedBy, from: locationId, to: 'customer', releasedMilli, isPart: true }]
  })
  const backs = steps.flatMap((step) => [
    ...(step.issuedBy < 0
      ? [{ key: key(step, 'back'), variantId: step.variantId, quantityMilli: -step.issuedBy, to: step.locationId }]
      : []),
    ...(step.returnedBy > 0
      ? [{ key: key(step, 'returned'), variantId: step.variantId, quantityMilli: step.returnedBy, to: all.at('quality').id }]
      : []),
  ])
  const back = backs.length === 0 ? [] : comingBack(await store.out(ctx, card.id), backs)
  await post(ctx, { document: { kind: 'order', id: card.id }, lines: [...back, ...lines] })
}

function claimsOf(steps: readonly Step[]): store.Claim[] {
  const byPlace = new Map<string, store.Claim>()
  for (const { variantId, locationId, reservedBy } of steps) {
    const key = `${variantId} ${locationId}`
    const claim = byPlace.get(key) ?? { variantId, locationId, byMilli: 0 }
    claim.byMilli += reservedBy
    byPlace.set(key, claim)
  }
  return [...byPlace.values()].filter(({ byMilli }) => byMilli !== 0)
}

async function promise(ctx: Ctx, all: Places, claims: readonly store.Claim[]): Promise<void> {
  if (claims.length === 0) return
  const today = dayIn(ctx.zone, ctx.now)
  const isMissing = (got: readonly { variantId: string; locationId: string }[]) => (claim: store.Claim) =>
    !got.some(({ variantId, locationId }) => variantId === claim.variantId && locationId === claim.locationId)
  const missing = claims.filter(isMissing(await store.claim(ctx, claims, today)))
  if (missing.length === 0) return
  // Of what may be sold before it is counted there may be no level yet.
  const held = await hold(
    ctx,
    missing.map(({ variantId }) => variantId),
  )
  const mayOpen = missing.filter(({ variantId }) => held.some((one) => one.variantId === variantId && one.allowsNegative))
  await openLevels(
    ctx,
    mayOpen.map((claim) => ({ ...claim, isFree: true })),
  )
  const left = mayOpen.length === 0 ? missing : missing.filter(isMissing(await store.claim(ctx, mayOpen, today)))
  if (left[0]) throw await refusal(ctx, all, held, left[0])
}

async function refusal(ctx: Ctx, all: Places, held: readonly Held[], { variantId, locationId, byMilli }: store.Claim): Promise<Error> {
  const rows = await levels(ctx, [variantId])
  const here = rows.find((row) => row.locationId === locationId)
  const item = held.find((one) => one.variantId === variantId)
  const leftMilli = here ? Math.max(0, here.onHandMilli - here.reservedMilli) : 0
  return refuseTooLittle(ctx, item ?? { name: '', unit: 'piece' }, all.at(locationId), { quantityMilli: byMilli, leftMilli }, rows)
}
