import type { TestContext } from 'node:test'
import type { Ctx } from '#kernel/ctx.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { KeepItems } from '#inventory/contract/item.ts'
import { keep } from '#inventory/server/items/items.ts'
import { places } from '#inventory/server/locations/places.ts'
import { receive } from '#inventory/server/movements/receiving.ts'

/** The id of the only variant of a product of the catalogue, with its price. */
export async function aProduct(shop: TestOrg, given: Record<string, unknown>, amountMinor = 100_000): Promise<string> {
  const made = await shop.http.post('/products', { taxKind: 'taxed', taxBasisPoints: 2100, ...given })
  if (made.status !== 200) throw new Error(`no product: ${JSON.stringify(made.body)}`)
  const variantId = made.body.variants[0].id as string
  const priced = await shop.http.post('/price-lists/main/prices', { items: [{ variantId, amountMinor }] })
  if (priced.status !== 200) throw new Error(`no price: ${JSON.stringify(priced.body)}`)
  return variantId
}

/** A shop that counts drinks: the ids of the drink and of the place it sells from. */
export async function aStockedShop(t: TestContext, how: Partial<KeepItems> = {}) {
  const shop = await anOrg(t)
  const drink = await aProduct(shop, { name: 'Coca 1,5', sku: 'COCA' })
  await shop.run((ctx) => keep(ctx, { variantIds: [drink], ...how }))
  const shopId = await shop.run(async (ctx) => (await places(ctx)).defaultOf(null).id)
  return { shop, drink, shopId }
}

/** So many whole units, at so much each. */
export const arrive = (ctx: Ctx, variantId: string, locationId: string, units: number, unitMinor: number | null = null, at?: string) =>
  receive(ctx, {
    document: { kind: 'receipt', id: ctx.newId() },
    locationId,
    ...(at !== undefined && { at }),
    lines: [{ key: '1', variantId, quantityMilli: units * 1000, paidMinor: unitMinor === null ? null : units * unitMinor }],
  })
