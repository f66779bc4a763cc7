import type { CountLine } from '#inventory/contract/count.ts'
import type { LotLevel, StockRow } from '#inventory/contract/level.ts'

/** What is kept and counted in a kitchen, as short as a test is about something else. */

/** Flour by the kilo, of which there is none. */
export const aStockRow = (change: Partial<StockRow> = {}): StockRow & { lots: LotLevel[]; version: number } => ({
  variantId: '0193b3a0-0000-7000-8000-00000000000a',
  productId: '0193b3a0-0000-7000-8000-00000000000b',
  categoryId: null,
  name: 'Harina',
  sku: null,
  unit: 'kg',
  tracking: 'quantity',
  allowsNegative: false,
  isKept: true,
  reorderRule: 'fixed',
  reorderPointMilli: 5_000,
  reorderUpToMilli: 20_000,
  leadDays: 3,
  standing: 'enough',
  onHandMilli: 0,
  reservedMilli: 0,
  incomingMilli: 0,
  availableMilli: 0,
  valueMinor: null,
  expiresOn: null,
  levels: [],
  lots: [],
  version: 1,
  ...change,
})

/** A line of a sheet that nobody has counted yet. */
export const aCountLine = (change: Partial<CountLine> = {}): CountLine => ({
  id: '0193b3a0-0000-7000-8000-000000000001',
  variantId: '0193b3a0-0000-7000-8000-000000000002',
  lotId: null,
  lotCode: null,
  name: 'Queso',
  sku: null,
  unit: 'piece',
  countedMilli: null,
  countedAt: null,
  countedByName: null,
  isAgain: false,
  firstMilli: null,
  expectedMilli: null,
  differenceMilli: null,
  differenceMinor: null,
  isSuperseded: false,
  ...change,
})
