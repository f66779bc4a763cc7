import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArmchair,
  IconCheck,
  IconClock,
  IconEye,
  IconFlame,
  IconMotorbike,
  IconShoppingBag,
} from '@tabler/icons-react'
import type { Ticket, TicketLine } from '#orders/contract/kitchen.ts'
import { canMoveOrders } from '#orders/contract/permissions.ts'
import { ofStation, urgencyOf } from '#orders/web/kitchen/tapped.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useMay } from '#web/session.ts'
import s from '#orders/web/kitchen/ticket.module.css'

type Props = {
  ticket: Ticket
  station: string | null
  /** Where it is not plain whose it is. */
  brandName: string | null
  now: string
  onLines: (lineIds: string[], isPrepared: boolean) => void
  onStart: () => void
  onSeen: () => void
}

const icons = { delivery: IconMotorbike, pickup: IconShoppingBag, table: IconArmchair }

/** One order, to be read from a step away and touched with a wet finger. */
export function TicketCard({ ticket, station, brandName, now, onLines, onStart, onSeen }: Props) {
  const t = useT()
  const mayMove = useMay()(canMoveOrders)
  const isOff = ticket.alert === 'cancelled'
  const lines = ofStation(ticket, station)
  const open = lines.filter(({ preparedAt, change }) => preparedAt === null && change !== 'removed')
  const others = ticket.lines.length - lines.length
  const Icon = icons[ticket.fulfilment]
  return (
    <li className={s.ticket} data-off={isOff || undefined} aria-label={t('orders.kitchen.ticket', { number: ticket.number })}>
      <header className={s.head} data-urgency={isOff ? undefined : urgencyOf(ticket.promisedAt, now)}>
        <strong className="num">{shortNumber(ticket.number)}</strong>
        <Age ticket={ticket} now={now} />
        <span className={s.way}>
          <Icon size={16} stroke={1.8} aria-hidden />
          {ticket.tableName ?? t(`orders.kitchen.ways.${ticket.fulfilment}`)}
          {ticket.contactName && <span className={s.who}>{ticket.contactName}</span>}
        </span>
        {!isOff && <Promise ticket={ticket} now={now} />}
      </header>
      {brandName && <p className={s.brand}>{brandName}</p>}
      {ticket.alert && (
        <p className={s.alert} data-kind={ticket.alert} role="status">
          <IconAlertTriangle size={17} stroke={1.9} aria-hidden />
          <span>
            <b>{t(`orders.kitchen.${ticket.alert}`)}</b>
            {isOff && ticket.cancelReason && ` · ${ticket.cancelReason}`}
          </span>
          {mayMove && (
            <Button variant="default" size="sm" leftSection={<IconEye size={17} stroke={1.8} />} onClick={onSeen}>
              {t('orders.kitchen.seen')}
            </Button>
          )}
        </p>
      )}
      {ticket.note && <p className={s.note}>{ticket.note}</p>}
      <ul className={s.lines}>
        {lines.map((line) => (
          <Line
            key={line.id}
            line={line}
            showsStation={station === null}
            isFixed={isOff || !mayMove}
            onTap={() => onLines([line.id], line.preparedAt === null)}
          />
        ))}
      </ul>
      {others > 0 && <p className={s.others}>{t('orders.kitchen.others', { count: others })}</p>}
      {mayMove && !isOff && (
        <footer className={s.foot}>
          {isUntouched(ticket) && (
            <Button variant="default" size="md" leftSection={<IconFlame size={18} stroke={1.8} />} onClick={onStart}>
              {t('orders.kitchen.start')}
            </Button>
          )}
          {open.length > 0 && (
            <Button
              variant="default"
              size="md"
              leftSection={<IconCheck size={18} stroke={2.2} />}
              onClick={() =>
                onLines(
                  open.map(({ id }) => id),
                  true,
                )
              }
            >
              {t('orders.kitchen.ready')}
            </Button>
          )}
        </footer>
      )}
    </li>
  )
}

const isUntouched = ({ state, lines }: Ticket): boolean =>
  (state === 'confirmed' || state === 'received') && lines.every(({ preparedAt }) => preparedAt === null)

/** `EG26-00042` is called out as 42. */
const shortNumber = (number: string): string => number.replace(/^.*-0*(?=\d)/, '#')

function Age({ ticket, now }: { ticket: Ticket; now: string }) {
  const t = useT()
  const format = useFormat()
  const seconds = Math.max(0, (Date.parse(now) - Date.parse(ticket.since)) / 1000)
  return (
    <span className={`num ${s.age}`} title={t('orders.kitchen.age')}>
      {seconds < 3600 ? format.countdown(seconds) : format.duration(seconds)}
    </span>
  )
}

function Promise({ ticket: { promisedAt }, now }: { ticket: Ticket; now: string }) {
  const t = useT()
  const format = useFormat()
  const seconds = (Date.parse(promisedAt) - Date.parse(now)) / 1000
  return (
    <span className={s.promise}>
      <IconClock size={14} stroke={1.8} aria-hidden />
      {seconds > 0
        ? t('orders.kitchen.promised', { at: format.hour(promisedAt), left: format.duration(Math.max(60, seconds)) })
        : t('orders.kitchen.late', { by: format.duration(Math.max(60, -seconds)) })}
    </span>
  )
}

function Line({ line, showsStation, isFixed, onTap }: { line: TicketLine; showsStation: boolean; isFixed: boolean; onTap: () => void }) {
  const t = useT()
  const isDone = line.preparedAt !== null
  const isGone = line.change === 'removed'
  const words = (
    <span className={s.what}>
      <span className={s.name}>
        <b className="num">
          <Quantity line={line} />
        </b>
        <span>{line.name}</span>
      </span>
      {line.parts.length > 0 && (
        <small>
          {line.parts.map((part) => (part.quantityMilli === 1000 ? part.name : `${part.quantityMilli / 1000} ${part.name}`)).join(' · ')}
        </small>
      )}
      {line.modifiers.length > 0 && <small className={s.asked}>{line.modifiers.join(' · ')}</small>}
      {line.note && <small className={s.asked}>{line.note}</small>}
      {line.change && <em data-kind={line.change}>{t(`orders.kitchen.line_${line.change}`)}</em>}
      {showsStation && line.station && <small>{line.station}</small>}
    </span>
  )
  return (
    <li data-gone={isGone || undefined}>
      {isGone || isFixed ? (
        <div className={s.line} data-done={isDone || undefined}>
          {words}
        </div>
      ) : (
        <button type="button" className={s.line} data-done={isDone || undefined} aria-pressed={isDone} onClick={onTap}>
          <i className={s.box} aria-hidden>
            {isDone && <IconCheck size={16} stroke={2.6} />}
          </i>
          {words}
        </button>
      )}
    </li>
  )
}

const wholeUnits: readonly TicketLine['unit'][] = ['piece', 'pack']

function Quantity({ line: { quantityMilli, unit } }: { line: TicketLine }) {
  const t = useT()
  const format = useFormat()
  const amount = format.number(quantityMilli / 1000)
  return wholeUnits.includes(unit) ? `${amount} ×` : `${amount} ${t(`orders.kitchen.units.${unit}`)}`
}
