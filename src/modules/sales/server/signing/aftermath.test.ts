import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop } from '#conversations/server/testing/stage.ts'
import { eraseRows } from '#kernel/privacy/erasure.ts'
import { make as createProduct } from '#commerce/server/catalogue/products.ts'
import { write as setPrices } from '#commerce/server/prices/prices.ts'
import * as notices from '#identity/server/notices/notices.ts'
import * as proposals from '#sales/server/proposals/proposals.ts'
import { revise, submit } from '#sales/server/proposals/states.ts'
import { followAcceptance } from '#sales/server/signing/followups.ts'
import { signingReports, results, setCost } from '#sales/server/signing/reports.ts'
import { yes, type Case, aProposal, line, leave, pathOf, ask, answer, see, state } from '#sales/server/testing/offer.ts'

test('what became of proposals is counted, with how long it took and what it brought', async (t) => {
  const shop = await aShop(t)
  const [accepted, rejected, open] = [await aProposal(shop), await aProposal(shop), await aProposal(shop)]
  const urls = [await leave(accepted), await leave(rejected), await leave(open)].map(({ url }) => url)
  await shop.run((ctx) => setCost(ctx, { amountMinor: 100_000, currency: 'ARS' }))
  shop.clock.advance({ hours: 5 })
  await answer(accepted, urls[0] ?? '', 'accept', { version: '1', ...yes })
  await answer(rejected, urls[1] ?? '', 'reject', { version: '1', reason: 'Otra vez será' })
  const all = await shop.read((ctx) => results(ctx, { days: 30 }))
  assert.deepEqual([all.sent, all.accepted, all.rejected, all.conversion], [3, 1, 1, 1 / 3])
  assert.equal(all.medianSeconds, 5 * 3600)
  assert.deepEqual(all.money, [
    {
      currency: 'ARS',
      sent: 3,
      sentMinor: 5_400_000,
      wonMinor: 1_800_000,
      discountMinor: 200_000,
      returnRatio: (1_800_000 - 300_000) / 300_000,
    },
  ])
  const period = { from: '2020-01-01T00:00:00Z', to: '2040-01-01T00:00:00Z', zone: 'America/Argentina/Buenos_Aires', brandId: null }
  for (const report of signingReports)
    for (const groupBy of report.groups) {
      const table = await shop.read((ctx) => report.measure(ctx, { ...period, groupBy }))
      assert.ok(
        table.rows.length > 0 && table.rows.every(({ cells }) => cells.length === table.columns.length),
        `${report.code} by ${groupBy}`,
      )
    }
})

test('of an accepted proposal a draft order is made once, unless that is switched off; what cannot be made is left to its owner', async (t) => {
  const shop = await aShop(t)
  const sold = async (name: string): Promise<string> => {
    const made = await shop.run((ctx) => createProduct(ctx, { name, taxKind: 'taxed', taxBasisPoints: 2100 }))
    const variantId = made.variants[0]?.id ?? ''
    await shop.run((ctx) => setPrices(ctx, { listId: 'main', items: [{ variantId, amountMinor: 950_000, leastMilli: 0, from: null }] }))
    return variantId
  }
  const chicken = await sold('Pollo entero')
  const offer = async (variantId: string): Promise<Case> => {
    const one = await aProposal(shop)
    await shop.run((ctx) => revise(ctx, { id: one.proposal.id }))
    const { version } = await shop.read((ctx) => proposals.get(ctx, { id: one.proposal.id }))
    const lines = [{ ...line(900_000), variantId }, line(50_000)]
    await shop.run((ctx) => proposals.update(ctx, { id: one.proposal.id, lines }), { ifMatch: version })
    await shop.run((ctx) => submit(ctx, { id: one.proposal.id }))
    return one
  }
  const sign = async (one: Case): Promise<string> => {
    const { url } = await leave(one)
    await answer(one, url, 'accept', { version: '1', ...yes })
    await shop.settle()
    return url
  }
  const first = await offer(chicken)
  const url = await sign(first)
  const { made } = await see(first)
  assert.deepEqual(
    made.map(({ code, name }) => [code, name]),
    [['orders.create-order', 'Catering']],
  )
  const order = (await shop.http.get(`/orders/${made[0]?.href.split('/').at(-1)}`)).body
  assert.deepEqual([order.state, order.number, order.contactId, order.lines.length], ['draft', null, first.contactId, 1])
  assert.deepEqual([order.lines[0].variantId, order.lines[0].quantityMilli], [chicken, 2_000])
  assert.deepEqual([order.totalMinor, order.lines[0].agreed.totalMinor], [1_620_000, 1_620_000], 'the catalogue asks 19.000 for it')
  assert.match(order.note, /Ana Ruiz la aceptó por .*17\.100,00\.\n.*fuera del catálogo:\n- 2 Pollo para 40/)
  const kept = (await shop.http.put(`/orders/${order.id}/state`, { state: 'received' })).body
  assert.deepEqual([kept.state, kept.totalMinor], ['received', 1_620_000], 'also when it is finished')
  const count = async () => (await shop.http.get('/orders')).body.items.length
  const before = await count()
  await answer(first, url, 'accept', { version: '1', ...yes })
  const { proposal } = first
  await shop.run((ctx) => Promise.resolve(ctx.enqueue(followAcceptance, { proposalId: proposal.id, version: 1, signerName: 'Ana Ruiz' })))
  await shop.settle()
  assert.deepEqual([(await see(first)).made.length, await count()], [1, before])

  const gone = await offer(await sold('Ya no'))
  const [archived] = (await shop.http.get('/products?search=ya')).body.items
  assert.equal((await shop.http.put(`/products/${archived.id}/archival`, { isArchived: true })).status, 200)
  await sign(gone)
  assert.deepEqual([await state(gone), (await see(gone)).made], ['accepted', []])
  const told = (await shop.run((ctx) => notices.list(ctx, { limit: 20 }))).items.map(({ words }) => words)
  assert.ok(told.includes('sales.notices.proposal_followup_left'), told.join())

  const settings = await shop.http.get('/proposal-settings')
  assert.deepEqual(settings.body.followups, [{ code: 'orders.create-order', isOn: true }])
  const off = { limits: [], prefixes: [], followups: [{ code: 'orders.create-order', isOn: false }] }
  const saved = await shop.http.put('/proposal-settings', off, { headers: { 'if-match': `"${settings.body.version}"` } })
  assert.deepEqual(saved.body.followups, off.followups)
  const third = await offer(chicken)
  await sign(third)
  assert.deepEqual([(await see(third)).made, await count()], [[], before])
})

test('whoever asks to be forgotten takes their proposals along, with what was proven by them', async (t) => {
  const shop = await aShop(t)
  const one = await aProposal(shop)
  const { url } = await leave(one)
  await answer(one, url, 'comment', { text: 'Gracias', version: '1' })
  await answer(one, url, 'accept', { version: '1', ...yes })
  const person = { contactIds: [one.contactId], marks: [one.contactId], names: [] }
  const { rowsByTable } = await shop.run((ctx) => eraseRows(ctx, person))
  for (const table of ['proposal_event', 'proposal_send', 'proposal_comment', 'proposal_view', 'proposal', 'proposal_version'])
    assert.ok((rowsByTable[`sales.${table}`] ?? 0) > 0, table)
  assert.equal((await ask(shop, 'GET', pathOf(url))).status, 404)
})
