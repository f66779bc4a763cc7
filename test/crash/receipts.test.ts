import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { isUp, signedIn, type Answer, type Desk } from './desk.ts'
import { setScene, type Scene } from './scene.ts'

/**
 * Goods of five hundred lines are taken in while the app is killed at any moment: of each delivery everything is there or
 * nothing, on paper and on the shelf. Who was not answered asks again with the same key.
 */
const lineCount = Number(process.env.YAPA_TEST_LINES ?? 500)
const kills = Number(process.env.YAPA_TEST_KILLS ?? 12)

/** A supplier of so many things that the shop counts. */
async function goods({ ask, done }: Desk): Promise<{ supplierId: string; variantIds: string[] }> {
  const variantIds: string[] = []
  for (let i = 0; i < lineCount; i++) {
    const product = { name: `Repuesto ${i}`, taxKind: 'taxed', taxBasisPoints: 2100 }
    variantIds.push((await done(ask('POST', '/products', product))).variants[0].id as string)
  }
  await done(ask('POST', '/stock-items', { variantIds }))
  const contact = await done(ask('POST', '/contacts', { name: 'Repuestos del Norte' }))
  return { supplierId: (await done(ask('POST', '/suppliers', { contactId: contact.id }))).id as string, variantIds }
}

async function anOrder({ ask, done }: Desk, { supplierId, variantIds }: Awaited<ReturnType<typeof goods>>): Promise<Answer['body']> {
  const lines = variantIds.map((variantId) => ({ variantId, quantityMilli: 2000, priceMinor: 1_000 }))
  const draft = await done(ask('POST', '/purchase-orders', { supplierId, lines }))
  return done(ask('POST', `/purchase-orders/${draft.id}/sends`, { via: 'hand' }, { 'if-match': `"${draft.version}"` }))
}

/** What is there of an order: lines on paper, moves on the shelf, and whether levels are what was moved. */
async function found(scene: Scene, orderId: string): Promise<{ lines: number; moves: number; received: number; apart: number }> {
  const client = new pg.Client(scene.admin)
  await client.connect()
  try {
    const { rows } = await client.query(
      `select (select count(*)::int from purchasing.receipt_line l join purchasing.receipt r on r.id = l.receipt_id where r.order_id = $1) as lines,
        (select count(*)::int from inventory.stock_move m join purchasing.receipt r on r.id = m.document_id where r.order_id = $1) as moves,
        (select count(*)::int from purchasing.order_line l where l.order_id = $1 and l.received_milli > 0) as received,
        (select count(*)::int from inventory.stock_level s where s.on_hand_milli <> (
          select coalesce(sum(case when m.to_id = s.location_id then m.quantity_milli else -m.quantity_milli end), 0)
          from inventory.stock_move m where m.variant_id = s.variant_id and s.location_id in (m.from_id, m.to_id))) as apart`,
      [orderId],
    )
    return rows[0]
  } finally {
    await client.end()
  }
}

test(`${lineCount} lines of a delivery are all there or none, whenever the app is killed`, { timeout: 1_200_000 }, async (t) => {
  const scene = await setScene()
  try {
    const desk = await signedIn(scene)
    const sold = await goods(desk)
    const seen = { none: 0, all: 0 }
    let took = 400
    for (let i = 0; i < kills; i++) {
      const order = await anOrder(desk, sold)
      const lines = order.lines.map(({ id }: { id: string }) => ({ orderLineId: id, quantityMilli: 2000 }))
      const headers = { 'if-match': `"${order.version}"`, 'idempotency-key': randomUUID() }
      const began = Date.now()
      const sending = desk.ask('POST', `/purchase-orders/${order.id}/receipts`, { lines }, headers).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * took))
      scene.kill('app')
      const answer = await sending
      if (answer?.status === 200) took = Math.max(50, Date.now() - began)
      await isUp(scene)
      const there = await found(scene, order.id)
      assert.ok(there.lines === 0 || there.lines === lineCount, `${there.lines} of ${lineCount} lines`)
      assert.deepEqual([there.moves, there.received, there.apart], [there.lines, there.lines, 0])
      if (answer?.status === 200) assert.equal(there.lines, lineCount, 'what was answered is there')
      seen[there.lines === 0 ? 'none' : 'all']++
      // Whoever was not answered asks again: it is taken in once.
      const again = await desk.ask('POST', `/purchase-orders/${order.id}/receipts`, { lines }, headers)
      assert.ok(again.status === 200 || again.status === 409, JSON.stringify(again.body))
      const after = await found(scene, order.id)
      assert.deepEqual([after.lines, after.moves, after.apart], [lineCount, lineCount, 0])
    }
    t.diagnostic(`${seen.none} deliveries were not there after the kill, ${seen.all} were, none in part`)

    // The control: the same goods in a receipt for each line are there in part.
    const order = await anOrder(desk, sold)
    let version = order.version as number
    let answered = 0
    const one = async (): Promise<void> => {
      for (const { id } of order.lines as { id: string }[]) {
        const body = { lines: [{ orderLineId: id, quantityMilli: 2000 }] }
        const answer = await desk.ask('POST', `/purchase-orders/${order.id}/receipts`, body, { 'if-match': `"${version}"` })
        version = answer.body.version as number
        if (++answered === 5) scene.kill('app')
      }
    }
    await one().catch(() => undefined)
    await isUp(scene)
    const { lines } = await found(scene, order.id)
    assert.ok(lines >= 5 && lines < lineCount, `a control that is never there in part proves nothing: ${lines}`)
  } finally {
    await scene.end()
  }
})
