import type { ReactNode } from 'react'
import { searchProducts } from '#commerce/contract/product-api.ts'
import type { UnitCode } from '#commerce/contract/quantity.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { FoundPicker } from '#web/ui/found-select.tsx'

export type Picked = { id: string; name: string; unit: UnitCode }
type Props = { label: string; without: readonly string[]; error?: ReactNode; onPick: (variant: Picked) => void }

/** Something of the catalogue that can be bought, found by typing. */
export function VariantPicker({ label, without, error, onPick }: Props) {
  const t = useT()
  return (
    <FoundPicker
      label={label}
      without={without}
      error={error}
      useFound={useFound}
      typeToFind={t('purchasing.lines.type_to_find')}
      nothingFound={t('purchasing.lines.nothing_found')}
      onPick={onPick}
    />
  )
}

function useFound(text: string): Picked[] {
  const { data } = useApi(searchProducts, { text, limit: 20 }, { enabled: text !== '', keepsPrevious: true })
  return (text === '' ? [] : (data?.items ?? []))
    .filter(({ kind }) => kind === 'good')
    .flatMap(({ name, unit, variants }) => variants.map((one) => ({ id: one.id, name: one.name ? `${name} (${one.name})` : name, unit })))
}
