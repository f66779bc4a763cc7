import type { TestContext } from 'node:test'
import { keep as keepStock } from '#inventory/server/items/items.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

/** The id of the only variant of a product of the catalogue; its price holds 21 % of taxes. */
export async function aProduct(shop: TestOrg, given: Record<string, unknown>, amountMinor = 242_000): Promise<string> {
  const made = await ok(shop.http.post('/products', { taxKind: 'taxed', taxBasisPoints: 2100, ...given }))
  const variantId = made.variants[0].id as string
  await ok(shop.http.post('/price-lists/main/prices', { items: [{ variantId, amountMinor }] }))
  return variantId
}

/** A shop that counts drinks and buys them by the box of twelve, for 12,000.00 the box, of one supplier. */
export async function aBuyer<S extends TestOrg = TestOrg>(t: TestContext, given?: S) {
  const shop = (given ?? (await anOrg(t))) as S
  const drink = await aProduct(shop, { name: 'Coca 1,5', sku: 'COCA' })
  await shop.run((ctx) =>
    keepStock(ctx, { variantIds: [drink], reorderRule: 'fixed', reorderPointMilli: 24_000, reorderUpToMilli: 60_000 }),
  )
  const contact = await ok(
    shop.http.post('/contacts', {
      name: 'Distribuidora Sur',
      kind: 'company',
      identities: [{ kind: 'email', value: 'ventas@sur.example' }],
    }),
  )
  const supplier = await ok(shop.http.post('/suppliers', { contactId: contact.id, termsDays: 30 }))
  const item = await ok(
    shop.http.post('/supplier-items', {
      supplierId: supplier.id,
      variantId: drink,
      code: 'CC15x12',
      supplyUnit: 'caja',
      stockMilli: 12_000,
      priceMinor: 1_200_000,
    }),
  )
  return { shop, drink, contact, supplier, item }
}

// oxlint-disable-next-line typescript/no-explicit-any -- what comes back is looked into by each test.
export async function ok(answer: Promise<{ status: number; body: any }>): Promise<any> {
  const { status, body } = await answer
  if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`)
  return body
}

/** An order for so many boxes that was sent. */
export async function anOrder(
  shop: TestOrg,
  supplierId: string,
  lines: readonly { variantId: string; quantityMilli: number; priceMinor?: number }[],
) {
  const draft = await ok(shop.http.post('/purchase-orders', { supplierId, lines }))
  return ok(shop.http.post(`/purchase-orders/${draft.id}/sends`, { via: 'hand' }, seen(draft)))
}

/** What the asker saw when they began. */
export const seen = ({ version }: { version: number }) => ({ headers: { 'if-match': `"${version}"` } })

/** So much of the first line of an order, as it came or as it was billed. */
export const line = (order: { lines: { id: string }[] }, quantityMilli: number, more: Record<string, unknown> = {}) => ({
  orderLineId: order.lines[0]?.id,
  quantityMilli,
  ...more,
})
