import { ActionIcon, Menu } from '@mantine/core'
import { IconAlertTriangle, IconCalendarDue, IconClock, IconDots } from '@tabler/icons-react'
import { type CSSProperties, memo, useState } from 'react'
import type { DealCard as Card } from '#sales/contract/deal.ts'
import type { Stage } from '#sales/contract/pipeline.ts'
import { daysIn, isLate, isRotting } from '#sales/web/deals/board-columns.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useDragCard } from '#web/ui/drag.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { Tick } from '#web/ui/selection.tsx'
import { StageDot } from '#sales/web/deals/stage-dot.tsx'
import s from '#sales/web/deals/card.module.css'

type Props = {
  card: Card
  stage: Stage
  stages: readonly Stage[]
  ownerName: string | undefined
  /** A minute's precision is enough: a card is not drawn anew with every second. */
  now: number
  top: number
  isOpen: boolean
  asksStep: boolean
  isPicked: boolean
  mayMove: boolean
  onPick: (id: string, isRange: boolean) => void
  onOpen: (id: string) => void
  onMove: (card: Card, stageId: string) => void
}

/** A deal on the board: what, with whom, how much, what comes next and by when, how long it stands here, and whose it is. */
export const DealCard = memo(function DealCard(props: Props) {
  const { card, stage, stages, ownerName, now, top, isOpen, asksStep, isPicked, mayMove, onPick, onOpen, onMove } = props
  const t = useT()
  const format = useFormat()
  const ref = useDragCard(card.id, mayMove)
  const days = daysIn(card, now)
  return (
    <li
      ref={ref}
      className={s.card}
      data-card={card.id}
      data-fixed={mayMove ? undefined : ''}
      data-open={isOpen || undefined}
      data-picked={isPicked || undefined}
      style={{ transform: `translateY(${top}px)` } as CSSProperties}
    >
      {/* No real button: where one is, Firefox begins no drag. */}
      <div
        role="button"
        tabIndex={0}
        className={s.cover}
        data-deal={card.id}
        onClick={() => onOpen(card.id)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          onOpen(card.id)
        }}
      >
        <strong>{card.title}</strong>
        <span className={s.who}>{card.contactName ?? t('sales.board.no_contact')}</span>
        <span className={s.amount} data-none={card.amountMinor === null || undefined}>
          {card.amountMinor === null ? t('sales.board.no_amount') : format.money(card.amountMinor, card.currency)}
        </span>
      </div>
      <div className={s.foot}>
        <NextStep card={card} now={now} isAsked={asksStep} />
        {isRotting(card, stage, now) ? (
          <Chip tone="warn">
            <span title={t('sales.board.rotting', { days })}>{t('sales.board.days', { days })}</span>
          </Chip>
        ) : (
          <span className={s.days} title={t('sales.board.days_here', { days })}>
            {t('sales.board.days', { days })}
          </span>
        )}
        {ownerName !== undefined && (
          <span title={ownerName}>
            <Avatar name={ownerName} size={22} />
            <span className="sr-only">{ownerName}</span>
          </span>
        )}
      </div>
      {mayMove && (
        <span className={s.tick}>
          <Tick
            isOn={isPicked}
            label={t('sales.bulk.pick', { title: card.title })}
            isReachable={isPicked}
            onToggle={(isRange) => onPick(card.id, isRange)}
          />
        </span>
      )}
      {mayMove && <MoveMenu card={card} stages={stages} onMove={onMove} onPick={onPick} />}
    </li>
  )
})

function NextStep({ card, now, isAsked }: { card: Card; now: number; isAsked: boolean }) {
  const t = useT()
  const format = useFormat()
  if (card.closedAt !== null) return <span className={s.step}>{t('sales.board.closed', { day: format.day(card.closedAt) })}</span>
  if (card.nextStep === null)
    return (
      <span className={s.step} data-tone={isAsked ? 'asked' : 'none'}>
        <IconAlertTriangle size={14} stroke={1.7} aria-hidden />
        <span>{t('sales.board.no_step')}</span>
      </span>
    )
  const late = isLate(card, now)
  const nowText = new Date(now).toISOString()
  const isToday = card.nextStepAt !== null && format.dayOf(card.nextStepAt) === format.dayOf(nowText)
  const when = card.nextStepAt === null ? null : isToday ? t('sales.board.today') : format.day(card.nextStepAt, nowText)
  const Sign = card.nextStepAt === null ? IconClock : IconCalendarDue
  return (
    <span className={s.step} data-tone={late ? 'late' : isToday ? 'today' : undefined} title={card.nextStep}>
      <Sign size={14} stroke={1.7} aria-hidden />
      <span>
        {card.nextStep}
        {when !== null && ` · ${late && !isToday ? t('sales.board.late', { day: when }) : when}`}
      </span>
    </span>
  )
}

type MoveProps = { card: Card; stages: readonly Stage[] } & Pick<Props, 'onMove' | 'onPick'>

/** Where it goes, without dragging. Its items come with its opening: thousands of closed menus would weigh on the board. */
function MoveMenu({ card, stages, onMove, onPick }: MoveProps) {
  const t = useT()
  const [wasOpen, setWasOpen] = useState(false)
  const button = (
    <ActionIcon
      className={s.more}
      size={26}
      data-move={card.id}
      aria-label={t('sales.board.move', { title: card.title })}
      onClick={() => setWasOpen(true)}
    >
      <IconDots size={16} stroke={1.7} />
    </ActionIcon>
  )
  if (!wasOpen) return button
  return (
    <Menu position="bottom-end" width={220} defaultOpened>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('sales.board.move_to')}</Menu.Label>
        {stages.map((stage) => (
          <Menu.Item key={stage.id} disabled={stage.id === card.stageId} onClick={() => onMove(card, stage.id)}>
            <StageDot color={stage.color}>{stage.name}</StageDot>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onPick(card.id, false)}>{t('sales.bulk.pick_several')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
