import type { Ctx } from '#kernel/ctx.ts'
import type { AdjustStock, ProduceStock, ReceiveStock } from '#inventory/contract/adjustment.ts'
import { isOwn } from '#inventory/contract/location.ts'
import type { Movement } from '#inventory/contract/movement.ts'
import { places } from '#inventory/server/locations/places.ts'
import { shown } from '#inventory/server/movements/movements.ts'
import * as store from '#inventory/server/movements/movements.store.ts'
import { hold } from '#inventory/server/posting/posting.store.ts'
import { post } from '#inventory/server/posting/posting.ts'
import { locationNotOurs, lotUnknown, movementNotFound, notReversible, recipeMissing, reversedAlready } from '#inventory/server/problems.ts'
import { lotIds } from '#inventory/server/replenishment/replenishment.ts'
import { partsOf } from '#inventory/server/recipes/recipes.ts'

export type Moved = { documentId: string; items: Movement[] }

/** What spoiled is thrown away; everything else is a matter of how much there really is. */
const isThrownAway = (reason: AdjustStock['reason']): boolean => reason === 'damaged' || reason === 'expired'

export async function adjust(ctx: Ctx, { locationId, reason, note, lines }: AdjustStock): Promise<Moved> {
  const place = await ours(ctx, locationId)
  const known = await lotIds(
    ctx,
    lines.flatMap(({ variantId, lot, byMilli }) => (lot && byMilli < 0 ? [{ variantId, code: lot.code }] : [])),
  )
  const document = { kind: 'adjustment', id: ctx.newId() }
  await post(ctx, {
    document,
    lines: lines.map(({ variantId, byMilli, lot, paidMinor }, i) => {
      const line = { key: String(i), variantId, quantityMilli: Math.abs(byMilli), reason, note }
      if (byMilli > 0) return { ...line, from: 'adjustment', to: place, lot, paidMinor }
      const lotId = lot && known.get(`${variantId} ${lot.code}`)
      if (lot && lotId === undefined) throw lotUnknown({ name: lot.code })
      return { ...line, from: place, to: isThrownAway(reason) ? 'scrap' : 'adjustment', lotId: lotId ?? null }
    }),
  })
  return told(ctx, document, 'inventory.stock.adjusted')
}

export async function receive(ctx: Ctx, { locationId, note, lines }: ReceiveStock): Promise<Moved> {
  const place = await ours(ctx, locationId)
  const document = { kind: 'receipt', id: ctx.newId() }
  await post(ctx, { document, lines: lines.map((line, i) => ({ ...line, key: String(i), from: 'supplier', to: place, note })) })
  return told(ctx, document, 'inventory.stock.received')
}

/** Everything that goes into it is held together with it, in one order. */
export async function produce(ctx: Ctx, { variantId, quantityMilli, locationId, lot, note }: ProduceStock): Promise<Moved> {
  const place = await ours(ctx, locationId)
  const parts = await partsOf(ctx, variantId, quantityMilli)
  const held = await hold(ctx, [variantId, ...parts.map((part) => part.variantId)])
  if (parts.length === 0) throw recipeMissing({ name: held.find((one) => one.variantId === variantId)?.name ?? '' })
  const document = { kind: 'production', id: ctx.newId() }
  const gone = await post(ctx, {
    document,
    lines: parts.map((part) => ({ ...part, key: part.variantId, isPart: true, from: place, to: 'production', note })),
  })
  const paidMinor = await store.valueOf(
    ctx,
    gone.map(({ id }) => id),
  )
  await post(ctx, { document, lines: [{ key: 'made', variantId, quantityMilli, from: 'production', to: place, paidMinor, lot, note }] })
  return told(ctx, document, 'inventory.stock.produced')
}

/** What it was worth goes, or comes back, with it. */
export async function reverse(ctx: Ctx, { id }: { id: string }): Promise<Moved> {
  const movement = await store.find(ctx, id)
  if (!movement) throw movementNotFound()
  if (!['adjustment', 'receipt'].includes(movement.document.kind) || movement.reversalOf !== null) throw notReversible()
  const posted = await post(ctx, {
    document: movement.document,
    lines: [
      {
        key: `reversal:${id}`,
        variantId: movement.variantId,
        quantityMilli: movement.quantityMilli,
        from: movement.to.id,
        to: movement.from.id,
        lotId: movement.lot?.id ?? null,
        paidMinor: movement.valueMinor !== null && movement.valueMinor < 0 ? -movement.valueMinor : null,
        reversalOf: id,
        reason: movement.reason,
        note: movement.note,
      },
    ],
  })
  if (posted.length === 0) throw reversedAlready()
  return told(ctx, movement.document, 'inventory.stock.reversed')
}

async function ours(ctx: Ctx, locationId: string): Promise<string> {
  const place = (await places(ctx)).at(locationId)
  if (!isOwn(place.kind)) throw locationNotOurs()
  return place.id
}

type Action = 'inventory.stock.adjusted' | 'inventory.stock.received' | 'inventory.stock.produced' | 'inventory.stock.reversed'
async function told(ctx: Ctx, document: { kind: string; id: string }, action: Action): Promise<Moved> {
  const items = await store.ofDocument(ctx, document.kind, document.id)
  const [first] = items
  ctx.audit({
    action,
    subject: { kind: 'product', id: first?.variantId ?? document.id, name: first?.name ?? '' },
    after: {
      reason: first?.reason ?? null,
      note: first?.note ?? '',
      lines: items.slice(0, 50).map(({ name, quantityMilli, from, to }) => ({ name, quantityMilli, from: from.kind, to: to.kind })),
    },
  })
  return { documentId: document.id, items: items.map((one) => shown(ctx, one)) }
}
