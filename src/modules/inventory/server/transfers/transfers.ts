import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { isSoldFrom } from '#inventory/contract/location.ts'
import type { ListTransfers, ReceiveTransfer, SendTransfer, Transfer, TransferLine } from '#inventory/contract/transfer.ts'
import { expect } from '#inventory/server/levels/incoming.ts'
import { places } from '#inventory/server/locations/places.ts'
import { post } from '#inventory/server/posting/posting.ts'
import { inWords } from '#inventory/server/posting/words.ts'
import { locationNotOurs, moreThanSent, transferClosed, transferLineUnknown, transferNotFound } from '#inventory/server/problems.ts'
import * as store from '#inventory/server/transfers/transfers.store.ts'

export const list = (ctx: Ctx, input: ListTransfers): Promise<Page<Transfer>> => store.page(ctx, input)

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Transfer> {
  const transfer = await store.find(ctx, id)
  if (!transfer) throw transferNotFound()
  return transfer
}

/** Out of one place and on its way to another, which expects it. */
export async function send(ctx: Ctx, { fromId, toId, note, lines }: SendTransfer): Promise<Transfer> {
  const all = await places(ctx)
  const [from, to, transit] = [all.at(fromId), all.at(toId), all.at('transit')]
  // What came back may be put on a shelf again.
  if (!(isSoldFrom(from.kind) || from.kind === 'quality') || !isSoldFrom(to.kind)) throw locationNotOurs()
  const id = ctx.newId()
  const posted = await post(ctx, {
    document: { kind: 'transfer', id },
    lines: lines.map((line, i) => ({ ...line, key: `${i}:out`, from: from.id, to: transit.id, note })),
  })
  await store.insert(
    ctx,
    { id, fromId: from.id, toId: to.id, note },
    posted.map(({ variantId, lotId, quantityMilli }) => ({ id: ctx.newId(), variantId, lotId, sentMilli: quantityMilli })),
  )
  await expect(
    ctx,
    to.id,
    posted.map(({ variantId, quantityMilli }) => ({ variantId, byMilli: quantityMilli })),
  )
  return told(ctx, id, 'inventory.transfer.sent')
}

/** What arrived; with the last of it, or when no more will come, the transfer is over. */
export async function receive(ctx: Ctx, { id, lines: given, isComplete }: ReceiveTransfer): Promise<Transfer> {
  const transfer = await open(ctx, id)
  const lines = transfer.lines.map((line) => ({ ...line, comesMilli: 0 }))
  for (const { lineId, quantityMilli } of given) {
    const line = lines.find((one) => one.id === lineId)
    if (!line) throw transferLineUnknown()
    line.comesMilli += quantityMilli
    if (line.comesMilli > leftOf(line)) throw moreThanSent({ name: line.name, left: inWords(ctx, leftOf(line), line.unit) })
  }
  const settled = lines.map((line) => ({ ...line, goneMilli: isComplete ? leftOf(line) - line.comesMilli : 0 }))
  // One line after the other: of which step each move is, its key says.
  const step = transfer.version
  await post(ctx, {
    document: { kind: 'transfer', id },
    lines: settled.flatMap(({ id: lineId, variantId, lot, comesMilli, goneMilli }) => {
      const line = { variantId, lotId: lot?.id ?? null, from: 'transit', note: transfer.note }
      return [
        ...(comesMilli > 0 ? [{ ...line, key: `${lineId}:in:${step}`, quantityMilli: comesMilli, to: transfer.toId }] : []),
        ...(goneMilli > 0 ? [{ ...line, key: `${lineId}:lost:${step}`, quantityMilli: goneMilli, to: 'adjustment', reason: 'lost' }] : []),
      ]
    }),
  })
  return close(ctx, transfer, 'inventory.transfer.received', settled)
}

export async function cancel(ctx: Ctx, { id }: { id: string }): Promise<Transfer> {
  const transfer = await open(ctx, id)
  const back = transfer.lines.filter((line) => leftOf(line) > 0)
  await post(ctx, {
    document: { kind: 'transfer', id },
    lines: back.map((line) => ({
      key: `${line.id}:back`,
      variantId: line.variantId,
      lotId: line.lot?.id ?? null,
      quantityMilli: leftOf(line),
      from: 'transit',
      to: transfer.fromId,
      note: transfer.note,
    })),
  })
  await expect(
    ctx,
    transfer.toId,
    back.map((line) => ({ variantId: line.variantId, byMilli: -leftOf(line) })),
  )
  await store.settle(ctx, id, 'cancelled', [])
  return told(ctx, id, 'inventory.transfer.cancelled')
}

type Settled = TransferLine & { comesMilli: number; goneMilli: number }

async function close(ctx: Ctx, transfer: Transfer, action: 'inventory.transfer.received', settled: readonly Settled[]): Promise<Transfer> {
  await expect(
    ctx,
    transfer.toId,
    settled.map(({ variantId, comesMilli, goneMilli }) => ({ variantId, byMilli: -(comesMilli + goneMilli) })),
  )
  const after = settled.map(({ id, receivedMilli, lostMilli, comesMilli, goneMilli, ...line }) => ({
    ...line,
    id,
    receivedMilli: receivedMilli + comesMilli,
    lostMilli: lostMilli + goneMilli,
  }))
  await store.settle(ctx, transfer.id, after.every((line) => leftOf(line) === 0) ? 'received' : 'sent', after)
  return told(ctx, transfer.id, action)
}

const leftOf = ({ sentMilli, receivedMilli, lostMilli }: Pick<TransferLine, 'sentMilli' | 'receivedMilli' | 'lostMilli'>): number =>
  sentMilli - receivedMilli - lostMilli

async function open(ctx: Ctx, id: string): Promise<Transfer> {
  const transfer = await store.lock(ctx, id)
  if (!transfer) throw transferNotFound()
  if (transfer.state !== 'sent') throw transferClosed()
  return transfer
}

type Action = 'inventory.transfer.sent' | 'inventory.transfer.received' | 'inventory.transfer.cancelled'
async function told(ctx: Ctx, id: string, action: Action): Promise<Transfer> {
  const transfer = await get(ctx, { id })
  const [first] = transfer.lines
  ctx.audit({
    action,
    subject: { kind: 'stock-transfer', id, name: first?.name ?? '' },
    after: {
      state: transfer.state,
      lines: transfer.lines.map(({ name, sentMilli, receivedMilli, lostMilli }) => ({ name, sentMilli, receivedMilli, lostMilli })),
    },
  })
  return transfer
}
