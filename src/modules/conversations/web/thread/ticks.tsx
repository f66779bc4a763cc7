import { IconAlertTriangle, IconCheck, IconChecks, IconClock, IconQuestionMark } from '@tabler/icons-react'
import type { SendState } from '#conversations/contract/message.ts'
import { useT } from '#web/i18n/i18n.tsx'
import type { Icon } from '#web/module.ts'
import s from '#conversations/web/thread/ticks.module.css'

const icons: Record<SendState, Icon> = {
  queued: IconClock,
  sending: IconClock,
  unknown: IconQuestionMark,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  played: IconChecks,
  failed: IconAlertTriangle,
}

/** How far a message got: a sign, and its word for those who do not see it or point at it. */
export function Ticks({ state, size = 14, hasReceipts = true }: { state: SendState; size?: number; hasReceipts?: boolean | undefined }) {
  const t = useT()
  const Sign = icons[state]
  // Where nothing more is ever told, the first tick does not stand for a promise of others.
  const word = t(`conversations.ticks.${state === 'sent' && !hasReceipts ? 'handed_over' : state}`)
  return (
    <span className={s.ticks} data-state={state} title={word}>
      <Sign size={size} stroke={state === 'failed' || state === 'unknown' ? 2 : 1.9} aria-hidden />
      <span className="sr-only">{word}</span>
    </span>
  )
}
