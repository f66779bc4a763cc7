import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { getBill, listBills, paySupplier } from '#purchasing/contract/bill-api.ts'
import type { Bill, BillCard, PaySupplier } from '#purchasing/contract/bill.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { paid } from '#purchasing/web/purchases/purchases.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { FieldRow, Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import { useToday } from '#purchasing/web/fields/today.ts'
import s from '#purchasing/web/purchases/purchases.module.css'

const methods = ['transfer', 'cash', 'cheque', 'card', 'other'] as const

/** Money that left for a bill, a credit of theirs used first if there is one. */
export function PayDialog({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const today = useToday()
  const { data } = useApi(listBills, { supplierId: bill.supplierId, filter: ['kind:eq:credit', 'state:eq:open'] })
  const credits = ((data?.items ?? []) as BillCard[]).filter(({ currency }) => currency === bill.currency)
  const creditMinor = credits.reduce((all, { owedMinor }) => all + owedMinor, 0)
  const [usesCredit, setUsesCredit] = useState(true)
  const [amountMinor, setAmountMinor] = useState<number | null>(bill.owedMinor)
  const [method, setMethod] = useState<PaySupplier['method']>('transfer')
  const [paidOn, setPaidOn] = useState(today)
  const [reference, setReference] = useState('')
  const { send, sending, problem, error } = useSend(paySupplier, {
    invalidates: [getBill],
    onDone: () => {
      paid(queryClient)
      onClose()
    },
  })
  const used = usesCredit ? Math.min(creditMinor, amountMinor ?? 0) : 0
  const parts = (): PaySupplier['parts'] => {
    let left = used
    const own = credits.flatMap(({ id, owedMinor }) => {
      const part = Math.min(left, owedMinor)
      left -= part
      return part > 0 ? [{ billId: id, amountMinor: part }] : []
    })
    return [{ billId: bill.id, amountMinor: amountMinor ?? 0 }, ...own]
  }
  return (
    <Modal opened onClose={onClose} title={t('purchasing.pay.title')} size={440} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <CheckedForm
        refusal={error}
        onSubmit={(event) => {
          event.preventDefault()
          if (amountMinor)
            void send({ supplierId: bill.supplierId, method, paidOn, reference: reference.trim(), parts: parts() }).catch(() => {})
        }}
      >
        <Fields>
          {problem && <Notice tone="bad">{problem}</Notice>}
          <MoneyField
            label={t('purchasing.pay.amount')}
            name="parts.0.amountMinor"
            hint={t('purchasing.pay.owed', { amount: format.money(bill.owedMinor, bill.currency) })}
            valueMinor={amountMinor}
            currency={bill.currency}
            onChange={setAmountMinor}
          />
          {creditMinor > 0 && (
            <Checkbox
              label={t('purchasing.pay.use_credit', { amount: format.money(creditMinor, bill.currency) })}
              checked={usesCredit}
              onChange={(event) => setUsesCredit(event.currentTarget.checked)}
            />
          )}
          {used > 0 && <Notice>{t('purchasing.pay.leaves', { amount: format.money((amountMinor ?? 0) - used, bill.currency) })}</Notice>}
          <FieldRow>
            <Select
              label={t('purchasing.pay.method')}
              data={methods.map((value) => ({ value, label: t(`purchasing.methods.${value}`) }))}
              value={method}
              allowDeselect={false}
              onChange={(value) => value && setMethod(value as typeof method)}
            />
            <DateField name="paidOn" label={t('purchasing.pay.day')} value={paidOn} max={today} onChange={setPaidOn} />
          </FieldRow>
          <TextInput
            name="reference"
            label={t('purchasing.pay.reference')}
            value={reference}
            maxLength={120}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
          <div className={s.foot}>
            <Button variant="default" onClick={onClose}>
              {t('web.action.cancel')}
            </Button>
            <Button type="submit" disabled={!amountMinor} loading={sending}>
              {t('purchasing.pay.save')}
            </Button>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
