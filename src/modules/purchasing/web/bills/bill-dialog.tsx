import { Button, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { recordBill } from '#purchasing/contract/bill-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { listSuppliers } from '#purchasing/contract/supplier-api.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { QuantityField } from '#purchasing/web/fields/quantity-field.tsx'
import { useToday } from '#purchasing/web/fields/today.ts'
import { paid } from '#purchasing/web/purchases/purchases.live.ts'
import { useOwnCurrency } from '#purchasing/web/fields/own-currency.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { FieldRow, Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

type Line = { quantityMilli: number | null; priceMinor: number | null }

/** What a supplier asks for: of an order line by line, or an amount by itself (rent, light). */
export function BillDialog({ order, onClose }: { order?: PurchaseOrder; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const today = useToday()
  const queryClient = useQueryClient()
  const ownCurrency = useOwnCurrency()
  const { data } = useApi(listSuppliers, { limit: 100 }, { enabled: !order })
  const [supplierId, setSupplierId] = useState<string | null>(order?.supplierId ?? null)
  const [kind, setKind] = useState<'bill' | 'credit'>('bill')
  const [number, setNumber] = useState('')
  const [billedOn, setBilledOn] = useState(today)
  const [dueOn, setDueOn] = useState('')
  const [netMinor, setNetMinor] = useState<number | null>(null)
  const [taxMinor, setTaxMinor] = useState<number | null>(0)
  const [otherMinor, setOtherMinor] = useState<number | null>(0)
  const [lines, setLines] = useState<Record<string, Line>>(() =>
    Object.fromEntries(
      (order?.lines ?? []).map((line) => {
        const left = line.receivedMilli - line.returnedMilli - line.billedMilli
        return [line.id, { quantityMilli: left > 0 ? left : null, priceMinor: line.priceMinor }]
      }),
    ),
  )
  const currency = order?.currency ?? data?.items.find(({ id }) => id === supplierId)?.currency ?? ownCurrency
  const billed = Object.entries(lines).flatMap(([orderLineId, { quantityMilli, priceMinor }]) =>
    quantityMilli && priceMinor !== null ? [{ orderLineId, quantityMilli, priceMinor }] : [],
  )
  const net = order ? billed.reduce((all, one) => all + Math.round((one.priceMinor * one.quantityMilli) / 1000), 0) : (netMinor ?? 0)
  const total = net + (taxMinor ?? 0) + (otherMinor ?? 0)
  const { send, sending, problem, error } = useSend(recordBill, {
    onDone: () => {
      paid(queryClient)
      onClose()
    },
  })
  const put = (id: string, more: Partial<Line>): void =>
    setLines((last) => ({ ...last, [id]: { ...(last[id] ?? { quantityMilli: null, priceMinor: null }), ...more } }))
  const save = (): void => {
    if (supplierId === null) return
    const about = order ? { orderId: order.id, lines: billed } : { netMinor: net }
    void send({
      supplierId,
      kind,
      number: number.trim(),
      billedOn,
      ...(dueOn !== '' && { dueOn }),
      taxMinor: taxMinor ?? 0,
      otherMinor: otherMinor ?? 0,
      ...about,
    }).catch(() => {})
  }
  return (
    <Modal opened onClose={onClose} title={t('purchasing.bills.new')} size={560} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm
        refusal={error}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Fields>
          {problem && <Notice tone="bad">{problem}</Notice>}
          {!order && (
            <Select
              label={t('purchasing.list.supplier')}
              data={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={supplierId}
              onChange={setSupplierId}
              searchable
            />
          )}
          <SegmentedControl
            fullWidth
            aria-label={t('purchasing.bills.kind')}
            data={(['bill', 'credit'] as const).map((value) => ({ value, label: t(`purchasing.bills.kinds.${value}`) }))}
            value={kind}
            onChange={(value) => setKind(value as typeof kind)}
          />
          <TextInput
            label={t('purchasing.bills.number')}
            value={number}
            maxLength={60}
            onChange={(event) => setNumber(event.currentTarget.value)}
            data-autofocus
          />
          <FieldRow>
            <DateField name="billedOn" label={t('purchasing.bills.date')} value={billedOn} onChange={setBilledOn} />
            <DateField
              name="dueOn"
              {...(billedOn !== '' && { min: billedOn })}
              label={t('purchasing.bills.due')}
              description={t('purchasing.bills.due_hint')}
              value={dueOn}
              onChange={setDueOn}
            />
          </FieldRow>
          {order?.lines.map((line) => (
            <FieldRow key={line.id}>
              <QuantityField
                label={line.name}
                suffix={line.supplyUnit}
                valueMilli={lines[line.id]?.quantityMilli ?? null}
                onChange={(quantityMilli) => put(line.id, { quantityMilli })}
              />
              <MoneyField
                label={t('purchasing.lines.price')}
                valueMinor={lines[line.id]?.priceMinor ?? null}
                currency={currency}
                onChange={(priceMinor) => put(line.id, { priceMinor })}
              />
            </FieldRow>
          ))}
          {!order && <MoneyField label={t('purchasing.bills.net')} valueMinor={netMinor} currency={currency} onChange={setNetMinor} />}
          <FieldRow>
            <MoneyField label={t('purchasing.bills.tax')} valueMinor={taxMinor} currency={currency} onChange={setTaxMinor} />
            <MoneyField label={t('purchasing.bills.other')} valueMinor={otherMinor} currency={currency} onChange={setOtherMinor} />
          </FieldRow>
          <div className={s.spread}>
            <strong className="num">{t('purchasing.bills.total', { amount: format.money(total, currency) })}</strong>
            <div className={s.foot}>
              <Button variant="default" onClick={onClose}>
                {t('web.action.cancel')}
              </Button>
              <Button
                type="submit"
                disabled={supplierId === null || number.trim() === '' || billedOn === '' || total === 0}
                loading={sending}
              >
                {t('purchasing.bills.save')}
              </Button>
            </div>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
