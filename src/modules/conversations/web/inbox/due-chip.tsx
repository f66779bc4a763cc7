import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { useNow } from '#web/ui/time.tsx'

type Props = { dueAt: string; warnAt?: string | null; isLoud?: boolean; isResolution?: boolean; isBrief?: boolean }

/**
 * How long the customer may still wait for an answer, or since when they wait too long. From `warnAt` on it is pressing.
 * `isBrief` leaves the room to the name beside it: of what is hours away, the hours.
 */
export function DueChip({ dueAt, warnAt = null, isLoud = true, isResolution = false, isBrief = false }: Props) {
  const t = useT()
  const format = useFormat()
  const now = useNow('second')
  const seconds = (Date.parse(dueAt) - Date.parse(now)) / 1000
  if (seconds <= 0) {
    const late = -seconds
    return (
      <Chip tone="bad">
        {late < 60 ? t('conversations.due.late_now') : t('conversations.due.late', { since: format.duration(whole(late)) })}
      </Chip>
    )
  }
  return (
    <Chip tone={isLoud || (warnAt === null ? seconds < 300 : now >= warnAt) ? 'warn' : 'plain'}>
      <span className="num">
        {t(isResolution ? 'conversations.due.resolve' : 'conversations.due.left', {
          left: seconds < 3600 ? format.countdown(seconds) : format.duration(isBrief ? whole(seconds) : seconds),
        })}
      </span>
    </Chip>
  )
}

/** Of an hour, the minutes matter to nobody any more, or not yet. */
const whole = (seconds: number): number => (seconds < 3600 ? seconds : Math.floor(seconds / 3600) * 3600)
