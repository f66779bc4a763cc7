import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArrowRight, IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Order } from '#orders/contract/order.ts'
import { canMoveOrders, canRecordPayments, canRefundPayments, canTakeOrders } from '#orders/contract/permissions.ts'
import { isClosed } from '#orders/web/orders/closed.ts'
import { LinesDialog } from '#orders/web/orders/lines-dialog.tsx'
import { owedMinorOf } from '#orders/web/orders/owed.ts'
import { PaymentDialog } from '#orders/web/orders/payment-dialog.tsx'
import { useSteps } from '#orders/web/orders/use-steps.tsx'
import { RecurringDialog } from '#orders/web/recurring/recurring-dialog.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'

type Open = 'payment' | 'refund' | 'hand' | 'back' | 'repeat' | null

/** What can be done with it where it stands; the one filled button is the step that comes next. */
export function OrderActions({ order, onEdit }: { order: Order; onEdit?: () => void }) {
  const t = useT()
  const may = useMay()
  const isPhone = useIsPhone()
  const { next, others, nameOf, go, isMoving } = useSteps(order)
  const [open, setOpen] = useState<Open>(null)
  const lines = order.lines.filter(({ removedAt }) => removedAt === null)
  const isPlaced = order.state !== 'draft'
  const mayCharge = isPlaced && owedMinorOf(order) > 0 && may(canRecordPayments)
  const mayRefund = order.balanceMinor > 0 && may(canRefundPayments)
  const mayHand = isPlaced && !isClosed(order.state) && may(canMoveOrders) && lines.some((line) => line.deliveredMilli < line.quantityMilli)
  const mayTake = lines.some((line) => line.deliveredMilli > line.returnedMilli) && may(canRefundPayments)
  const mayRepeat = order.contactId !== null && order.fulfilment !== 'table' && lines.length > 0 && may(canTakeOrders)
  const close = () => setOpen(null)
  return (
    <>
      {!isPhone && onEdit && (
        <Button variant="default" onClick={onEdit}>
          {t('orders.actions.edit')}
        </Button>
      )}
      {!isPhone && mayCharge && (
        <Button variant="default" onClick={() => setOpen('payment')}>
          {t('orders.actions.charge')}
        </Button>
      )}
      {next && (
        <Button leftSection={<IconArrowRight size={16} stroke={1.8} aria-hidden />} loading={isMoving} onClick={() => void go(next)}>
          {nameOf(next)}
        </Button>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('orders.steps.more', { name: order.number ?? '' })}>
            <IconDots size={16} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isPhone && onEdit && <Menu.Item onClick={onEdit}>{t('orders.actions.edit')}</Menu.Item>}
          {isPhone && mayCharge && <Menu.Item onClick={() => setOpen('payment')}>{t('orders.actions.charge')}</Menu.Item>}
          {mayRefund && <Menu.Item onClick={() => setOpen('refund')}>{t('orders.actions.refund')}</Menu.Item>}
          {mayHand && <Menu.Item onClick={() => setOpen('hand')}>{t('orders.actions.hand_over')}</Menu.Item>}
          {mayTake && <Menu.Item onClick={() => setOpen('back')}>{t('orders.actions.take_back')}</Menu.Item>}
          {others
            .filter((state) => state !== 'cancelled' && state !== 'returned')
            .map((state) => (
              <Menu.Item key={state} onClick={() => void go(state)}>
                {t('orders.steps.to', { state: nameOf(state) })}
              </Menu.Item>
            ))}
          {mayRepeat && <Menu.Item onClick={() => setOpen('repeat')}>{t('orders.recurring.repeat')}</Menu.Item>}
          <Menu.Item component={Link} to={`/pedidos/${order.id}/ticket`}>
            {t('orders.actions.print')}
          </Menu.Item>
          {others.includes('returned') && <Menu.Item onClick={() => void go('returned')}>{t('orders.steps.return')}</Menu.Item>}
          {others.includes('cancelled') && (
            <Menu.Item color="red" onClick={() => void go('cancelled')}>
              {t('orders.steps.cancel')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {(open === 'payment' || open === 'refund') && <PaymentDialog order={order} isRefund={open === 'refund'} onClose={close} />}
      {open === 'repeat' && <RecurringDialog order={order} onClose={close} />}
      {(open === 'hand' || open === 'back') && <LinesDialog order={order} kind={open} onClose={close} />}
    </>
  )
}
