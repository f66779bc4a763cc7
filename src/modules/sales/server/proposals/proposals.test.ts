import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { anOrg, type TestOrg, type TestPerson } from '#kernel/testing/org.ts'
import { freeze, versionOf } from '#sales/server/proposals/freeze.ts'
import { markState } from '#sales/server/proposals/states.ts'

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
