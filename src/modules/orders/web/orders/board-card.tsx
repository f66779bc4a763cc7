import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight, IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { OrderCard } from '#orders/contract/order.ts'
import { isClosed } from '#orders/web/orders/closed.ts'
import { FulfilmentMark, OrderStateChip, PaymentChip } from '#orders/web/orders/order-state.tsx'
import { useSteps } from '#orders/web/orders/use-steps.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Chip, Money } from '#web/ui/marks.tsx'
import { RelativeTime, useNow } from '#web/ui/time.tsx'
import s from '#web/ui/board.module.css'

/** One order on the board: who, how much, by when, and the step that comes next. */
export const BoardCard = memo(function BoardCard({ card }: { card: OrderCard }) {
  const t = useT()
  const { next, others, nameOf, go, isMoving } = useSteps(card)
  const name = card.contactName ?? card.tableName ?? t(`orders.doors.${card.door}`)
  return (
    <li className={s.card}>
      <Link to={`/pedidos/${card.id}`} className={s.open}>
        <strong>{name}</strong>
        <span className={s.line}>
          <span className="num">{card.number ?? t('orders.states.draft')}</span>
          <span>{t('orders.board.lines', { count: card.lineCount })}</span>
        </span>
      </Link>
      <span className={s.sum}>
        <Money amountMinor={card.totalMinor} currency={card.currency} />
      </span>
      <div className={s.chips}>
        <FulfilmentMark order={card} />
        <PaymentChip order={card} />
        {(card.state === 'cancelled' || card.state === 'returned') && <OrderStateChip order={card} />}
        <Due card={card} />
      </div>
      {(next ?? others[0]) && (
        <div className={s.steps}>
          {next && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowRight size={14} stroke={1.8} aria-hidden />}
              loading={isMoving}
              onClick={() => void go(next)}
            >
              {nameOf(next)}
            </Button>
          )}
          {others.length > 0 && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('orders.steps.more', { name: card.number ?? name })}>
                  <IconDots size={16} stroke={1.7} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {others.map((state) => (
                  <Menu.Item key={state} {...(state === 'cancelled' && { color: 'red' })} onClick={() => void go(state)}>
                    {state === 'cancelled' ? t('orders.steps.cancel') : nameOf(state)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      )}
    </li>
  )
})

/** By when it was promised; late is said in words too. */
function Due({ card }: { card: OrderCard }) {
  const t = useT()
  const format = useFormat()
  const now = useNow()
  if (isClosed(card.state) || card.promisedAt === null)
    return (
      <small className={s.since}>
        <RelativeTime at={card.stateSince} />
      </small>
    )
  const isLate = card.promisedAt < now && card.state !== 'on_the_way'
  return isLate ? (
    <Chip tone="bad" icon={<IconAlertTriangle size={12} stroke={1.9} aria-hidden />}>
      {t('orders.board.late', { hour: format.hour(card.promisedAt) })}
    </Chip>
  ) : (
    <Chip>{t('orders.board.due', { hour: format.hour(card.promisedAt) })}</Chip>
  )
}
