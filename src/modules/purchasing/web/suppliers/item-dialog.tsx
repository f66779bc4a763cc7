import { Button, Checkbox, TextInput } from '@mantine/core'
import {
  listSupplierItems,
  listSupplierPrices,
  listSuppliers,
  removeSupplierItem,
  saveSupplierItem,
} from '#purchasing/contract/supplier-api.ts'
import type { SupplierCard, SupplierItem, SupplierPrice } from '#purchasing/contract/supplier.ts'
import { MoneyField } from '#web/ui/money-field.tsx'
import { QuantityField } from '#purchasing/web/fields/quantity-field.tsx'
import { type Picked, VariantPicker } from '#purchasing/web/fields/variant-picker.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { FieldRow, useContractForm } from '#web/ui/form.tsx'
import { Money } from '#web/ui/marks.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

type Props = { supplier: SupplierCard; item?: SupplierItem; without: readonly string[]; onClose: () => void }
type Values = {
  picked: Picked | null
  code: string
  supplyUnit: string
  supplyMilli: number | null
  stockMilli: number | null
  isWhole: boolean
  priceMinor: number | null
  leastMilli: number | null
  isPreferred: boolean
}

/** Something that they sell: their code, their unit and how it stands to ours, what they ask for it, and what they asked before. */
export function ItemDialog({ supplier, item, without, onClose }: Props) {
  const t = useT()
  const invalidates = [listSupplierItems, listSuppliers]
  const saving = useSend(saveSupplierItem, { invalidates, onDone: onClose })
  const removing = useSend(removeSupplierItem, { invalidates, onDone: onClose })
  const missing = (isMissing: boolean): string | null => (isMissing ? t('kernel.fields.missing') : null)
  const form = useContractForm<Values>({
    initialValues: {
      picked: item ? { id: item.variantId, name: item.name, unit: item.unit } : null,
      code: item?.code ?? '',
      supplyUnit: item?.supplyUnit ?? '',
      supplyMilli: item?.supplyMilli ?? 1000,
      stockMilli: item?.stockMilli ?? 1000,
      isWhole: item?.isWhole ?? true,
      priceMinor: item?.priceMinor ?? null,
      leastMilli: item?.leastMilli ?? 0,
      isPreferred: item?.isPreferred ?? false,
    },
    validate: {
      picked: (picked) => missing(picked === null),
      supplyUnit: (unit) => missing(unit.trim() === ''),
      supplyMilli: (milli) => missing(!milli),
      stockMilli: (milli) => missing(!milli),
      priceMinor: (minor) => missing(minor === null),
    },
    save: ({ picked, code, supplyUnit, supplyMilli, stockMilli, priceMinor, leastMilli, ...rest }) =>
      saving.send({
        ...rest,
        supplierId: supplier.id,
        variantId: picked?.id ?? '',
        code: code.trim(),
        supplyUnit: supplyUnit.trim(),
        supplyMilli: supplyMilli ?? 0,
        stockMilli: stockMilli ?? 0,
        priceMinor: priceMinor ?? 0,
        leastMilli: leastMilli ?? 0,
      }),
  })
  const { picked, supplyUnit, supplyMilli, stockMilli, priceMinor, leastMilli } = form.values
  const theirUnit = supplyUnit.trim() || t('purchasing.item.supply_unit_word')
  const ourUnit = picked ? t(`purchasing.units.${picked.unit}`) : t('purchasing.item.stock_unit_word')
  return (
    <DialogForm
      form={form}
      title={picked?.name ?? t('purchasing.supplier.add_item')}
      size={460}
      submit={t('web.action.save')}
      onCancel={onClose}
      onClose={onClose}
      aside={
        item && (
          <div>
            <Button variant="default" loading={removing.sending} onClick={() => form.saveApart(() => removing.send({ id: item.id }))}>
              {t('purchasing.item.remove')}
            </Button>
          </div>
        )
      }
    >
      {!item && (
        <VariantPicker
          label={picked?.name ?? t('purchasing.lines.add')}
          without={without}
          error={form.errors.picked}
          onPick={(one) => form.setFieldValue('picked', one)}
        />
      )}
      <FieldRow>
        <TextInput
          label={t('purchasing.item.supply_unit')}
          placeholder={t('purchasing.item.supply_unit_example')}
          maxLength={30}
          {...form.field('supplyUnit')}
        />
        <TextInput label={t('purchasing.item.code')} maxLength={60} {...form.field('code')} />
      </FieldRow>
      <FieldRow>
        <QuantityField
          label={t('purchasing.item.supply', { unit: theirUnit })}
          valueMilli={supplyMilli}
          error={form.errors.supplyMilli}
          onChange={(milli) => form.setFieldValue('supplyMilli', milli)}
        />
        <QuantityField
          label={t('purchasing.item.stock', { unit: ourUnit })}
          valueMilli={stockMilli}
          isWhole={picked?.unit === 'piece' || picked?.unit === 'pack'}
          error={form.errors.stockMilli}
          onChange={(milli) => form.setFieldValue('stockMilli', milli)}
        />
      </FieldRow>
      <FieldRow>
        <MoneyField
          label={t('purchasing.item.price', { unit: theirUnit })}
          hint={t('purchasing.item.net')}
          valueMinor={priceMinor}
          currency={supplier.currency}
          error={form.errors.priceMinor}
          onChange={(minor) => form.setFieldValue('priceMinor', minor)}
        />
        <QuantityField
          label={t('purchasing.item.least')}
          valueMilli={leastMilli}
          error={form.errors.leastMilli}
          onChange={(milli) => form.setFieldValue('leastMilli', milli)}
        />
      </FieldRow>
      <Checkbox label={t('purchasing.item.whole')} {...form.field('isWhole', { type: 'checkbox' })} />
      <Checkbox label={t('purchasing.item.preferred')} {...form.field('isPreferred', { type: 'checkbox' })} />
      {item && <Prices item={item} />}
    </DialogForm>
  )
}

function Prices({ item }: { item: SupplierItem }) {
  const t = useT()
  const format = useFormat()
  const { data } = useApi(listSupplierPrices, { id: item.id })
  const prices = (data?.items ?? []) as SupplierPrice[]
  if (prices.length < 2) return null
  return (
    <ul className={s.list} aria-label={t('purchasing.item.history')}>
      {prices.slice(0, 6).map((price) => (
        <li key={price.at}>
          <span className={s.quiet}>
            {format.day(price.at)} · {t(`purchasing.item.sources.${price.source}`)}
          </span>
          <Money amountMinor={price.priceMinor} currency={item.currency} />
        </li>
      ))}
    </ul>
  )
}
