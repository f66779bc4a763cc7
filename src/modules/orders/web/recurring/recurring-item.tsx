import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { canTakeOrders } from '#orders/contract/permissions.ts'
import { listRecurringOrders, moveRecurringOrder, skipRecurringOrder } from '#orders/contract/recurring-order-api.ts'
import type { RecurringOrder } from '#orders/contract/recurring-order.ts'
import { RecurringDialog } from '#orders/web/recurring/recurring-dialog.tsx'
import { noonOf, rhythmInWords } from '#orders/web/recurring/rhythm-words.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { confirm } from '#web/ui/dialog.ts'
import { Chip } from '#web/ui/marks.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#orders/web/recurring/recurring.module.css'

/** One of them: for whom, what, how often and when next; what became of the last date; and what can be done about it. */
export function RecurringItem({ one, showsCustomer }: { one: RecurringOrder; showsCustomer: boolean }) {
  const t = useT()
  const format = useFormat()
  return (
    <li className={s.item} data-paused={one.state === 'paused' || undefined}>
      <div className={s.who}>
        {showsCustomer && <Link to={`/contactos/${one.contactId}`}>{one.contactName}</Link>}
        <small>{rhythmInWords(t, format, one)}</small>
      </div>
      <div className={s.what}>
        {one.lines
          .map(({ quantityMilli, name }) => `${format.number(quantityMilli / 1000)} × ${name || t('orders.recurring.unknown_good')}`)
          .join(' · ')}
        <LastRun run={one.lastRun} />
      </div>
      <div className={s.when}>
        {one.state === 'paused' ? (
          <Chip tone="warn">{t('orders.recurring.paused')}</Chip>
        ) : one.nextOn === null ? (
          <Chip>{t('orders.recurring.ended')}</Chip>
        ) : (
          <span className="num">{format.day(noonOf(one.nextOn))}</span>
        )}
      </div>
      {one.state !== 'ended' && <Actions one={one} />}
    </li>
  )
}

function LastRun({ run }: { run: RecurringOrder['lastRun'] }) {
  const t = useT()
  const format = useFormat()
  if (run === null) return null
  const day = format.day(noonOf(run.dueOn))
  const words = t(`orders.recurring.last_${run.outcome}`, { day })
  const trouble = run.leftOut.length > 0 ? t('orders.recurring.left_out', { items: run.leftOut.join(', ') }) : run.problem
  return (
    <small>
      {run.orderId ? <Link to={`/pedidos/${run.orderId}`}>{words}</Link> : words}
      {trouble && <em className={s.gone}> {trouble}</em>}
    </small>
  )
}

function Actions({ one }: { one: RecurringOrder }) {
  const t = useT()
  const may = useMay()
  const format = useFormat()
  const [isEditing, setEditing] = useState(false)
  const options = {
    invalidates: [listRecurringOrders],
    onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad', name: `recurring-${one.id}` }),
  }
  const { send: move } = useSend(moveRecurringOrder, options)
  const { send: skip } = useSend(skipRecurringOrder, options)
  if (!may(canTakeOrders)) return null
  const go = (state: RecurringOrder['state']) => void move({ id: one.id, state }).catch(() => {})
  const end = async (): Promise<void> => {
    const isSure = await confirm({
      title: t('orders.recurring.end_title', { name: one.contactName }),
      text: t('orders.recurring.end_hint'),
      confirm: t('orders.recurring.end'),
      isDangerous: true,
    })
    if (isSure) go('ended')
  }
  const { nextOn } = one
  return (
    <>
      <Menu position="bottom-end" width={230} withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('orders.recurring.more', { name: one.contactName })}>
            <IconDots size={16} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setEditing(true)}>{t('orders.recurring.change')}</Menu.Item>
          {one.state === 'active' && nextOn !== null && (
            <Menu.Item onClick={() => void skip({ id: one.id, on: nextOn }).catch(() => {})}>
              {t('orders.recurring.skip', { day: format.day(noonOf(nextOn)) })}
            </Menu.Item>
          )}
          {one.state === 'active' ? (
            <Menu.Item onClick={() => go('paused')}>{t('orders.recurring.pause')}</Menu.Item>
          ) : (
            <Menu.Item onClick={() => go('active')}>{t('orders.recurring.resume')}</Menu.Item>
          )}
          <Menu.Item color="red" onClick={() => void end()}>
            {t('orders.recurring.end')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isEditing && <RecurringDialog recurring={one} onClose={() => setEditing(false)} />}
    </>
  )
}
