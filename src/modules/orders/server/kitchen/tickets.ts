import type { Ctx } from '#kernel/ctx.ts'
import type { Kitchen, Ticket, TicketLine } from '#orders/contract/kitchen.ts'
import type { OrderLine } from '#orders/contract/order.ts'
import { isPrepared } from '#orders/contract/ticket-progress.ts'
import * as store from '#orders/server/kitchen/kitchen.store.ts'
import * as lineStore from '#orders/server/orders/lines.store.ts'
import { list as listOrdering, stepsOf } from '#orders/server/ordering/ordering.ts'

const mostTickets = 200
/** What was called off that long ago and nobody has looked at is not being cooked any more. */
const cancelledMs = 6 * 3_600_000

export async function kitchen(ctx: Ctx, { brandId }: { brandId?: string | undefined }): Promise<Kitchen> {
  const { items } = await listOrdering(ctx)
  const without = (state: 'confirmed' | 'ready'): string[] => items.filter((one) => !stepsOf(one).isUsed(state)).map((one) => one.brandId)
  const rows = await store.tickets(ctx, {
    brandId,
    unconfirmedBrandIds: without('confirmed'),
    cancelledSince: new Date(ctx.now.getTime() - cancelledMs).toISOString(),
    limit: mostTickets + 1,
  })
  const lines = await lineStore.ofOrders(
    ctx,
    rows.map(({ id }) => id),
  )
  const neverReady = new Set(without('ready'))
  const tickets = rows.slice(0, mostTickets).map((row) =>
    ticketOf(
      row,
      lines.filter(({ orderId }) => orderId === row.id),
    ),
  )
  // Where a brand has no step for it, what is done is gone from here all the same.
  const waiting = tickets.filter((one) => one.alert !== null || !neverReady.has(one.brandId) || !isPrepared(one.lines))
  return { tickets: waiting, isCut: rows.length > mostTickets }
}

function ticketOf({ seenAmendment, seenAt, ...row }: store.TicketRow, lines: readonly OrderLine[]): Ticket {
  const alert = row.state === 'cancelled' ? 'cancelled' : row.amendment > seenAmendment ? 'changed' : null
  const shown = lines.filter(({ removedAt }) => removedAt === null || (row.amendment > seenAmendment && removedAt > (seenAt ?? '')))
  return { ...row, alert, lines: shown.map((line) => lineOf(line, seenAmendment)) }
}

const lineOf = (line: OrderLine, seenAmendment: number): TicketLine => ({
  id: line.id,
  name: line.name,
  unit: line.unit,
  quantityMilli: line.quantityMilli,
  modifiers: line.modifiers.map(({ name }) => name),
  note: line.note,
  parts: (line.parts ?? []).map(({ name, quantityMilli }) => ({ name, quantityMilli })),
  station: line.station,
  preparedAt: line.preparedAt,
  change: line.removedAt !== null ? 'removed' : line.amendment > seenAmendment ? 'added' : null,
})
