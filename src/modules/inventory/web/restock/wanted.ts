import type { StockRow } from '#inventory/contract/level.ts'

/**
 * How much of it to order: up to what it should be, less what is free and what is on its way. Without an upper bound twice the
 * point at which it was to be ordered, without either one unit. What is only whole is ordered whole.
 */
export function wantedOf(
  row: Pick<StockRow, 'unit' | 'availableMilli' | 'incomingMilli' | 'reorderPointMilli' | 'reorderUpToMilli'>,
): number {
  const upTo = row.reorderUpToMilli ?? (row.reorderPointMilli === null ? 1000 : row.reorderPointMilli * 2)
  const lacking = Math.max(0, upTo - row.availableMilli - row.incomingMilli)
  return row.unit === 'piece' || row.unit === 'pack' ? Math.ceil(lacking / 1000) * 1000 : lacking
}
