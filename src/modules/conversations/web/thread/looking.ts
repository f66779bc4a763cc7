import { useSyncExternalStore } from 'react'

const events = ['visibilitychange', 'focus', 'blur'] as const

/** Somebody is in front of this tab: what is on screen counts as seen. */
export const useIsLooking = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      events.forEach((name) => (name === 'visibilitychange' ? document : window).addEventListener(name, listener))
      return () => events.forEach((name) => (name === 'visibilitychange' ? document : window).removeEventListener(name, listener))
    },
    () => !document.hidden && document.hasFocus(),
  )
