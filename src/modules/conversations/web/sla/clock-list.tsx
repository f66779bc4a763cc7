import { IconAlertTriangle, IconCircleCheck, IconClockHour4, IconClockPause } from '@tabler/icons-react'
import { useEffect } from 'react'
import { businessBetween, isNeverOpen, isOpen, nextOpening } from '#kernel/contract/business-time.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { listClocks } from '#conversations/contract/sla-api.ts'
import type { SlaClock } from '#conversations/contract/sla.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useNow } from '#web/ui/time.tsx'
import s from '#conversations/web/sla/sla.module.css'

/** What this customer was promised: which target, how much is left of the time that counts, why it stands still, how it ended. */
export function ClockList({ conversation }: { conversation: Conversation }) {
  const t = useT()
  const { id, version, slaDueAt } = conversation
  const { data, refetch } = useApi(listClocks, { id })
  // Whatever moves a clock moves the conversation.
  useEffect(() => void refetch(), [version, slaDueAt, refetch])
  if (!data || data.items.length === 0) return null
  return (
    <div className={s.clocks}>
      <h3>{t('conversations.sla.panel')}</h3>
      <ul>
        {data.items.map((clock) => (
          <Clock key={clock.metric} clock={clock} />
        ))}
      </ul>
    </div>
  )
}

const icons = {
  running: IconClockHour4,
  late: IconAlertTriangle,
  paused: IconClockPause,
  met: IconCircleCheck,
  breached: IconAlertTriangle,
  ended: IconClockHour4,
}

function Clock({ clock }: { clock: SlaClock }) {
  const t = useT()
  const format = useFormat()
  const now = useNow('second')
  const state = clock.state === 'running' && now >= clock.dueAt ? 'late' : clock.state
  const tone =
    state === 'late' || state === 'breached'
      ? 'bad'
      : state === 'met'
        ? 'ok'
        : state === 'running' && now >= clock.warnAt
          ? 'warn'
          : 'plain'
  const Icon = icons[state]
  return (
    <li data-tone={tone} data-metric={clock.metric} data-state={state}>
      <Icon size={15} stroke={1.7} aria-hidden />
      <div>
        <b>{t(`conversations.sla.metric_one.${clock.metric}`)}</b>
        <span className="num">
          <Standing clock={clock} state={state} now={now} />
        </span>
        <small>
          {t(clock.time === 'business' ? 'conversations.sla.target_business' : 'conversations.sla.target', {
            policy: clock.policyName,
            target: format.duration(clock.targetSeconds),
          })}
        </small>
      </div>
    </li>
  )
}

function Standing({ clock, state, now }: { clock: SlaClock; state: SlaClock['state']; now: string }) {
  const t = useT()
  const format = useFormat()
  const took = (until: string): string => format.duration(Math.max(0, passed(clock, until) - clock.pausedSeconds))
  if (state === 'met') return t('conversations.sla.met', { took: took(clock.metAt ?? now) })
  if (state === 'ended') return t('conversations.sla.ended')
  if (state === 'breached') {
    if (clock.metAt === null) return t('conversations.sla.breached')
    return t(clock.metric === 'resolution' ? 'conversations.sla.resolved_late' : 'conversations.sla.met_late', { took: took(clock.metAt) })
  }
  const left = clock.targetSeconds + clock.pausedSeconds - passed(clock, clock.pausedAt ?? now)
  if (state === 'paused')
    return `${t('conversations.sla.paused')}${left > 0 ? ` · ${t('conversations.sla.paused_left', { left: format.duration(left) })}` : ''}`
  const words = clock.hours ? { late: 'late_business', left: 'left_business' } : { late: 'late', left: 'left' }
  if (left <= 0) return t(`conversations.sla.${words.late}`, { since: format.duration(-left) })
  const opens = clock.hours && closedUntil(clock.hours, now)
  const shown = left < 3600 && !opens ? format.countdown(left) : format.duration(left)
  return [
    t(`conversations.sla.${words.left}`, { left: shown }),
    ...(opens ? [t('conversations.sla.stands', { at: `${format.day(opens)} ${format.hour(opens)}` })] : []),
  ].join(' · ')
}

/** Seconds of the time that counts, since its start. */
const passed = ({ hours, startedAt }: SlaClock, until: string): number =>
  hours ? businessBetween(hours, startedAt, until) : Math.max(0, (Date.parse(until) - Date.parse(startedAt)) / 1000)

function closedUntil(hours: NonNullable<SlaClock['hours']>, now: string): string | null {
  if (isOpen(hours, now)) return null
  try {
    return nextOpening(hours, now)
  } catch (error) {
    if (isNeverOpen(error)) return null
    throw error
  }
}
