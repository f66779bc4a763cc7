import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import {
  listSupplierItems,
  listSupplierPrices,
  listSuppliers,
  removeSupplierItem,
  saveSupplierItem,
} from '#purchasing/contract/supplier-api.ts'
import type { SupplierCard, SupplierItem, SupplierPrice } from '#purchasing/contract/supplier.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { QuantityField } from '#purchasing/web/fields/quantity-field.tsx'
import { type Picked, VariantPicker } from '#purchasing/web/fields/variant-picker.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { FieldRow, Fields } from '#web/ui/form.tsx'
import { Money } from '#web/ui/marks.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

type Props = { supplier: SupplierCard; item?: SupplierItem; without: readonly string[]; onClose: () => void }

/** Something that they sell: their code, their unit and how it stands to ours, what they ask for it, and what they asked before. */
export function ItemDialog({ supplier, item, without, onClose }: Props) {
  const t = useT()
  const [picked, setPicked] = useState<Picked | null>(item ? { id: item.variantId, name: item.name, unit: item.unit } : null)
  const [said, setSaid] = useState({
    code: item?.code ?? '',
    supplyUnit: item?.supplyUnit ?? '',
    supplyMilli: (item?.supplyMilli ?? 1000) as number | null,
    stockMilli: (item?.stockMilli ?? 1000) as number | null,
    isWhole: item?.isWhole ?? true,
    priceMinor: (item?.priceMinor ?? null) as number | null,
    leastMilli: (item?.leastMilli ?? 0) as number | null,
    isPreferred: item?.isPreferred ?? false,
  })
  const invalidates = [listSupplierItems, listSuppliers]
  const saving = useSend(saveSupplierItem, { invalidates, onDone: onClose })
  const removing = useSend(removeSupplierItem, { invalidates, onDone: onClose })
  const set = (more: Partial<typeof said>): void => setSaid((last) => ({ ...last, ...more }))
  const unitName = picked ? t(`purchasing.units.${picked.unit}`) : ''
  const isReady = picked !== null && said.supplyUnit.trim() !== '' && said.supplyMilli && said.stockMilli && said.priceMinor !== null
  const problem = saving.problem ?? removing.problem
  const save = (): void => {
    if (!picked || !said.supplyMilli || !said.stockMilli || said.priceMinor === null) return
    void saving
      .send({
        supplierId: supplier.id,
        variantId: picked.id,
        code: said.code.trim(),
        supplyUnit: said.supplyUnit.trim(),
        supplyMilli: said.supplyMilli,
        stockMilli: said.stockMilli,
        isWhole: said.isWhole,
        priceMinor: said.priceMinor,
        leastMilli: said.leastMilli ?? 0,
        isPreferred: said.isPreferred,
      })
      .catch(() => {})
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={picked?.name ?? t('purchasing.supplier.add_item')}
      size={460}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Fields>
          {problem && <Notice tone="bad">{problem}</Notice>}
          {!item && <VariantPicker label={picked?.name ?? t('purchasing.lines.add')} without={without} onPick={setPicked} />}
          <FieldRow>
            <TextInput
              label={t('purchasing.item.supply_unit')}
              placeholder={t('purchasing.item.supply_unit_example')}
              value={said.supplyUnit}
              maxLength={30}
              onChange={(event) => set({ supplyUnit: event.currentTarget.value })}
            />
            <TextInput
              label={t('purchasing.item.code')}
              value={said.code}
              maxLength={60}
              onChange={(event) => set({ code: event.currentTarget.value })}
            />
          </FieldRow>
          <FieldRow>
            <QuantityField
              label={t('purchasing.item.supply', { unit: said.supplyUnit.trim() || t('purchasing.item.supply_unit_word') })}
              valueMilli={said.supplyMilli}
              onChange={(supplyMilli) => set({ supplyMilli })}
            />
            <QuantityField
              label={t('purchasing.item.stock', { unit: unitName || t('purchasing.item.stock_unit_word') })}
              valueMilli={said.stockMilli}
              isWhole={picked?.unit === 'piece' || picked?.unit === 'pack'}
              onChange={(stockMilli) => set({ stockMilli })}
            />
          </FieldRow>
          <FieldRow>
            <MoneyField
              label={t('purchasing.item.price', { unit: said.supplyUnit.trim() || t('purchasing.item.supply_unit_word') })}
              hint={t('purchasing.item.net')}
              valueMinor={said.priceMinor}
              currency={supplier.currency}
              onChange={(priceMinor) => set({ priceMinor })}
            />
            <QuantityField label={t('purchasing.item.least')} valueMilli={said.leastMilli} onChange={(leastMilli) => set({ leastMilli })} />
          </FieldRow>
          <Checkbox
            label={t('purchasing.item.whole')}
            checked={said.isWhole}
            onChange={(event) => set({ isWhole: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('purchasing.item.preferred')}
            checked={said.isPreferred}
            onChange={(event) => set({ isPreferred: event.currentTarget.checked })}
          />
          {item && <Prices item={item} />}
          <div className={s.spread}>
            {item ? (
              <Button variant="default" loading={removing.sending} onClick={() => void removing.send({ id: item.id }).catch(() => {})}>
                {t('purchasing.item.remove')}
              </Button>
            ) : (
              <span />
            )}
            <div className={s.foot}>
              <Button variant="default" onClick={onClose}>
                {t('web.action.cancel')}
              </Button>
              <Button type="submit" disabled={!isReady} loading={saving.sending}>
                {t('web.action.save')}
              </Button>
            </div>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
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
