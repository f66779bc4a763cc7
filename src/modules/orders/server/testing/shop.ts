import type { TestContext } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

/** A shop that sells three things: chicken at 9,500, a drink at 1,800 and, by weight, potatoes at 3,000 a kilo. */
export async function aShop(t: TestContext) {
  const shop = await anOrg(t)
  const [chicken, drink, potatoes] = [
    await aProduct(shop, { name: 'Pollo entero', station: 'Parrilla' }, 950_000),
    await aProduct(shop, { name: 'Coca 1,5' }, 180_000),
    await aProduct(shop, { name: 'Papas', unit: 'kg', taxBasisPoints: 1050 }, 300_000),
  ]
  return { shop, chicken, drink, potatoes }
}

/** The id of its only variant. */
export async function aProduct(shop: TestOrg, given: Record<string, unknown>, amountMinor: number): Promise<string> {
  const made = await shop.http.post('/products', { taxKind: 'taxed', taxBasisPoints: 2100, ...given })
  if (made.status !== 200) throw new Error(`no product: ${JSON.stringify(made.body)}`)
  const variantId = made.body.variants[0].id as string
  const priced = await shop.http.post('/price-lists/main/prices', { items: [{ variantId, amountMinor }] })
  if (priced.status !== 200) throw new Error(`no price: ${JSON.stringify(priced.body)}`)
  return variantId
}

export const line = (variantId: string, quantity = 1, more: Record<string, unknown> = {}) => ({
  variantId,
  quantityMilli: Math.round(quantity * 1000),
  ...more,
})
