import { Checkbox, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getBill, listBills, paySupplier } from '#purchasing/contract/bill-api.ts'
import type { Bill, BillCard, PaySupplier } from '#purchasing/contract/bill.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { paid } from '#purchasing/web/purchases/purchases.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { FieldRow, useContractForm } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import { useToday } from '#web/ui/time.tsx'

const methods = ['transfer', 'cash', 'cheque', 'card', 'other'] as const

type Values = {
  parts: { amountMinor: number | null }[]
  usesCredit: boolean
  method: PaySupplier['method']
  paidOn: string
  reference: string
}

/** Money that left for a bill, a credit of theirs used first if there is one. */
export function PayDialog({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const today = useToday()
  const { data } = useApi(listBills, { supplierId: bill.supplierId, filter: ['kind:eq:credit', 'state:eq:open'] })
  const credits = ((data?.items ?? []) as BillCard[]).filter(({ currency }) => currency === bill.currency)
  const creditMinor = credits.reduce((all, { owedMinor }) => all + owedMinor, 0)
  const { send } = useSend(paySupplier, {
    invalidates: [getBill],
    onDone: () => {
      paid(queryClient)
      onClose()
    },
  })
  const used = ({ usesCredit, parts: [own] }: Values): number => (usesCredit ? Math.min(creditMinor, own?.amountMinor ?? 0) : 0)
  const partsOf = (values: Values): PaySupplier['parts'] => {
    let left = used(values)
    const theirs = credits.flatMap(({ id, owedMinor }) => {
      const part = Math.min(left, owedMinor)
      left -= part
      return part > 0 ? [{ billId: id, amountMinor: part }] : []
    })
    return [{ billId: bill.id, amountMinor: values.parts[0]?.amountMinor ?? 0 }, ...theirs]
  }
  const form = useContractForm<Values>({
    initialValues: { parts: [{ amountMinor: bill.owedMinor }], usesCredit: true, method: 'transfer', paidOn: today, reference: '' },
    validate: { parts: { amountMinor: (minor) => (minor ? null : t('kernel.fields.missing')) } },
    save: (values) =>
      send({
        supplierId: bill.supplierId,
        method: values.method,
        paidOn: values.paidOn,
        reference: values.reference.trim(),
        parts: partsOf(values),
      }),
  })
  const { values } = form
  const amountMinor = values.parts[0]?.amountMinor ?? null
  return (
    <DialogForm
      form={form}
      title={t('purchasing.pay.title')}
      size={440}
      submit={t('purchasing.pay.save')}
      onCancel={onClose}
      onClose={onClose}
    >
      <MoneyField
        label={t('purchasing.pay.amount')}
        hint={t('purchasing.pay.owed', { amount: format.money(bill.owedMinor, bill.currency) })}
        valueMinor={amountMinor}
        currency={bill.currency}
        error={form.errors['parts.0.amountMinor']}
        onChange={(minor) => form.setFieldValue('parts.0.amountMinor', minor)}
      />
      {creditMinor > 0 && (
        <Checkbox
          label={t('purchasing.pay.use_credit', { amount: format.money(creditMinor, bill.currency) })}
          {...form.field('usesCredit', { type: 'checkbox' })}
        />
      )}
      {used(values) > 0 && (
        <Notice>{t('purchasing.pay.leaves', { amount: format.money((amountMinor ?? 0) - used(values), bill.currency) })}</Notice>
      )}
      <FieldRow>
        <Select
          label={t('purchasing.pay.method')}
          data={methods.map((value) => ({ value, label: t(`purchasing.methods.${value}`) }))}
          allowDeselect={false}
          {...form.field('method')}
        />
        <DateField label={t('purchasing.pay.day')} max={today} required withAsterisk={false} {...form.field('paidOn')} />
      </FieldRow>
      <TextInput label={t('purchasing.pay.reference')} maxLength={120} {...form.field('reference')} />
    </DialogForm>
  )
}
