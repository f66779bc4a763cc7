import { useEffect, useRef } from 'react'
import { useShortcut } from '#web/shortcuts.ts'

/** What can be done in the inbox right now, for the palette: it stands outside of the page and knows no conversation. */
export type InboxAction =
  | 'reply'
  | 'note'
  | 'canned'
  | 'voice'
  | 'resolve'
  | 'snooze'
  | 'assign'
  | 'take'
  | 'filter'
  | 'search'
  | 'new'
  | 'claim'

const offers = new Map<InboxAction, () => void>()

/** False when there is nothing on screen that could do it. */
export function perform(action: InboxAction): boolean {
  const run = offers.get(action)
  run?.()
  return run !== undefined
}

/** Offers an action while the component stands, on its key too. `keys` null: in the palette only. */
export function useInboxAction(action: InboxAction, keys: string | null, run: () => void, isEnabled = true): void {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (!isEnabled) return
    const offer = () => latest.current()
    offers.set(action, offer)
    return () => {
      if (offers.get(action) === offer) offers.delete(action)
    }
  }, [action, isEnabled])
  useShortcut(keys ?? '', `conversations.keys.${action}`, run, { enabled: isEnabled && keys !== null })
}
