import type { PriceList } from '#commerce/contract/price-list.ts'

/** The list that every shop begins with, as screens are given it. */
export const general: PriceList = {
  id: '019a0000-0000-7000-8000-000000000001',
  name: 'General',
  currency: 'ARS',
  includesTax: true,
  isMain: true,
  priority: 0,
  audience: 'everybody',
  brandId: null,
  door: null,
  segmentId: null,
  validFrom: null,
  validTo: null,
  archivedAt: null,
  priceCount: 0,
  customerCount: 0,
  version: 1,
}
