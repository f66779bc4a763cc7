import { Button, NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { canManagePrices, canReadCosts } from '#commerce/contract/permissions.ts'
import { listPriceLists } from '#commerce/contract/price-api.ts'
import { checkProductImport, chooseProductImportSheet, getProductImport } from '#commerce/contract/product-import-api.ts'
import type { ProductImport, ProductImportMapping } from '#commerce/contract/product-import.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { DecimalMarkField, SheetChoice, SheetColumns } from '#web/sheets/sheet-columns.tsx'
import { FieldRow, Fields } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { Notice } from '#web/ui/states.tsx'
import '#web/ui/mantine-forms-css.ts'
import s from '#web/sheets/sheets.module.css'

const groups = {
  group_what: ['name', 'category', 'option', 'kind', 'description'],
  group_codes: ['sku', 'barcode'],
  group_sale: ['unit', 'tax', 'station', 'labels', 'available', 'weight'],
} as const

/** Says what each column of the file is and how to read it, then tries it out. */
export function MappingForm({ one }: { one: ProductImport }) {
  const t = useT()
  const suggested = one.mapping
  const [mapping, setMapping] = useState<ProductImportMapping>({
    columns: one.header.map((_title, i) => suggested?.columns[i] ?? null),
    onDuplicate: suggested?.onDuplicate ?? 'replace',
    decimalMark: suggested?.decimalMark ?? ',',
    taxBasisPoints: suggested?.taxBasisPoints ?? 0,
  })
  const { send, sending, problem } = useSend(checkProductImport, { invalidates: [getProductImport] })
  const choosing = useSend(chooseProductImportSheet, { invalidates: [getProductImport] })
  const set = (change: Partial<ProductImportMapping>) => setMapping((before) => ({ ...before, ...change }))
  const targets = useTargets()
  return (
    <div className={s.step}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <SheetChoice
        one={one}
        choosing={{ isSending: choosing.sending, problem: choosing.problem }}
        onChoose={(sheet) => void choosing.send({ id: one.id, sheet }).catch(() => {})}
      />
      <p className={s.quiet}>{t('commerce.import.hint')}</p>
      <SheetColumns one={one} targets={targets} columns={mapping.columns} onChange={(columns) => set({ columns })} />
      <Section title={t('kernel.sheet.how')}>
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
            <NumberInput
              label={t('commerce.import.tax')}
              description={t('commerce.import.tax_hint')}
              suffix=" %"
              min={0}
              max={100}
              decimalScale={2}
              decimalSeparator=","
              value={mapping.taxBasisPoints / 100}
              onChange={(value) => set({ taxBasisPoints: Math.round(Number(value || 0) * 100) })}
            />
          </FieldRow>
          <FieldRow>
            <DecimalMarkField value={mapping.decimalMark} onChange={(decimalMark) => set({ decimalMark })} />
          </FieldRow>
        </Fields>
      </Section>
      <div className={s.buttons}>
        <Button
          variant={one.status === 'checked' ? 'default' : 'filled'}
          loading={sending}
          onClick={() => void send({ id: one.id, mapping }).catch(() => {})}
        >
          {t('kernel.sheet.check')}
        </Button>
      </div>
    </div>
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
