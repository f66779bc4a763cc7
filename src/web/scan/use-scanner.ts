import { useEffect, useRef } from 'react'
import { makeBursts, mostBetweenMs } from '#web/scan/burst.ts'

/**
 * Listens for a reader wherever the caret is: nobody who counts in a storeroom presses into a field first. What the reader
 * typed into a field is taken out of it again.
 */
export function useScanner(onCode: (code: string) => void, isOn = true): void {
  const latest = useRef(onCode)
  latest.current = onCode
  useEffect(() => {
    if (!isOn) return
    const feed = makeBursts()
    let lastAtMs = Number.NEGATIVE_INFINITY
    let before: { field: HTMLInputElement | HTMLTextAreaElement; value: string } | null = null
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const field = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement ? event.target : null
      // What stood in the field before the first key of what may become a burst.
      if (event.key.length === 1 && (before === null || event.timeStamp - lastAtMs > mostBetweenMs))
        before = field && { field, value: field.value }
      if (event.key.length === 1) lastAtMs = event.timeStamp
      const burst = feed(event.key, event.timeStamp)
      if (burst === null) return
      event.preventDefault()
      event.stopPropagation()
      if (before !== null && before.field === field) restore(before.field, before.value)
      before = null
      latest.current(burst.code)
    }
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [isOn])
}

/** As if the person had typed it, so that the screen notices. */
function restore(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const kind = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(kind, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
