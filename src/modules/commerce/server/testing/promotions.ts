import assert from 'node:assert/strict'
import type { TestOrg } from '#kernel/testing/org.ts'
import type { Promotion } from '#commerce/contract/promotion.ts'
import type { PromotionNote } from '#commerce/contract/quote.ts'
import { keepUses } from '#commerce/server/promotions/uses.ts'

export type Given = Record<string, unknown>
export const tenPercent = { name: 'Diez por ciento', rule: { kind: 'order_percent', basisPoints: 1000 } }

export const make = async (shop: TestOrg, given: Given = {}): Promise<Promotion> => {
  const { status, body } = await shop.http.post('/promotions', { ...tenPercent, ...given })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

export const get = async (shop: TestOrg, id: string): Promise<Promotion> => (await shop.http.get(`/promotions/${id}`)).body

/** An order says what it takes of promotions. */
export const use = (shop: TestOrg, orderId: string, promotions: readonly PromotionNote[], contactId: string | null = null) =>
  shop.run((ctx) => keepUses(ctx, { orderId, contactId, currency: 'ARS', promotions }))

export const noteOf = ({ id, name }: Promotion, amountMinor = 100, code: string | null = null): PromotionNote => ({
  promotionId: id,
  name,
  amountMinor,
  code,
  refusal: null,
})

export const refused = (code: string) => (error: unknown) => (error as { code?: string }).code === code
