import { Select } from '@mantine/core'
import { canManagePrices, canReadCosts } from '#commerce/contract/permissions.ts'
import { listPriceLists } from '#commerce/contract/price-api.ts'
import type { ProductImportMapping } from '#commerce/contract/product-import.ts'
import { productSheet } from '#commerce/web/imports/product-sheet.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { DecimalMarkField, SheetMapping } from '#web/sheets/sheet-mapping.tsx'
import type { Sheet } from '#web/sheets/sheet.ts'
import { NumberField } from '#web/ui/number-field.tsx'
import { FieldRow, Fields } from '#web/ui/form.tsx'

const groups = {
  group_what: ['name', 'category', 'option', 'kind', 'description'],
  group_codes: ['sku', 'barcode'],
  group_sale: ['unit', 'tax', 'station', 'labels', 'available', 'weight'],
} as const

/** What the columns of a file of products are, and how it is read. */
export function MappingForm({ one }: { one: Sheet }) {
  const t = useT()
  return (
    <SheetMapping<ProductImportMapping> kind={productSheet} one={one} targets={useTargets()} hint={t('commerce.import.hint')}>
      {(mapping, set) => (
        <Fields>
          <FieldRow>
            <Select
              label={t('commerce.import.on_duplicate')}
              description={t('commerce.import.on_duplicate_hint')}
              allowDeselect={false}
              data={(['replace', 'skip'] as const).map((value) => ({ value, label: t(`commerce.import.duplicate.${value}`) }))}
              value={mapping.onDuplicate}
              onChange={(value) => set({ onDuplicate: (value ?? 'replace') as ProductImportMapping['onDuplicate'] })}
            />
            <NumberField
              label={t('commerce.import.tax')}
              description={t('commerce.import.tax_hint')}
              suffix=" %"
              min={0}
              max={100}
              decimals={2}
              value={mapping.taxBasisPoints / 100}
              onChange={(value) => set({ taxBasisPoints: Math.round(Number(value || 0) * 100) })}
            />
          </FieldRow>
          <FieldRow>
            <DecimalMarkField value={mapping.decimalMark} onChange={(decimalMark) => set({ decimalMark })} />
          </FieldRow>
        </Fields>
      )}
    </SheetMapping>
  )
}

/** What a column may be: prices and costs only for whoever may set them. */
function useTargets() {
  const t = useT()
  const may = useMay()
  const lists = useApi(listPriceLists, {}).data?.items.filter(({ archivedAt }) => archivedAt === null) ?? []
  const item = (target: string) => ({ value: target, label: t(`commerce.import.columns.${target}`) })
  const prices = [
    ...(may(canManagePrices)
      ? lists
          .toSorted((a, b) => Number(b.isMain) - Number(a.isMain))
          .map(({ id, name, isMain }) => ({
            value: isMain ? 'price:main' : `price:${id}`,
            label: isMain ? t('commerce.import.columns.price') : t('commerce.import.price_in', { list: name }),
          }))
      : []),
    ...(may(canReadCosts) ? [item('cost')] : []),
  ]
  return [
    { group: t('commerce.import.group_what'), items: groups.group_what.map(item) },
    { group: t('commerce.import.group_codes'), items: groups.group_codes.map(item) },
    ...(prices.length > 0 ? [{ group: t('commerce.import.group_prices'), items: prices }] : []),
    { group: t('commerce.import.group_sale'), items: groups.group_sale.map(item) },
  ]
}
