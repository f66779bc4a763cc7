import { ActionIcon, Button, Textarea } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { editPurchase } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { listSupplierItems } from '#purchasing/contract/supplier-api.ts'
import type { SupplierItem } from '#purchasing/contract/supplier.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { QuantityField } from '#purchasing/web/fields/quantity-field.tsx'
import { VariantPicker } from '#purchasing/web/fields/variant-picker.tsx'
import { keep } from '#purchasing/web/purchases/purchases.live.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { FieldRow, Fields, UnsavedGuard } from '#web/ui/form.tsx'
import { AddChip, Money } from '#web/ui/marks.tsx'
import { Notice } from '#web/ui/states.tsx'
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

/** A draft while it is written: what, how much, at what price; saved as a whole. */
export function DraftLines({ order }: { order: PurchaseOrder }) {
  const t = useT()
  const queryClient = useQueryClient()
  const { data } = useApi(listSupplierItems, { supplierId: order.supplierId })
  const items = (data?.items ?? []) as SupplierItem[]
  const [lines, setLines] = useState<Line[]>(() => order.lines.map((line) => ({ ...line, isWhole: false })))
  const [note, setNote] = useState(order.note)
  const [expectedOn, setExpectedOn] = useState(order.expectedOn ?? '')
  const [isTouched, setTouched] = useState(false)
  const { send, sending, problem } = useSend(editPurchase, { onDone: (saved) => keep(queryClient, saved as PurchaseOrder) })
  const change = (at: number, more: Partial<Line>): void => {
    setLines((last) => last.map((line, i) => (i === at ? { ...line, ...more } : line)))
    setTouched(true)
  }
  const add = (line: Line): void => {
    setLines((last) => [...last, line])
    setTouched(true)
  }
  const isReady = lines.every(({ quantityMilli, priceMinor }) => (quantityMilli ?? 0) > 0 && priceMinor !== null)
  const save = (): void =>
    void send(
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
      { ifMatch: order.version },
    ).catch(() => {})
  const left = items.filter(({ variantId }) => !lines.some((line) => line.variantId === variantId))
  return (
    <CheckedForm
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Fields>
        <UnsavedGuard when={isTouched && !sending} />
        {problem && <Notice tone="bad">{problem}</Notice>}
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
                        onChange={(quantityMilli) => change(at, { quantityMilli })}
                      />
                    </td>
                    <td className={s.amount}>
                      <MoneyField
                        label={t('purchasing.lines.price_of', { name: line.name })}
                        isLabelHidden
                        valueMinor={line.priceMinor}
                        currency={order.currency}
                        onChange={(priceMinor) => change(at, { priceMinor })}
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
                        onClick={() => {
                          setLines((last) => last.filter((_, i) => i !== at))
                          setTouched(true)
                        }}
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
          <div className={s.foot} style={{ justifyContent: 'flex-start' }}>
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
          <DateField label={t('purchasing.facts.expected')} value={expectedOn} onChange={(day) => (setExpectedOn(day), setTouched(true))} />
          <Textarea
            label={t('purchasing.facts.note_for_them')}
            value={note}
            maxLength={1000}
            autosize
            minRows={1}
            onChange={(event) => (setNote(event.currentTarget.value), setTouched(true))}
          />
        </FieldRow>
        <div className={s.foot}>
          <Button type="submit" variant="default" disabled={!isTouched || !isReady} loading={sending}>
            {t('purchasing.lines.save')}
          </Button>
        </div>
      </Fields>
    </CheckedForm>
  )
}
