import type { ReactNode } from 'react'
import type { StockRow } from '#inventory/contract/level.ts'
import { listStock } from '#inventory/contract/stock-api.ts'
import { amountsAt } from '#inventory/web/levels/amounts.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { FoundPicker } from '#web/ui/found-select.tsx'

type Props = {
  label: string
  locationId: string | null
  without: readonly string[]
  error?: ReactNode
  onPick: (item: StockRow) => void
}

/** Something that is counted, found by typing; beside it how much of it there is at the place. */
export function ItemPicker({ label, locationId, without, error, onPick }: Props) {
  const t = useT()
  const quantity = useQuantity()
  const useFound = (search: string) => {
    const { data } = useApi(listStock, { ...(search && { search }), limit: 20 }, { keepsPrevious: true })
    return ((data?.items ?? []) as StockRow[]).map((row) => ({
      id: row.variantId,
      name: `${row.name} · ${quantity(amountsAt(row, locationId).availableMilli, row.unit)}`,
      row,
    }))
  }
  return (
    <FoundPicker
      label={label}
      without={without}
      error={error}
      useFound={useFound}
      nothingFound={t('inventory.movements.nothing_found')}
      onPick={({ row }) => onPick(row)}
    />
  )
}
