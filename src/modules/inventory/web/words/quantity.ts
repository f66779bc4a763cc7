import type { UnitCode } from '#commerce/contract/quantity.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'

/** A quantity with its unit; pieces are just their number. `isSigned`: a difference. */
export function useQuantity(): (quantityMilli: number, unit: UnitCode, isSigned?: boolean) => string {
  const t = useT()
  const format = useFormat()
  return (quantityMilli, unit, isSigned = false) => {
    const amount = format.number(Math.abs(quantityMilli) / 1000)
    const sign = quantityMilli < 0 ? '−' : isSigned && quantityMilli > 0 ? '+' : ''
    return unit === 'piece' ? `${sign}${amount}` : `${sign}${amount} ${t(`inventory.units.${unit}`)}`
  }
}
