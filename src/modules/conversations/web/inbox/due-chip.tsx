import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { useNow } from '#web/ui/time.tsx'

/** How long the customer may still wait for an answer, or since when they wait too long. */
export function DueChip({ dueAt, isLoud = true }: { dueAt: string; isLoud?: boolean }) {
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
    <Chip tone={isLoud || seconds < 300 ? 'warn' : 'plain'}>
      <span className="num">
        {t('conversations.due.left', { left: seconds < 3600 ? format.countdown(seconds) : format.duration(seconds) })}
      </span>
    </Chip>
  )
}

/** Of an hour that has passed, the minutes matter to nobody any more. */
const whole = (seconds: number): number => (seconds < 3600 ? seconds : Math.floor(seconds / 3600) * 3600)
