import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { StockRow } from '#inventory/contract/level.ts'
import { listStock } from '#inventory/contract/stock-api.ts'
import { amountsAt } from '#inventory/web/levels/amounts.ts'
import { useQuantity } from '#inventory/web/words/quantity.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

type Props = { label: string; locationId: string | null; without: readonly string[]; onPick: (item: StockRow) => void }

/** Something that is counted, found by typing; beside it how much of it there is at the place. */
export function ItemPicker({ label, locationId, without, onPick }: Props) {
  const t = useT()
  const quantity = useQuantity()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 200)
  const { data } = useApi(listStock, { ...(text && { search: text }), limit: 20 }, { keepsPrevious: true })
  const found = ((data?.items ?? []) as StockRow[]).filter(({ variantId }) => !without.includes(variantId))
  return (
    <Select
      aria-label={label}
      placeholder={label}
      searchable
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      data={found.map((row) => ({
        value: row.variantId,
        label: `${row.name} · ${quantity(amountsAt(row, locationId).availableMilli, row.unit)}`,
      }))}
      // The server has chosen already.
      filter={({ options }) => options}
      nothingFoundMessage={t('inventory.movements.nothing_found')}
      onChange={(id) => {
        const one = found.find(({ variantId }) => variantId === id)
        if (!one) return
        onPick(one)
        setTyped('')
      }}
    />
  )
}
