import assert from 'node:assert/strict'
import type { TestOrg } from '#kernel/testing/org.ts'
import type { Order } from '#orders/contract/order.ts'
import type { ShopBasket } from '#orders/contract/shop.ts'

export type Given = Record<string, unknown>
let tokens = 0
let shops = 0
/** The address of a shop: no two of all organizations have the same. */
export const newSlug = (): string => `pollo-${++shops}`
/** What a browser remembers its basket by. */
export const token = (): string => `basket-${String(++tokens).padStart(15, '0')}`
export const terms = { fulfilments: ['delivery', 'pickup'], methods: ['cash', 'transfer'], transferAlias: 'pollo.frito' }
export const ana = { name: 'Ana Paz', phone: '+34 600 000 201', paymentMethod: 'cash', fulfilment: 'pickup' }

export const put = (shop: TestOrg, { brandId, slug, isOn, terms: said, coverFileId = null, version }: Given) =>
  shop.http.put(`/shops/${String(brandId)}`, { slug, isOn, terms: said, coverFileId }, { headers: { 'if-match': `"${String(version)}"` } })

/** What is in the basket now, as the page tells it with each change. */
export const keep = async (shop: TestOrg, slug: string, id: string, draft: Given): Promise<ShopBasket> => {
  const { status, body } = await shop.http.put(`/public-shops/${slug}/baskets/${id}`, { fulfilment: 'pickup', ...draft })
  assert.equal(status, 200, JSON.stringify(body))
  return body as ShopBasket
}

export const order = (shop: TestOrg, slug: string, id: string, draft: Given) =>
  shop.http.post(`/public-shops/${slug}/orders`, { token: id, ...ana, ...draft })

export const orders = async (shop: TestOrg): Promise<Order[]> => (await shop.http.get('/orders?limit=200')).body.items
