import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useNow } from '#web/ui/time.tsx'
import s from '#conversations/web/composer/window-clock.module.css'

const soonSeconds = 2 * 3600

/** How long free text may still be sent: hours and minutes, the last hour by the second. */
export function WindowClock({ windowExpiresAt }: { windowExpiresAt: string | null }) {
  const t = useT()
  const format = useFormat()
  const minute = useNow()
  const isNear = windowExpiresAt !== null && Date.parse(windowExpiresAt) - Date.parse(minute) < 3_600_000
  const second = useNow(isNear ? 'second' : 'minute')
  if (windowExpiresAt === null) return null
  const seconds = (Date.parse(windowExpiresAt) - Date.parse(second)) / 1000
  if (seconds <= 0) return <span className={s.window}>{t('conversations.window.closed')}</span>
  const left = isNear ? format.countdown(seconds) : format.countdown(seconds).replace(/:\d\d$/, '')
  return (
    <span
      className={`${s.window} num`}
      data-soon={seconds < soonSeconds || undefined}
      title={t('conversations.window.until', { at: format.full(windowExpiresAt) })}
    >
      {t('conversations.window.left', { left })}
    </span>
  )
}
