import { Button, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { recordBill } from '#purchasing/contract/bill-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { listSuppliers } from '#purchasing/contract/supplier-api.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { QuantityField } from '#purchasing/web/fields/quantity-field.tsx'
import { paid } from '#purchasing/web/purchases/purchases.live.ts'
import { useOwnCurrency } from '#purchasing/web/fields/own-currency.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { FieldRow, Fields, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { useToday } from '#web/ui/time.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

type Line = { id: string; quantityMilli: number | null; priceMinor: number | null }
type Values = {
  supplierId: string | null
  kind: 'bill' | 'credit'
  number: string
  billedOn: string
  dueOn: string
  netMinor: number | null
  taxMinor: number | null
  otherMinor: number | null
  lines: Line[]
}

const billedOf = (lines: readonly Line[]) =>
  lines.flatMap(({ id: orderLineId, quantityMilli, priceMinor }) =>
    quantityMilli && priceMinor !== null ? [{ orderLineId, quantityMilli, priceMinor }] : [],
  )
const netOf = ({ lines, netMinor }: Values): number =>
  billedOf(lines).reduce((all, one) => all + Math.round((one.priceMinor * one.quantityMilli) / 1000), netMinor ?? 0)
const totalOf = (values: Values): number => netOf(values) + (values.taxMinor ?? 0) + (values.otherMinor ?? 0)

/** What a supplier asks for: of an order line by line, or an amount by itself (rent, light). */
export function BillDialog({ order, onClose }: { order?: PurchaseOrder; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const today = useToday()
  const queryClient = useQueryClient()
  const ownCurrency = useOwnCurrency()
  const { data } = useApi(listSuppliers, { limit: 100 }, { enabled: !order })
  const { send } = useSend(recordBill, {
    onDone: () => {
      paid(queryClient)
      onClose()
    },
  })
  const worth = (_typed: unknown, values: Values) => (totalOf(values) === 0 ? t('purchasing.problems.bill_empty') : null)
  const form = useContractForm<Values>({
    initialValues: {
      supplierId: order?.supplierId ?? null,
      kind: 'bill',
      number: '',
      billedOn: today,
      dueOn: '',
      netMinor: null,
      taxMinor: 0,
      otherMinor: 0,
      lines: (order?.lines ?? []).map(({ id, receivedMilli, returnedMilli, billedMilli, priceMinor }) => ({
        id,
        quantityMilli: Math.max(0, receivedMilli - returnedMilli - billedMilli) || null,
        priceMinor,
      })),
    },
    validate: {
      supplierId: (id) => (id === null ? t('kernel.fields.missing') : null),
      number: (number) => (number.trim() === '' ? t('kernel.fields.missing') : null),
      ...(order ? { lines: worth } : { netMinor: worth }),
    },
    save: (values) => {
      const { supplierId, kind, number, billedOn, dueOn, taxMinor, otherMinor } = values
      return send({
        supplierId: supplierId ?? '',
        kind,
        number: number.trim(),
        billedOn,
        ...(dueOn !== '' && { dueOn }),
        taxMinor: taxMinor ?? 0,
        otherMinor: otherMinor ?? 0,
        ...(order ? { orderId: order.id, lines: billedOf(values.lines) } : { netMinor: netOf(values) }),
      })
    },
  })
  const { values } = form
  const currency = order?.currency ?? data?.items.find(({ id }) => id === values.supplierId)?.currency ?? ownCurrency
  const put = (at: number, more: Partial<Line>): void =>
    form.setFieldValue(
      'lines',
      values.lines.map((line, index) => (index === at ? { ...line, ...more } : line)),
    )
  const money = (name: 'netMinor' | 'taxMinor' | 'otherMinor', label: string) => (
    <MoneyField
      label={label}
      valueMinor={values[name]}
      currency={currency}
      error={form.errors[name]}
      onChange={(minor) => form.setFieldValue(name, minor)}
    />
  )
  return (
    <Modal opened onClose={onClose} title={t('purchasing.bills.new')} size={560} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          {!order && (
            <Select
              label={t('purchasing.list.supplier')}
              data={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              searchable
              {...form.field('supplierId')}
            />
          )}
          <SegmentedControl
            fullWidth
            aria-label={t('purchasing.bills.kind')}
            data={(['bill', 'credit'] as const).map((value) => ({ value, label: t(`purchasing.bills.kinds.${value}`) }))}
            value={values.kind}
            onChange={(kind) => form.setFieldValue('kind', kind as Values['kind'])}
          />
          <TextInput label={t('purchasing.bills.number')} maxLength={60} data-autofocus {...form.field('number')} />
          <FieldRow>
            <DateField label={t('purchasing.bills.date')} required withAsterisk={false} {...form.field('billedOn')} />
            <DateField
              {...(values.billedOn !== '' && { min: values.billedOn })}
              label={t('purchasing.bills.due')}
              description={t('purchasing.bills.due_hint')}
              {...form.field('dueOn')}
            />
          </FieldRow>
          {values.lines.map((line, at) => {
            const ordered = order?.lines.find(({ id }) => id === line.id)
            return (
              <FieldRow key={line.id}>
                <QuantityField
                  label={ordered?.name ?? ''}
                  suffix={ordered?.supplyUnit ?? ''}
                  valueMilli={line.quantityMilli}
                  error={at === 0 && form.errors.lines}
                  onChange={(quantityMilli) => put(at, { quantityMilli })}
                />
                <MoneyField
                  label={t('purchasing.lines.price')}
                  valueMinor={line.priceMinor}
                  currency={currency}
                  onChange={(priceMinor) => put(at, { priceMinor })}
                />
              </FieldRow>
            )
          })}
          {!order && money('netMinor', t('purchasing.bills.net'))}
          <FieldRow>
            {money('taxMinor', t('purchasing.bills.tax'))}
            {money('otherMinor', t('purchasing.bills.other'))}
          </FieldRow>
          <div className={s.spread}>
            <strong className="num">{t('purchasing.bills.total', { amount: format.money(totalOf(values), currency) })}</strong>
            <div className={s.foot}>
              <Button variant="default" onClick={onClose}>
                {t('web.action.cancel')}
              </Button>
              <Button type="submit" loading={form.isSaving}>
                {t('purchasing.bills.save')}
              </Button>
            </div>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
