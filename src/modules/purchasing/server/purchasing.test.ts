import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createForDemo, DemoTemplate } from '#conversations/server/templates/demo-templates.ts'
import { aShop as anInbox, only } from '#conversations/server/testing/stage.ts'
import { costOf, levelsOf } from '#inventory/server/levels/levels.ts'
import type { TestOrg } from '#kernel/testing/org.ts'
import { canBuy, canReadPurchases, canReceiveGoods } from '#purchasing/contract/permissions.ts'
import { aBuyer, anOrder, aProduct, ok, seen, line } from '#purchasing/server/testing/buying.ts'

const shelf = async (shop: TestOrg, variantId: string) => {
  const levels = await shop.read((ctx) => levelsOf(ctx, [variantId]))
  const sum = (key: 'onHandMilli' | 'incomingMilli'): number => levels.reduce((all, one) => all + one[key], 0)
  return { onHand: sum('onHandMilli') / 1000, incoming: sum('incomingMilli') / 1000 }
}

test('what runs out is ordered, approved, sent, received, costed, billed and paid', async (t) => {
  const { shop, drink, contact, supplier } = await aBuyer(t)
  const tag = (await ok(shop.http.get(`/contacts/${contact.id}`))).relations
  assert.deepEqual(tag, ['supplier'])
  const setting = await ok(shop.http.get('/purchasing-setting'))
  const { currency: _currency, version: _version, ...said } = setting
  await ok(shop.http.put('/purchasing-setting', { ...said, approvalOverMinor: 5_000_000 }, seen(setting)))

  const { items } = await ok(shop.http.get('/purchase-suggestions'))
  assert.equal(items.length, 1)
  assert.equal(items[0].offer.quantityMilli, 5000, '60 are missing: five boxes')
  const { items: drafts } = await ok(shop.http.post('/purchase-suggestions/orders', {}))
  assert.equal(drafts.length, 1)
  const draft = await ok(shop.http.get(`/purchase-orders/${drafts[0].id}`))
  assert.deepEqual([draft.totalMinor, draft.approval, draft.number], [6_000_000, 'needed', null])

  const early = await shop.http.post(`/purchase-orders/${draft.id}/sends`, { via: 'hand' }, seen(draft))
  assert.deepEqual([early.status, early.body.code, early.body.details.why], [409, 'purchasing.action_refused', 'approval_needed'])
  const buyer = shop.as({ name: 'Paula', permissions: [canReadPurchases, canBuy, canReceiveGoods] })
  assert.equal((await buyer.http.put(`/purchase-orders/${draft.id}/approval`, { decision: 'approved' }, seen(draft))).status, 403)
  const unexplained = await shop.http.put(`/purchase-orders/${draft.id}/approval`, { decision: 'refused' }, seen(draft))
  assert.equal(unexplained.body.code, 'purchasing.reason_missing')
  const approved = await ok(shop.http.put(`/purchase-orders/${draft.id}/approval`, { decision: 'approved' }, seen(draft)))
  const edited = await ok(buyer.http.patch(`/purchase-orders/${draft.id}`, { note: 'Antes de las 10' }, seen(approved)))
  assert.equal(edited.approval, 'needed', 'what was agreed to was another order')
  const again = await ok(shop.http.put(`/purchase-orders/${draft.id}/approval`, { decision: 'approved' }, seen(edited)))
  const sent = await ok(buyer.http.post(`/purchase-orders/${draft.id}/sends`, { via: 'mail' }, seen(again)))
  assert.match(sent.number, /^CPEG\d\d-00001$/)
  assert.deepEqual([sent.state, sent.sentState], ['sent', 'queued'])
  assert.deepEqual(await shelf(shop, drink), { onHand: 0, incoming: 60 })

  const first = await ok(shop.http.post(`/purchase-orders/${sent.id}/receipts`, { document: 'R-1', lines: [line(sent, 2000)] }, seen(sent)))
  assert.equal(first.state, 'partially_received')
  assert.deepEqual(await shelf(shop, drink), { onHand: 24, incoming: 36 })
  const late = await shop.http.post(`/purchase-orders/${sent.id}/receipts`, { lines: [line(sent, 2000)] }, seen(sent))
  assert.deepEqual([late.status, late.body.code], [409, 'kernel.changed_meanwhile'], 'somebody took in the same delivery')
  assert.deepEqual(await shelf(shop, drink), { onHand: 24, incoming: 36 })

  const [receipt] = (await ok(shop.http.get(`/purchase-orders/${sent.id}/receipts`))).items
  const landed = await ok(
    shop.http.post(`/purchase-receipts/${receipt.id}/landed-costs`, { name: 'Flete', amountMinor: 240_000, basis: 'value' }),
  )
  assert.deepEqual([landed.valueMinor, landed.landedMinor], [2_400_000, 240_000])
  const { items: effects } = await ok(shop.http.get(`/purchase-receipts/${receipt.id}/costs`))
  assert.deepEqual(
    { ...effects[0], variantId: '', name: '' },
    {
      variantId: '',
      name: '',
      oldCostMinor: null,
      paidMinor: 110_000,
      newCostMinor: 110_000,
      currency: 'ARS',
      priceMinor: 200_000,
      oldMargin: null,
      newMargin: 4_500,
      isFree: false,
    },
  )
  const [worth] = await shop.read((ctx) => costOf(ctx, [drink]))
  assert.equal(worth?.unitCostMinor, 110_000, 'the freight is on the shelf too')
  const confirmed = {
    items: effects.map((one: any) => ({ variantId: one.variantId, oldCostMinor: one.oldCostMinor, newCostMinor: one.newCostMinor })),
  }
  const stale = await shop.http.put(`/purchase-receipts/${receipt.id}/costs`, { items: [{ ...confirmed.items[0], oldCostMinor: 1 }] })
  assert.equal(stale.body.code, 'purchasing.cost_moved')
  await ok(shop.http.put(`/purchase-receipts/${receipt.id}/costs`, confirmed))
  const product = (await ok(shop.http.get('/products?search=coca'))).items[0]
  assert.equal((await ok(shop.http.get(`/products/${product.id}`))).variants[0].costMinor, 110_000)
  const after = await shop.http.post(`/purchase-receipts/${receipt.id}/landed-costs`, { name: 'Más', amountMinor: 1, basis: 'value' })
  assert.equal(after.body.code, 'purchasing.receipt_costed')

  const now = await ok(shop.http.get(`/purchase-orders/${sent.id}`))
  const whole = await ok(shop.http.post(`/purchase-orders/${sent.id}/receipts`, { lines: [line(sent, 3000)] }, seen(now)))
  assert.deepEqual([whole.state, await shelf(shop, drink)], ['received', { onHand: 60, incoming: 0 }])
  const bill = await ok(
    shop.http.post('/supplier-bills', {
      supplierId: supplier.id,
      orderId: sent.id,
      number: 'A-0001-00000042',
      billedOn: '2026-11-20',
      taxMinor: 1_260_000,
      lines: [{ ...line(sent, 5000), priceMinor: 1_200_000 }],
    }),
  )
  assert.deepEqual([bill.netMinor, bill.totalMinor, bill.dueOn, bill.isHeld], [6_000_000, 7_260_000, '2026-12-20', false])
  const twice = await shop.http.post('/supplier-bills', {
    supplierId: supplier.id,
    number: 'A-0001-00000042',
    billedOn: '2026-11-20',
    netMinor: 5,
  })
  assert.equal(twice.body.code, 'purchasing.bill_there')
  const pay = (amountMinor: number) =>
    shop.http.post('/supplier-payments', {
      supplierId: supplier.id,
      method: 'transfer',
      paidOn: '2026-11-20',
      parts: [{ billId: bill.id, amountMinor }],
    })
  assert.equal((await pay(7_260_001)).body.code, 'purchasing.overpaid')
  const [one, other] = await Promise.all([pay(5_000_000), pay(5_000_000)])
  assert.deepEqual([one.status, other.status].toSorted(), [200, 422], 'the second one would have paid more than is owed')
  assert.equal((await ok(shop.http.get('/supplier-ageing'))).totals[0].totalMinor, 2_260_000)
  await ok(pay(2_260_000))
  const closed = await ok(shop.http.get(`/purchase-orders/${sent.id}`))
  assert.equal(closed.state, 'closed')
  const onClosed = await shop.http.post(`/purchase-orders/${sent.id}/receipts`, { lines: [line(sent, 1000)] }, seen(closed))
  assert.deepEqual([onClosed.status, onClosed.body.details.state], [409, 'closed'])
  assert.equal((await ok(shop.http.get(`/suppliers/${supplier.id}`))).leadTime.count, 1)
  await shop.settle()
  const timeline = await ok(shop.http.get(`/contacts/${contact.id}/timeline`))
  assert.ok(timeline.items.some(({ kind }: { kind: string }) => kind === 'purchasing.purchase-sent'))
})

test('a draft that was called off is told beside the supplier by what it was: it never had a number', async (t) => {
  const { shop, drink, supplier, contact } = await aBuyer(t)
  const draft = await ok(
    shop.http.post('/purchase-orders', { supplierId: supplier.id, lines: [{ variantId: drink, quantityMilli: 4000 }] }),
  )
  await ok(shop.http.put(`/purchase-orders/${draft.id}/cancellation`, { reason: 'No mandan más' }, seen(draft)))
  await shop.settle()
  const { items } = await ok(shop.http.get(`/contacts/${contact.id}/timeline`))
  const [told] = items.filter(({ kind }: { kind: string }) => kind === 'purchasing.purchase-cancelled')
  assert.equal(told.words, 'purchasing.timeline.draft-cancelled')
})

test('of two who take in the same delivery at the same moment one is told, and a control without the version takes it in twice', async (t) => {
  const { shop, drink, supplier } = await aBuyer(t)
  const order = await anOrder(shop, supplier.id, [{ variantId: drink, quantityMilli: 4000 }])
  const take = (version: { version: number }) =>
    shop.http.post(`/purchase-orders/${order.id}/receipts`, { lines: [line(order, 2000)] }, seen(version))
  const answers = await Promise.all([take(order), take(order)])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  assert.equal((await shelf(shop, drink)).onHand, 24)
  // The control: who asks again with what is there now is believed.
  await ok(take(await ok(shop.http.get(`/purchase-orders/${order.id}`))))
  assert.equal((await shelf(shop, drink)).onHand, 48)
})

test('an order is closed or cancelled only as it was looked at, and what is missing of it is expected until then', async (t) => {
  const { shop, drink, supplier } = await aBuyer(t)
  const lines = [{ variantId: drink, quantityMilli: 4000 }]
  const end = (how: 'closing' | 'cancellation', { id, version }: { id: string; version: number }) =>
    shop.http.put(`/purchase-orders/${id}/${how}`, { reason: 'No mandan más' }, seen({ version }))
  const draft = await ok(shop.http.post('/purchase-orders', { supplierId: supplier.id, lines }))
  const edited = await ok(shop.http.patch(`/purchase-orders/${draft.id}`, { note: 'Antes de las 10' }, seen(draft)))
  assert.equal((await end('cancellation', draft)).body.code, 'kernel.changed_meanwhile')
  const blind = await shop.http.put(`/purchase-orders/${draft.id}/cancellation`, { reason: 'No mandan más' })
  assert.equal(blind.body.code, 'kernel.if_match_missing')
  const cancelled = await ok(end('cancellation', edited))
  assert.deepEqual([cancelled.state, cancelled.closeReason], ['cancelled', 'No mandan más'])

  const order = await anOrder(shop, supplier.id, lines)
  const received = await ok(shop.http.post(`/purchase-orders/${order.id}/receipts`, { lines: [line(order, 1000)] }, seen(order)))
  assert.equal((await end('closing', order)).body.code, 'kernel.changed_meanwhile')
  assert.deepEqual(await shelf(shop, drink), { onHand: 12, incoming: 36 })
  assert.equal((await ok(end('closing', received))).state, 'closed')
  assert.deepEqual(await shelf(shop, drink), { onHand: 12, incoming: 0 })
})

test('more than is tolerated, a number of pieces that nobody counted and what has expired are refused by name, and change nothing', async (t) => {
  const { shop, drink, supplier } = await aBuyer(t)
  const chicken = await aProduct(shop, { name: 'Pollo' })
  await ok(
    shop.http.post('/supplier-items', {
      supplierId: supplier.id,
      variantId: chicken,
      supplyUnit: 'kg',
      supplyMilli: 2300,
      stockMilli: 1000,
      isWhole: false,
      priceMinor: 250_000,
    }),
  )
  const order = await anOrder(shop, supplier.id, [
    { variantId: drink, quantityMilli: 20_000 },
    { variantId: chicken, quantityMilli: 46_000 },
  ])
  const [box, birds] = order.lines
  const receive = (lines: unknown[], more: Record<string, unknown> = {}, who: Pick<TestOrg, 'http'> = shop) =>
    who.http.post(`/purchase-orders/${order.id}/receipts`, { lines, ...more }, seen(order))
  const tooMany = await receive([{ orderLineId: box.id, quantityMilli: 22_000 }])
  assert.deepEqual([tooMany.body.code, tooMany.body.details.most], ['purchasing.too_much', '21'])
  const clerk = shop.as({ permissions: [canReadPurchases, canReceiveGoods] })
  assert.equal((await receive([{ orderLineId: box.id, quantityMilli: 22_000 }], { acceptsMore: true }, clerk)).status, 403)
  const uncounted = await receive([{ orderLineId: birds.id, quantityMilli: 45_200 }])
  assert.deepEqual([uncounted.body.code, uncounted.body.details], ['purchasing.count_missing', { name: 'Pollo', below: '19', above: '20' }])
  const old = await receive([{ orderLineId: box.id, quantityMilli: 1000, lotCode: 'L1', expiresOn: '2020-01-01' }])
  assert.equal(old.body.code, 'purchasing.expired')
  assert.equal((await receive([{ orderLineId: order.id, quantityMilli: 1000 }])).body.code, 'purchasing.line_unknown')
  assert.deepEqual(await shelf(shop, drink), { onHand: 0, incoming: 240 })

  const all = await ok(
    receive(
      [
        { orderLineId: box.id, quantityMilli: 22_000 },
        { orderLineId: birds.id, quantityMilli: 45_200, stockMilli: 20_000 },
      ],
      { acceptsMore: true },
    ),
  )
  assert.equal(all.lines[0].receivedMilli, 22_000)
  assert.equal(all.state, 'partially_received', '800 grams of chicken are missing and none may be')
  const [receipt] = (await ok(shop.http.get(`/purchase-orders/${order.id}/receipts`))).items
  const back = (quantityMilli: number) =>
    shop.http.post(
      `/purchase-orders/${order.id}/returns`,
      { reason: 'Cajas rotas', lines: [{ receiptLineId: receipt.lines[0].id, quantityMilli }] },
      seen(all),
    )
  assert.equal((await back(23_000)).body.code, 'purchasing.return_too_much')
  await ok(back(2000))
  assert.equal((await back(2000)).body.code, 'kernel.changed_meanwhile', 'somebody gave them back already')
  assert.deepEqual(await shelf(shop, drink), { onHand: 240, incoming: 0 })
})

test('a supplier who has not written for a day gets the order as an approved message with its PDF, and without one it stays a draft', async (t) => {
  const inbox = await anInbox(t)
  const { shop, drink } = await aBuyer(t, inbox)
  await shop.hear({ from: '5493515550130', text: 'Buen día', name: 'Aceitera Norte' })
  await shop.settle()
  const conversation = only(await shop.list())
  const supplier = await ok(shop.http.post('/suppliers', { contactId: conversation.contactId }))
  const draftOf = () =>
    ok(shop.http.post('/purchase-orders', { supplierId: supplier.id, lines: [{ variantId: drink, quantityMilli: 2000, priceMinor: 0 }] }))
  const send = (draft: { id: string; version: number }) =>
    shop.http.post(`/purchase-orders/${draft.id}/sends`, { via: 'whatsapp' }, seen(draft))
  const papers = async () =>
    (await shop.messages(conversation.id))
      .toReversed()
      .flatMap(({ direction, content }) => (direction === 'out' ? [JSON.stringify(content)] : []))
  await ok(send(await draftOf()))
  await shop.settle()
  assert.match((await papers()).at(-1) ?? '', /CPEG?\w*\d\d-00001\.pdf/)
  shop.clock.advance({ hours: 30 })
  const late = await draftOf()
  const refused = await send(late)
  assert.deepEqual([refused.status, refused.body.code], [409, 'conversations.window_closed'], JSON.stringify(refused.body))
  assert.equal((await ok(shop.http.get(`/purchase-orders/${late.id}`))).state, 'draft')
  const design = {
    header: { kind: 'document', fileId: null },
    body: '{{1}}, va la orden {{2}}',
    examples: { 'body:1': 'Sur', 'body:2': 'OC-1' },
  }
  await shop.run((ctx) =>
    createForDemo(ctx, shop.channel.wabaId ?? '', [DemoTemplate.parse({ name: 'orden', category: 'utility', design })]),
  )
  const { id: templateId } = only((await shop.http.get('/templates')).body.items as { id: string }[])
  const setting = await ok(shop.http.get('/purchasing-setting'))
  const { currency: _currency, version: _version, ...said } = setting
  const orderTemplate = { templateId, values: { 'body:1': '{{proveedor}}', 'body:2': '{{orden}}' } }
  await ok(shop.http.put('/purchasing-setting', { ...said, orderTemplate }, seen(setting)))
  const sent = await ok(send(late))
  await shop.settle()
  const last = (await papers()).at(-1) ?? ''
  assert.ok(last.includes(`Aceitera Norte, va la orden ${sent.number}`) && last.includes(`${sent.number}.pdf`), last)
  // What costs nothing comes for nothing, and is worth nothing.
  await ok(shop.http.post(`/purchase-orders/${sent.id}/receipts`, { lines: [line(sent, 2000)] }, seen(sent)))
  const [worth] = await shop.read((ctx) => costOf(ctx, [drink]))
  assert.deepEqual([worth?.quantityMilli, worth?.valueMinor, worth?.unitCostMinor], [2_000, 0, 0])
})
