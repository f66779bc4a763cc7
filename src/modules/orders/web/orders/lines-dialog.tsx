import { Button, Input, Modal, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { handOver, takeBack } from '#orders/contract/order-api.ts'
import type { Order, OrderLine } from '#orders/contract/order.ts'
import { keep } from '#orders/web/orders/orders.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { focusFirst } from '#web/ui/first-fault.ts'
import { Fields } from '#web/ui/form.tsx'
import { NumberField } from '#web/ui/number-field.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#orders/web/orders/ticket.module.css'

type Props = { order: Order; kind: 'hand' | 'back'; onClose: () => void }

const leftOf = (line: OrderLine, kind: Props['kind']): number =>
  kind === 'hand' ? line.quantityMilli - line.deliveredMilli : line.deliveredMilli - line.returnedMilli

/** How much of each was handed over now, or came back. */
export function LinesDialog({ order, kind, onClose }: Props) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const lines = order.lines.filter((line) => line.removedAt === null && leftOf(line, kind) > 0)
  const [amounts, setAmounts] = useState<Record<string, number>>(() =>
    Object.fromEntries(lines.map((line) => [line.id, kind === 'hand' ? leftOf(line, kind) : 0])),
  )
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const options = { onDone: (saved: unknown) => (keep(queryClient, saved as Order), onClose()) }
  const handing = useSend(handOver, options)
  const taking = useSend(takeBack, options)
  const given = Object.entries(amounts).flatMap(([lineId, quantityMilli]) => (quantityMilli > 0 ? [{ lineId, quantityMilli }] : []))
  const isNothing = given.length === 0
  const mayGo = !isNothing && (kind === 'hand' || reason.trim() !== '')
  const go = (): void => {
    const sent =
      kind === 'hand' ? handing.send({ id: order.id, lines: given }) : taking.send({ id: order.id, lines: given, reason: reason.trim() })
    sent.catch(() => {})
  }
  const problem = handing.problem ?? taking.problem
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(kind === 'hand' ? 'orders.actions.hand_over' : 'orders.actions.take_back')}
      size={460}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <CheckedForm
        onSubmit={(event) => {
          event.preventDefault()
          if (mayGo) return go()
          setTried(true)
          focusFirst(event.currentTarget)
        }}
      >
        <Fields>
          {problem && <Notice tone="bad">{problem}</Notice>}
          <ul className={s.parts}>
            {lines.map((line) => (
              <li key={line.id}>
                <span>
                  {line.name}
                  <small>{t('orders.parts.of', { quantity: format.number(leftOf(line, kind) / 1000) })}</small>
                </span>
                <NumberField
                  aria-label={t('orders.builder.quantity', { name: line.name })}
                  value={(amounts[line.id] ?? 0) / 1000}
                  error={isTried && isNothing}
                  min={0}
                  max={leftOf(line, kind) / 1000}
                  decimals={line.unit === 'piece' || line.unit === 'pack' ? 0 : 3}
                  onChange={(value) => setAmounts((last) => ({ ...last, [line.id]: Math.round(Number(value) * 1000) }))}
                />
              </li>
            ))}
          </ul>
          {isTried && isNothing && <Input.Error role="alert">{t('orders.parts.nothing')}</Input.Error>}
          {kind === 'back' && (
            <>
              <Textarea
                label={t('web.action.why')}
                aria-required
                value={reason}
                error={isTried && reason.trim() === '' && t('kernel.fields.missing')}
                onChange={(event) => setReason(event.currentTarget.value)}
                maxLength={300}
                autosize
                minRows={2}
              />
              <p className={s.quiet}>{t('orders.parts.refund_hint')}</p>
            </>
          )}
          <div className={s.ways}>
            <Button variant="default" onClick={onClose}>
              {t('web.action.cancel')}
            </Button>
            <Button type="submit" loading={handing.sending || taking.sending}>
              {t(kind === 'hand' ? 'orders.parts.hand' : 'orders.parts.take')}
            </Button>
          </div>
        </Fields>
      </CheckedForm>
    </Modal>
  )
}
