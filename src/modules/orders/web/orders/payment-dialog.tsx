import { Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { recordPayment, recordRefund } from '#orders/contract/order-api.ts'
import type { Order } from '#orders/contract/order.ts'
import type { Method } from '#orders/web/builder/draft.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { MoneyField } from '#web/ui/money-field.tsx'
import { methods } from '#orders/web/builder/order-form.tsx'
import { keep } from '#orders/web/orders/orders.live.ts'
import { owedMinorOf } from '#orders/web/orders/owed.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'

type Props = { order: Order; isRefund: boolean; onClose: () => void }

/** Money that was taken by hand, with the change that goes back; or money that is given back, and why. */
export function PaymentDialog({ order, isRefund, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const { currency } = order
  const mostMinor = isRefund ? order.balanceMinor : owedMinorOf(order)
  const options = { onDone: (saved: unknown) => (keep(queryClient, saved as Order), onClose()) }
  const { send: pay } = useSend(recordPayment, options)
  const { send: giveBack } = useSend(recordRefund, options)
  const form = useContractForm({
    initialValues: {
      method: (order.paymentMethod ?? 'cash') as Method,
      amountMinor: mostMinor as number | null,
      tenderedMinor: (isRefund ? null : order.paysWithMinor) as number | null,
      reference: '',
      reason: '',
    },
    validate: {
      amountMinor: (value: number | null) => (value === null || value <= 0 ? t('orders.payment.amount_missing') : null),
      reason: (value: string) => (isRefund && value.trim() === '' ? t('orders.payment.reason_missing') : null),
    },
    save: ({ method, amountMinor, tenderedMinor, reference, reason }): Promise<unknown> => {
      const said = { id: order.id, method, amountMinor: amountMinor ?? 0, reference: reference.trim() }
      if (isRefund) return giveBack({ ...said, reason: reason.trim() })
      return pay({ ...said, tenderedMinor: method === 'cash' ? tenderedMinor : null })
    },
  })
  const values = form.getValues()
  const change = values.method === 'cash' && values.tenderedMinor !== null ? values.tenderedMinor - (values.amountMinor ?? 0) : 0
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(isRefund ? 'orders.payment.refund' : 'orders.payment.title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          <SegmentedControl
            fullWidth
            aria-label={t('orders.payment.method')}
            data={methods.map((value) => ({ value, label: t(`orders.methods.${value}`) }))}
            value={values.method}
            onChange={(method) => form.setFieldValue('method', method as Method)}
          />
          <MoneyField
            label={t('orders.payment.amount')}
            hint={t(isRefund ? 'orders.payment.kept' : 'orders.payment.owed', { amount: format.money(mostMinor, currency) })}
            error={form.errors['amountMinor']}
            valueMinor={values.amountMinor}
            currency={currency}
            onChange={(amountMinor) => form.setFieldValue('amountMinor', amountMinor)}
            isFocused
          />
          {!isRefund && values.method === 'cash' && (
            <MoneyField
              label={t('orders.payment.tendered')}
              valueMinor={values.tenderedMinor}
              currency={currency}
              onChange={(tenderedMinor) => form.setFieldValue('tenderedMinor', tenderedMinor)}
            />
          )}
          {!isRefund && change > 0 && <Notice>{t('orders.payment.change', { amount: format.money(change, currency) })}</Notice>}
          {values.method !== 'cash' && <TextInput label={t('orders.payment.reference')} maxLength={120} {...form.field('reference')} />}
          {isRefund && <Textarea label={t('web.action.why')} maxLength={300} autosize minRows={2} {...form.field('reason')} />}
        </Fields>
        <FormButtons
          submit={t(isRefund ? 'orders.payment.give_back' : 'orders.payment.record')}
          isSaving={form.isSaving}
          onCancel={onClose}
        />
      </CheckedForm>
    </Modal>
  )
}
