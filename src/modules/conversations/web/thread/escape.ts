import { useEffect, useRef } from 'react'
import { useShortcut } from '#web/shortcuts.ts'

const covers = '[role=menu], [role=listbox], [role=dialog]'

/**
 * Escape closes the conversation, unless something lies over it: that goes first. Menus and dialogs are already gone when
 * the key arrives here, so what there was is looked at before them.
 */
export function useEscape(onClose: () => void): void {
  const wasCovered = useRef(false)
  useEffect(() => {
    const look = (event: KeyboardEvent) => {
      if (event.key === 'Escape') wasCovered.current = document.querySelector(covers) !== null
    }
    window.addEventListener('keydown', look, { capture: true })
    return () => window.removeEventListener('keydown', look, { capture: true })
  }, [])
  useShortcut('escape', 'conversations.keys.close', () => {
    if (!wasCovered.current) onClose()
  })
}
