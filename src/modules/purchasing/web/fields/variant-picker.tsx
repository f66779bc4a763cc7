import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { searchProducts } from '#commerce/contract/product-api.ts'
import type { UnitCode } from '#commerce/contract/quantity.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'

export type Picked = { id: string; name: string; unit: UnitCode }
type Props = { label: string; without: readonly string[]; onPick: (variant: Picked) => void }

/** Something of the catalogue that can be bought, found by typing. */
export function VariantPicker({ label, without, onPick }: Props) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 200)
  const { data } = useApi(searchProducts, { text, limit: 20 }, { enabled: text !== '', keepsPrevious: true })
  const found: Picked[] = (text === '' ? [] : (data?.items ?? []))
    .filter(({ kind }) => kind === 'good')
    .flatMap(({ name, unit, variants }) => variants.map((one) => ({ id: one.id, name: one.name ? `${name} (${one.name})` : name, unit })))
    .filter(({ id }) => !without.includes(id))
  return (
    <Select
      aria-label={label}
      placeholder={label}
      searchable
      value={null}
      searchValue={typed}
      onSearchChange={setTyped}
      data={found.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      nothingFoundMessage={typed.trim() === '' ? t('purchasing.lines.type_to_find') : t('purchasing.lines.nothing_found')}
      onChange={(id) => {
        const one = found.find((other) => other.id === id)
        if (!one) return
        onPick(one)
        setTyped('')
      }}
    />
  )
}
