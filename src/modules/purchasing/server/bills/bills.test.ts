import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aBuyer, anOrder, ok, seen, line } from '#purchasing/server/testing/buying.ts'

test('a bill that says more than came, or another price, waits until somebody has looked; credits count against what is owed', async (t) => {
  const { shop, drink, supplier, item } = await aBuyer(t)
  const order = await anOrder(shop, supplier.id, [{ variantId: drink, quantityMilli: 10_000 }])
  await ok(shop.http.post(`/purchase-orders/${order.id}/receipts`, { lines: [line(order, 8000)] }, seen(order)))
  const billOf = (number: string, quantityMilli: number, priceMinor: number, kind = 'bill') =>
    shop.http.post('/supplier-bills', {
      supplierId: supplier.id,
      orderId: order.id,
      kind,
      number,
      billedOn: '2026-10-01',
      lines: [{ orderLineId: order.lines[0].id, quantityMilli, priceMinor }],
    })
  const bill = await ok(billOf('A-1', 10_000, 1_300_000))
  assert.deepEqual(
    bill.differences.map(({ kind, expected, found }: any) => [kind, expected, found]),
    [
      ['quantity', 8000, 10_000],
      ['price', 1_200_000, 1_300_000],
    ],
  )
  const pay = (parts: { billId: string; amountMinor: number }[]) =>
    shop.http.post('/supplier-payments', { supplierId: supplier.id, method: 'cash', paidOn: '2026-11-01', parts })
  assert.equal((await pay([{ billId: bill.id, amountMinor: 1 }])).body.code, 'purchasing.bill_held')
  const released = await ok(shop.http.put(`/supplier-bills/${bill.id}/release`, {}, seen(bill)))
  assert.equal(released.isHeld, false)
  const prices = await ok(shop.http.get(`/supplier-items/${item.id}/prices`))
  assert.deepEqual(prices.items.map(({ priceMinor, source }: any) => [priceMinor, source]).toSorted(), [
    [1_200_000, 'typed'],
    [1_300_000, 'bill'],
  ])
  const credit = await ok(billOf('NC-1', 2000, 1_300_000, 'credit'))
  const ageing = await ok(shop.http.get('/supplier-ageing'))
  assert.equal(ageing.totals[0].totalMinor, 13_000_000 - 2_600_000)
  assert.equal((await shop.http.put(`/supplier-bills/${bill.id}/voiding`, { reason: 'Mal cargada' })).body.code, 'purchasing.bill_credited')
  assert.equal((await pay([{ billId: credit.id, amountMinor: 5 }])).body.code, 'purchasing.credit_too_large')
  const paid = await ok(
    pay([
      { billId: bill.id, amountMinor: 13_000_000 },
      { billId: credit.id, amountMinor: 2_600_000 },
    ]),
  )
  assert.equal(paid.amountMinor, 10_400_000)
  assert.equal((await ok(shop.http.get('/supplier-ageing'))).totals.length, 0)
  assert.equal((await shop.http.put(`/supplier-bills/${bill.id}/voiding`, { reason: 'x' })).body.code, 'purchasing.bill_paid')
})

test('a contact that absorbs a supplier has its account, and gives it back when that is undone', async (t) => {
  const { shop, contact, supplier } = await aBuyer(t)
  const other = await ok(shop.http.post('/contacts', { name: 'Sur SRL' }))
  const again = await shop.http.post('/suppliers', { contactId: contact.id })
  assert.equal(again.body.code, 'purchasing.supplier_there')
  const merged = await ok(shop.http.post(`/contacts/${other.id}/merges`, { otherId: contact.id, survivorId: other.id }))
  const account = await ok(shop.http.get(`/suppliers/${supplier.id}`))
  assert.equal(account.contactId, other.id)
  await ok(shop.http.put(`/contact-merges/${merged.id}/undo`, {}))
  assert.equal((await ok(shop.http.get(`/suppliers/${supplier.id}`))).contactId, contact.id)
})
