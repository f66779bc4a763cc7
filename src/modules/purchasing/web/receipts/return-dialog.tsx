import { Button, Modal, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { returnGoods } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import type { Receipt } from '#purchasing/contract/receipt.ts'
import { QuantityField } from '#purchasing/web/fields/quantity-field.tsx'
import { keep } from '#purchasing/web/purchases/purchases.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { Fields } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#purchasing/web/purchases/purchases.module.css'

type Props = { order: PurchaseOrder; receipt: Receipt; onClose: () => void }

/** What goes back to the supplier, and why. */
export function ReturnDialog({ order, receipt, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const [amounts, setAmounts] = useState<Record<string, number | null>>({})
  const [reason, setReason] = useState('')
  const { send, sending, problem } = useSend(returnGoods, {
    onDone: (saved) => {
      keep(queryClient, saved as PurchaseOrder)
      onClose()
    },
  })
  const lines = receipt.lines.filter(({ quantityMilli, returnedMilli }) => quantityMilli > returnedMilli)
  const back = Object.entries(amounts).flatMap(([receiptLineId, quantityMilli]) =>
    quantityMilli ? [{ receiptLineId, quantityMilli }] : [],
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('purchasing.return.title')}
      size={460}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          if (back.length > 0 && reason.trim() !== '') void send({ id: order.id, reason: reason.trim(), lines: back }).catch(() => {})
        }}
      >
        <Fields>
          {problem && <Notice tone="bad">{problem}</Notice>}
          {lines.map((line) => (
            <QuantityField
              key={line.id}
              label={line.name}
              hint={t('purchasing.return.most', { quantity: format.number((line.quantityMilli - line.returnedMilli) / 1000) })}
              suffix={order.lines.find(({ id }) => id === line.orderLineId)?.supplyUnit ?? ''}
              valueMilli={amounts[line.id] ?? null}
              onChange={(value) => setAmounts((last) => ({ ...last, [line.id]: value }))}
            />
          ))}
          <Textarea
            label={t('web.action.why')}
            value={reason}
            maxLength={300}
            autosize
            minRows={2}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className={s.foot}>
            <Button variant="default" onClick={onClose}>
              {t('web.action.cancel')}
            </Button>
            <Button type="submit" disabled={back.length === 0 || reason.trim() === ''} loading={sending}>
              {t('purchasing.return.save')}
            </Button>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
