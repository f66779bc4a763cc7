import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { make as createProduct } from '#commerce/server/catalogue/products.ts'
import { write as setPrices } from '#commerce/server/prices/prices.ts'
import { upload as uploadLogo } from '#identity/server/brands/logo.ts'
import { anOrg, type TestOrg, type TestPerson } from '#kernel/testing/org.ts'
import { canReadProposals, canWriteProposals } from '#sales/contract/permissions.ts'
import { create } from '#sales/server/proposals/proposals.ts'
import { freeze, versionOf } from '#sales/server/proposals/freeze.ts'
import { markState } from '#sales/server/proposals/states.ts'

/** The smallest there is: a red point. */
const photograph = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')

const line = (description: string, unitPriceMinor: number, more: object = {}) => ({
  kind: 'item',
  description,
  quantityMilli: 1000,
  unit: '',
  unitPriceMinor,
  discount: null,
  taxBasisPoints: 2100,
  productId: null,
  ...more,
})

async function aContact(shop: TestOrg, name = 'Martina Quiroga'): Promise<string> {
  const made = await shop.http.post('/contacts', { kind: 'person', name, identities: [] })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return made.body.id
}

async function aProposal(shop: TestOrg, who: TestPerson = shop, change: object = {}) {
  const contactId = await aContact(shop)
  const { body } = await who.http.post('/proposals', { contactId })
  const written = await who.http.patch(
    `/proposals/${body.id}`,
    { lines: [line('Catering para 50', 121_000_00)], ...change },
    { headers: { 'if-match': `"${body.version}"` } },
  )
  assert.equal(written.status, 200, JSON.stringify(written.body))
  return written.body
}

test('a proposal is written, approved where nobody has to say yes, and frozen once per content', async (t) => {
  const shop = await anOrg(t)
  const draft = await aProposal(shop, shop, { discount: { kind: 'percent', basisPoints: 1000 } })
  assert.deepEqual([draft.totals.totalMinor, draft.issues, draft.state], [108_900_00, [], 'draft'])
  assert.equal((await shop.http.post(`/proposals/${draft.id}/submissions`, {})).body.state, 'approved')

  const version = await shop.run((ctx) => freeze(ctx, draft.id))
  const again = await shop.run((ctx) => freeze(ctx, draft.id))
  assert.equal(again.id, version.id)
  const pdf = await shop.read((ctx) => ctx.files.read(ctx, version.pdfFileId))
  assert.equal(createHash('sha256').update(pdf).digest('hex'), version.pdfSha256)
  assert.match(version.html, /Catering para 50/)
  assert.equal((await shop.read((ctx) => versionOf(ctx, draft.id))).totals.totalMinor, 108_900_00)

  await shop.run((ctx) => markState(ctx, { id: draft.id, to: 'sent' }))
  const locked = await shop.http.patch(`/proposals/${draft.id}`, { title: 'Otra' }, { headers: { 'if-match': '"99"' } })
  assert.equal(locked.status, 409)
})

test('above the limit of its currency somebody with the right says yes or no, and both sides are told', async (t) => {
  const shop = await anOrg(t)
  const settings = { limits: [{ currency: 'ARS', aboveMinor: 100_000_00 }], prefixes: [] }
  assert.equal((await shop.http.put('/proposal-settings', settings, { headers: { 'if-match': '"1"' } })).status, 200)
  const lautaro = shop.as({ name: 'Lautaro', permissions: [canReadProposals, canWriteProposals] })
  const draft = await aProposal(shop, lautaro)
  assert.deepEqual(draft.approval, { isNeeded: true, limitMinor: 100_000_00 })
  const submit = async () => (await lautaro.http.post(`/proposals/${draft.id}/submissions`, {})).body
  const decide = (body: object, { version }: { version: number }, by: TestPerson = shop) =>
    by.http.put(`/proposals/${draft.id}/approval`, body, { headers: { 'if-match': `"${version}"` } })
  const asked = await submit()
  assert.equal(asked.state, 'waiting_approval')
  await assert.rejects(
    shop.run((ctx) => freeze(ctx, draft.id)),
    { code: 'sales.approval_needed' },
  )
  assert.equal((await decide({ isApproved: true }, asked, lautaro)).status, 403)
  assert.equal((await decide({ isApproved: false }, asked)).status, 422)
  const returned = await decide({ isApproved: false, reason: 'Falta el flete' }, asked)
  assert.deepEqual([returned.body.state, returned.body.steps[0].reason], ['draft', 'Falta el flete'])
  const [notice] = (await lautaro.http.get('/notices')).body.items
  assert.deepEqual([notice.words, notice.values.reason], ['sales.notices.proposal_returned', 'Falta el flete'])
  const again = await submit()
  // Whoever still has the first one before them would say yes to what they have not seen.
  assert.equal((await decide({ isApproved: true }, asked)).body.code, 'kernel.changed_meanwhile')
  assert.equal((await decide({ isApproved: true }, again)).body.state, 'approved')
})

test('numbers have no gaps, whatever fails and however many begin at once', async (t) => {
  const shop = await anOrg(t)
  const contactId = await aContact(shop)
  const begin = (fails: boolean) =>
    shop
      .run(async (ctx) => {
        const made = await create(ctx, { contactId, templateId: null, dealId: null, conversationId: null })
        if (fails) throw new Error('the power went')
        return made.number
      })
      .catch(() => null)
  const numbers = (await Promise.all([false, true, false, true, false, false].map(begin))).filter((one) => one !== null)
  assert.deepEqual(numbers.toSorted(), ['P-2026-00001', 'P-2026-00002', 'P-2026-00003', 'P-2026-00004'])
})

test('a version never changes, and the next one says what is different', async (t) => {
  const shop = await anOrg(t)
  const draft = await aProposal(shop)
  await shop.http.post(`/proposals/${draft.id}/submissions`, {})
  const first = await shop.run((ctx) => freeze(ctx, draft.id))
  await assert.rejects(
    shop.run((ctx) => ctx.sql`update sales.proposal_version set title = 'x' where id = ${first.id}`),
    /permission denied/,
  )
  const again = (await shop.http.post(`/proposals/${draft.id}/revisions`, {})).body
  const lines = [{ ...again.lines[0], unitPriceMinor: 242_000_00 }]
  const written = await shop.http.patch(`/proposals/${draft.id}`, { lines }, { headers: { 'if-match': `"${again.version}"` } })
  assert.equal(written.status, 200)
  await shop.http.post(`/proposals/${draft.id}/submissions`, {})
  assert.equal((await shop.run((ctx) => freeze(ctx, draft.id))).no, 2)
  const [second, before] = (await shop.http.get(`/proposals/${draft.id}/versions`)).body.items
  assert.deepEqual(
    second.changes.map(({ what }: { what: string }) => what),
    ['total', 'line_changed'],
  )
  assert.deepEqual([before.no, before.totals.totalMinor, before.changes], [1, 121_000_00, []])
})

test('bad input is refused in words and changes nothing', async (t) => {
  const shop = await anOrg(t)
  const draft = await aProposal(shop)
  const send = (body: object, version = draft.version) =>
    shop.http.patch(`/proposals/${draft.id}`, body, { headers: { 'if-match': `"${version}"` } })
  const dear = line('Caro', 10_00, { discount: { kind: 'amount', amountMinor: 10_01 } })
  const refusals: [object, string][] = [
    [{ lines: [dear] }, 'sales.discount_too_large'],
    [
      {
        lines: [
          line('Enorme', 1_000_000_000_000, { quantityMilli: 1_000_000_000 }),
          line('x', 1_000_000_000_000, { quantityMilli: 1_000_000_000_000 / 1000 }),
        ],
        discount: null,
      },
      'sales.amount_too_large',
    ],
    [{ validUntil: '2020-01-01' }, 'sales.validity_in_past'],
    [{ ownerId: draft.id }, 'sales.proposal_owner_unknown'],
    [{ document: { ...draft.document, terms: { type: 'doc', content: [{ type: 'iframe' }] } } }, 'sales.text_refused'],
  ]
  for (const [body, code] of refusals) assert.equal((await send(body)).body.code, code, code)
  assert.equal((await send({ title: 'Otra' }, 99)).status, 409)
  const now = (await shop.http.get(`/proposals/${draft.id}`)).body
  assert.deepEqual([now.version, now.totals.totalMinor], [draft.version, 121_000_00])
})

test('a proposal of three hundred items is written, previewed and copied', async (t) => {
  const shop = await anOrg(t)
  const draft = await aProposal(shop, shop, { lines: Array.from({ length: 300 }, (_, i) => line(`Ítem ${i}`, 1_000)) })
  const preview = await shop.http.post(`/proposals/${draft.id}/previews`, { title: 'Otra' })
  assert.match(preview.body.html, /Ítem 299/)
  const copy = (await shop.http.post(`/proposals/${draft.id}/copies`, {})).body
  assert.deepEqual([copy.lines.length, copy.state, copy.totals.totalMinor], [300, 'draft', 300_000])
  assert.notEqual(copy.number, draft.number)
})

test('proposals go with their contact when two are made one, and come back', async (t) => {
  const shop = await anOrg(t)
  const draft = await aProposal(shop)
  const survivorId = await aContact(shop, 'Martina Q.')
  const merged = await shop.http.post(`/contacts/${survivorId}/merges`, { otherId: draft.contactId })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  const moved = (await shop.http.get(`/proposals/${draft.id}`)).body
  assert.deepEqual([moved.contactId, moved.contactName], [survivorId, (await shop.http.get(`/contacts/${survivorId}`)).body.name])
  assert.equal((await shop.http.put(`/contact-merges/${merged.body.id}/undo`, {})).status, 200)
  const back = (await shop.http.get(`/proposals/${draft.id}`)).body
  assert.deepEqual([back.contactId, back.contactName], [draft.contactId, 'Martina Quiroga'])
})

test('a logo of twenty megabytes is refused in words', async (t) => {
  const shop = await anOrg(t)
  const upload = { name: 'logo.png', declaredMime: 'image/png', stream: Readable.from([Buffer.alloc(20 * 1024 * 1024)]) }
  await assert.rejects(
    shop.run((ctx) => uploadLogo(ctx), { upload }),
    { code: 'kernel.too_large' },
  )
})

test('a line of the catalogue brings its price and its taxes, and when the price is another after sending that is said and nothing sent changes', async (t) => {
  const shop = await anOrg(t)
  const price = (variantId: string, amountMinor: number) =>
    shop.run((ctx) => setPrices(ctx, { listId: 'main', items: [{ variantId, amountMinor, leastMilli: 0, from: null }] }))
  const product = await shop.run((ctx) =>
    createProduct(ctx, {
      name: 'Balde familiar',
      unit: 'piece',
      taxKind: 'taxed',
      taxBasisPoints: 2100,
      variants: [{ sku: 'BAL-1' }],
    }),
  )
  const variantId = product.variants[0]?.id ?? ''
  await price(variantId, 12_100_00)
  const draft = await aProposal(shop, shop, { includesTax: true })
  const find = async (more = '') => (await shop.http.get(`/proposals/${draft.id}/catalogue-items?search=balde${more}`)).body.items
  const [item] = await find()
  assert.deepEqual(
    [item.name, item.sku, item.unit, item.priceMinor, item.taxBasisPoints, item.productId, item.variantId],
    ['Balde familiar', 'BAL-1', 'u', 12_100_00, 2100, product.id, variantId],
  )
  assert.equal((await find('&includesTax=false'))[0].priceMinor, 10_000_00)
  assert.equal((await find('&currency=USD'))[0].priceMinor, null)
  const lines = [
    line('Balde familiar', item.priceMinor, { productId: item.productId, variantId, listPriceMinor: item.priceMinor }),
    // By hand it may cost anything: only the catalogue's own price is watched.
    line('Balde con amigos', 9_000_00, { productId: item.productId, variantId, listPriceMinor: item.priceMinor }),
    line('Flete', 500_00),
  ]
  const written = await shop.http.patch(`/proposals/${draft.id}`, { lines }, { headers: { 'if-match': `"${draft.version}"` } })
  assert.deepEqual(
    written.body.lines.map((one: { variantId: string | null; listPriceMinor: number | null }) => [one.variantId, one.listPriceMinor]),
    [
      [variantId, 12_100_00],
      [variantId, 12_100_00],
      [null, null],
    ],
  )
  const changed = async () => (await shop.http.get(`/proposals/${draft.id}/changed-prices`)).body.items
  assert.deepEqual(await changed(), [])
  await shop.http.post(`/proposals/${draft.id}/submissions`, {})
  const version = await shop.run((ctx) => freeze(ctx, draft.id))
  await shop.run((ctx) => markState(ctx, { id: draft.id, to: 'sent' }))

  shop.clock.advance({ minutes: 1 })
  await price(variantId, 13_000_00)
  const [first, second] = written.body.lines
  const said = (lineId: string) => ({ lineId, wasMinor: 12_100_00, nowMinor: 13_000_00, isGone: false })
  assert.deepEqual(await changed(), [said(first.id), said(second.id)])
  const kept = await shop.read((ctx) => versionOf(ctx, draft.id))
  assert.deepEqual([kept.totals, kept.pdfSha256, kept.lines], [version.totals, version.pdfSha256, version.lines])
  const now = (await shop.http.get(`/proposals/${draft.id}`)).body
  assert.deepEqual([now.state, now.totals.totalMinor], ['sent', 21_600_00])
  assert.equal((await shop.http.put(`/products/${product.id}/archival`, { isArchived: true })).status, 200)
  assert.deepEqual((await changed())[0], { lineId: first.id, wasMinor: 12_100_00, nowMinor: null, isGone: true })
  const nobody = shop.as({ name: 'Beto', permissions: ['sales.read-deals'] })
  assert.equal((await nobody.http.get(`/proposals/${draft.id}/catalogue-items?search=balde`)).status, 403)
})

test('a cover has its photograph on the page and on paper; what is no picture of the house is refused', async (t) => {
  const shop = await anOrg(t)
  const [png, text] = await shop.run(async (ctx) => [
    await ctx.files.put(ctx, { bytes: photograph, name: 'mesa.png', isTemporary: true }),
    await ctx.files.put(ctx, { bytes: Buffer.from('hola'), name: 'hola.txt' }),
  ])
  const draft = await aProposal(shop)
  const cover = { ...draft.document.cover, isShown: true, title: 'Tu fiesta' }
  const write = (fileId: string) =>
    shop.http.patch(
      `/proposals/${draft.id}`,
      { document: { ...draft.document, cover: { ...cover, picture: { fileId } } } },
      { headers: { 'if-match': `"${draft.version}"` } },
    )
  for (const fileId of [text?.id ?? '', draft.id]) assert.equal((await write(fileId)).body.code, 'sales.picture_unknown')
  assert.equal((await write(png?.id ?? '')).status, 200)
  await shop.http.post(`/proposals/${draft.id}/submissions`, {})
  const version = await shop.run((ctx) => freeze(ctx, draft.id))
  assert.match(version.html, /<img class="picture" src="data:image\/webp;base64,/)
  const pdf = await shop.read((ctx) => ctx.files.read(ctx, version.pdfFileId))
  assert.match(pdf.toString('latin1'), /\/Subtype\s*\/Image/)
})

test('a copy of what was written late in the evening holds for as many days as the first one did', async (t) => {
  const shop = await anOrg(t)
  // Half past ten at night in Buenos Aires, and the first of March in London.
  shop.clock.set('2027-03-01T01:30:00.000Z')
  const contactId = await aContact(shop)
  const first = (await shop.http.post('/proposals', { contactId })).body
  const copy = (await shop.http.post(`/proposals/${first.id}/copies`, {})).body
  assert.deepEqual([first.validUntil, copy.validUntil], ['2027-03-15', '2027-03-15'])
})
