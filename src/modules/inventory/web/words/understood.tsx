import type { UnitCode } from '#commerce/contract/quantity.ts'
import { isFromScale, readQuantity } from '#inventory/web/counts/quantity-text.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { separatorsOf } from '#web/money-input.ts'

/** Beside a field: what was understood of a quantity that can be read in two ways. */
export function Understood({ typed, unit }: { typed: string; unit: UnitCode }) {
  const t = useT()
  const quantity = useQuantity()
  const marks = separatorsOf(useFormat().number)
  const read = isFromScale(typed, unit, marks) ? readQuantity(typed, unit, marks) : null
  return read && <small role="status">{t('inventory.understood', { quantity: quantity(read.quantityMilli, unit) })}</small>
}
