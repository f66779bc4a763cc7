import { ActionIcon, Button, Textarea } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type Ref, useImperativeHandle, useRef } from 'react'
import { editPurchase, getPurchase } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { listSupplierItems } from '#purchasing/contract/supplier-api.ts'
import type { SupplierItem } from '#purchasing/contract/supplier.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { QuantityField } from '#purchasing/web/fields/quantity-field.tsx'
import { VariantPicker } from '#purchasing/web/fields/variant-picker.tsx'
import { LineTable } from '#purchasing/web/purchases/line-table.tsx'
import { keep } from '#purchasing/web/purchases/purchases.live.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { ClashNotice, FieldRow, Fields, FormProblem, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { AddChip, Money } from '#web/ui/marks.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

type Line = {
  variantId: string
  name: string
  supplyUnit: string
  isWhole: boolean
  quantityMilli: number | null
  priceMinor: number | null
}

const lineMinor = ({ quantityMilli, priceMinor }: Line): number => Math.round(((priceMinor ?? 0) * (quantityMilli ?? 0)) / 1000)

/**
 * Goes on with the order as it is on the screen: what is typed is saved before, and what is wrong with it is said instead.
 * Who parts with the order need not mend it: then it goes on with what was saved last.
 */
export type SaveFirst = (goOn: (saved: PurchaseOrder) => void, isParting?: boolean) => void

/** A draft while it is written: what, how much, at what price; saved as a whole. What is typed outlives the draft, to be looked at. */
export function DraftLines({ order, ref }: { order: PurchaseOrder; ref: Ref<SaveFirst> }) {
  const t = useT()
  const queryClient = useQueryClient()
  const page = useRef<HTMLFormElement>(null)
  const goingOn = useRef<Parameters<SaveFirst>[0]>(undefined)
  const { data } = useApi(listSupplierItems, { supplierId: order.supplierId })
  const items = (data?.items ?? []) as SupplierItem[]
  const { send } = useSend(editPurchase, { rereads: [getPurchase], onDone: (saved) => keep(queryClient, saved as PurchaseOrder) })
  const form = useContractForm({
    version: order.version,
    initialValues: {
      lines: order.lines.map((line): Line => ({ ...line, isWhole: false })),
      note: order.note,
      expectedOn: order.expectedOn ?? '',
    },
    validate: {
      lines: {
        quantityMilli: (milli: number | null) => (milli ? null : t('kernel.fields.missing')),
        priceMinor: (minor: number | null) => (minor === null ? t('kernel.fields.missing') : null),
      },
    },
    save: async ({ lines, note, expectedOn }, begun) => {
      const saved = await send(
        {
          id: order.id,
          note: note.trim(),
          expectedOn: expectedOn === '' ? null : expectedOn,
          lines: lines.map(({ variantId, quantityMilli, priceMinor }) => ({
            variantId,
            quantityMilli: quantityMilli ?? 0,
            priceMinor: priceMinor ?? 0,
          })),
        },
        begun,
      )
      goingOn.current?.(saved as PurchaseOrder)
      return saved
    },
  })
  const { lines } = form.getValues()
  const add = (line: Line): void => form.insertListItem('lines', line)
  const isEditable = order.actions.includes('edit')
  useImperativeHandle(ref, () => (goOn, isParting) => {
    if (!isEditable || !form.isDirty() || (isParting && !form.isValid())) return goOn(order)
    goingOn.current = goOn
    page.current?.requestSubmit()
  })
  if (!isEditable && !form.isDirty()) return <LineTable order={order} />
  const left = items.filter(({ variantId }) => !lines.some((line) => line.variantId === variantId))
  return (
    <CheckedForm ref={page} form={form}>
      <Fields>
        <UnsavedGuard when={form.isDirty() && !form.isSaving} />
        {isEditable ? <FormProblem form={form} /> : <ClashNotice problem={t('purchasing.lines.left_draft')} onTake={form.reset} />}
        {lines.length > 0 && (
          <div className={s.scroll}>
            <table className={`${s.table} ${s.editing}`}>
              <thead>
                <tr>
                  <th>{t('purchasing.lines.product')}</th>
                  <th>{t('purchasing.lines.quantity')}</th>
                  <th>{t('purchasing.lines.price')}</th>
                  <th data-end>{t('purchasing.lines.total')}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {lines.map((line, at) => (
                  <tr key={line.variantId}>
                    <td>
                      {line.name}
                      <small>{t('purchasing.lines.by', { unit: line.supplyUnit })}</small>
                    </td>
                    <td className={s.amount}>
                      <QuantityField
                        label={t('purchasing.lines.quantity_of', { name: line.name })}
                        isLabelHidden
                        valueMilli={line.quantityMilli}
                        error={form.errors[`lines.${at}.quantityMilli`]}
                        onChange={(quantityMilli) => form.setFieldValue(`lines.${at}.quantityMilli`, quantityMilli)}
                      />
                    </td>
                    <td className={s.amount}>
                      <MoneyField
                        label={t('purchasing.lines.price_of', { name: line.name })}
                        isLabelHidden
                        valueMinor={line.priceMinor}
                        currency={order.currency}
                        error={form.errors[`lines.${at}.priceMinor`]}
                        onChange={(priceMinor) => form.setFieldValue(`lines.${at}.priceMinor`, priceMinor)}
                      />
                    </td>
                    <td data-end>
                      <Money amountMinor={lineMinor(line)} currency={order.currency} />
                    </td>
                    <td data-end>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        size={32}
                        aria-label={t('purchasing.lines.remove', { name: line.name })}
                        onClick={() => form.removeListItem('lines', at)}
                      >
                        <IconTrash size={16} stroke={1.7} />
                      </ActionIcon>
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <td colSpan={3}>{t('purchasing.lines.net_total')}</td>
                  <td data-end>
                    <Money amountMinor={lines.reduce((all, line) => all + lineMinor(line), 0)} currency={order.currency} />
                  </td>
                  <td />
                </tr>
              </tfoot>
            </table>
          </div>
        )}
        {left.length > 0 && (
          <div className={s.usual}>
            {left.map((item) => (
              <AddChip
                key={item.id}
                onClick={() => add({ ...item, quantityMilli: Math.max(1000, item.leastMilli), priceMinor: item.priceMinor })}
              >
                {item.name}
              </AddChip>
            ))}
          </div>
        )}
        <VariantPicker
          label={t('purchasing.lines.add')}
          without={lines.map(({ variantId }) => variantId)}
          onPick={({ id, name, unit }) => {
            const item = items.find(({ variantId }) => variantId === id)
            const isWhole = unit === 'piece' || unit === 'pack'
            add({
              variantId: id,
              name,
              supplyUnit: item?.supplyUnit ?? t(`purchasing.units.${unit}`),
              isWhole: item?.isWhole ?? isWhole,
              quantityMilli: 1000,
              priceMinor: item?.priceMinor ?? null,
            })
          }}
        />
        <FieldRow>
          <DateField label={t('purchasing.facts.expected')} {...form.field('expectedOn')} />
          <Textarea label={t('purchasing.facts.note_for_them')} maxLength={1000} autosize minRows={1} {...form.field('note')} />
        </FieldRow>
        <div className={s.foot}>
          <Button
            type="submit"
            variant="default"
            disabled={!isEditable || !form.isDirty()}
            loading={form.isSaving}
            onClick={() => (goingOn.current = undefined)}
          >
            {t('purchasing.lines.save')}
          </Button>
        </div>
      </Fields>
    </CheckedForm>
  )
}
