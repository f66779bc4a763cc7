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
export function Ticks({ state, size = 14 }: { state: SendState; size?: number }) {
  const t = useT()
  const Sign = icons[state]
  const word = t(`conversations.ticks.${state}`)
  return (
    <span className={s.ticks} data-state={state} title={word}>
      <Sign size={size} stroke={state === 'failed' || state === 'unknown' ? 2 : 1.9} aria-hidden />
      <span className="sr-only">{word}</span>
    </span>
  )
}
