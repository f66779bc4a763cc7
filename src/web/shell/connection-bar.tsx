import { IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { use, useSyncExternalStore } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { useIsLasting } from '#web/lasting.ts'
import { LiveContext, useLiveState } from '#web/live-hooks.ts'
import s from '#web/shell/frame.module.css'

const subscribeOnline = (listener: () => void) => {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

export const useOnline = (): boolean => useSyncExternalStore(subscribeOnline, () => navigator.onLine)

/** Long enough that a restart of the server or a hop between two networks passes without a word. */
const grace = 3000

/**
 * While nothing new can come in. It takes no room, which would move what somebody is about to press, and covers nothing to
 * press: it hangs over the edge of the sheet, above its buttons; on the phone it lies over the end of what scrolls, or its beginning.
 */
export function ConnectionBar() {
  const t = useT()
  const isOnline = useOnline()
  const state = useLiveState()
  const live = use(LiveContext)
  const isLate = useIsLasting(state !== 'open', grace)
  if (isOnline && !isLate) return null
  return (
    <div className={s.bar} role="status">
      <IconCloudOff size={14} stroke={1.8} aria-hidden />
      {t(isOnline ? 'web.connection.lost' : 'web.connection.offline')}
      {isOnline && (
        <button type="button" onClick={() => live?.hurry()}>
          <IconRefresh size={13} stroke={2} aria-hidden />
          <span>{t('web.action.retry_now')}</span>
        </button>
      )}
    </div>
  )
}
