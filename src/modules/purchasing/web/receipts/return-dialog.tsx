import { Modal, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getPurchase, listReceipts, returnGoods } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import type { Receipt } from '#purchasing/contract/receipt.ts'
import { QuantityField } from '#purchasing/web/fields/quantity-field.tsx'
import { keep } from '#purchasing/web/purchases/purchases.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields, FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'

type Props = { order: PurchaseOrder; receipt: Receipt; onClose: () => void }
type Values = { amounts: Record<string, number | null>; reason: string }

const goingBack = (amounts: Values['amounts']) =>
  Object.entries(amounts).flatMap(([receiptLineId, quantityMilli]) => (quantityMilli ? [{ receiptLineId, quantityMilli }] : []))

/** What goes back to the supplier, and why. */
export function ReturnDialog({ order, receipt, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const { send } = useSend(returnGoods, {
    rereads: [getPurchase, listReceipts],
    onDone: (saved) => {
      keep(queryClient, saved as PurchaseOrder)
      onClose()
    },
  })
  const form = useContractForm<Values>({
    initialValues: { amounts: {}, reason: '' },
    validate: {
      amounts: (amounts) => (goingBack(amounts).length === 0 ? t('purchasing.return.nothing') : null),
      reason: (reason) => (reason.trim() === '' ? t('kernel.fields.missing') : null),
    },
    save: ({ amounts, reason }) => send({ id: order.id, reason: reason.trim(), lines: goingBack(amounts) }, { ifMatch: order.version }),
  })
  const { amounts } = form.values
  const lines = receipt.lines.filter(({ quantityMilli, returnedMilli }) => quantityMilli > returnedMilli)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('purchasing.return.title')}
      size={460}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm form={form}>
        <Fields>
          <FormProblem form={form} />
          {lines.map((line, at) => (
            <QuantityField
              key={line.id}
              label={line.name}
              hint={t('purchasing.return.most', { quantity: format.number((line.quantityMilli - line.returnedMilli) / 1000) })}
              suffix={order.lines.find(({ id }) => id === line.orderLineId)?.supplyUnit ?? ''}
              error={at === 0 && form.errors.amounts}
              valueMilli={amounts[line.id] ?? null}
              onChange={(value) => form.setFieldValue('amounts', { ...amounts, [line.id]: value })}
            />
          ))}
          <Textarea label={t('web.action.why')} withAsterisk aria-required maxLength={300} autosize minRows={2} {...form.field('reason')} />
        </Fields>
        <FormButtons submit={t('purchasing.return.save')} isSaving={form.isSaving} onCancel={onClose} />
      </CheckedForm>
    </Modal>
  )
}
