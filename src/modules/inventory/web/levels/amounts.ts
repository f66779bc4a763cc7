import type { StockRow } from '#inventory/contract/level.ts'

export type Amounts = { onHandMilli: number; reservedMilli: number; incomingMilli: number; availableMilli: number; shortMilli: number }

/** At one place, or at all of them together (`null`). */
export function amountsAt(row: Pick<StockRow, 'levels'>, locationId: string | null): Amounts {
  const own = row.levels.filter((level) => locationId === null || level.locationId === locationId)
  const sum = (field: 'onHandMilli' | 'reservedMilli' | 'incomingMilli' | 'shortMilli'): number =>
    own.reduce((all, one) => all + one[field], 0)
  const [onHandMilli, reservedMilli] = [sum('onHandMilli'), sum('reservedMilli')]
  return {
    onHandMilli,
    reservedMilli,
    incomingMilli: sum('incomingMilli'),
    shortMilli: sum('shortMilli'),
    availableMilli: onHandMilli - reservedMilli,
  }
}
