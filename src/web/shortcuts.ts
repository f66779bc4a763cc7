import { useEffect, useRef, useSyncExternalStore } from 'react'

/**
 * Keys of the interface. `g b` is G and then B; `mod+k` is ⌘K or Ctrl K; `?`, `escape`, `enter` by their names. Keys
 * without a modifier never fire while somebody writes, chooses in a list or has a dialog open.
 */
export type Shortcut = { keys: string; label: string; run: (event: KeyboardEvent) => void; group?: string; isHidden?: boolean }

const pause = 900

let registered: readonly Shortcut[] = []
const listeners = new Set<() => void>()
let typed: string[] = []
let lastAt = 0

/** Adds one and returns what removes it. The last one registered for the same keys wins: a screen over the shell. */
export function register(shortcut: Shortcut): () => void {
  registered = [...registered, shortcut]
  tell()
  return () => {
    registered = registered.filter((other) => other !== shortcut)
    tell()
  }
}

const tell = () => listeners.forEach((listener) => listener())

export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.repeat) return
  const chord = chordOf(event)
  if (!chord) return
  const isCommand = chord.startsWith('mod+')
  if (!isCommand && (isWriting(event.target) || isBehindDialog(event.target))) return
  if (event.timeStamp - lastAt > pause) typed = []
  lastAt = event.timeStamp
  typed = [...typed, chord].slice(-3)
  const found = match(typed)
  if (found) {
    typed = []
    event.preventDefault()
    found.run(event)
  }
}

/** The longest sequence that what was typed ends with; a sequence that has begun keeps its second key from firing alone. */
function match(keys: readonly string[]): Shortcut | undefined {
  for (let from = 0; from < keys.length; from++) {
    const wanted = keys.slice(from).join(' ')
    const found = registered.findLast((shortcut) => shortcut.keys === wanted)
    if (found) return found
    if (registered.some((shortcut) => shortcut.keys.startsWith(`${wanted} `))) return undefined
  }
  return undefined
}

function chordOf(event: KeyboardEvent): string | undefined {
  if (['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'Dead', 'AltGraph'].includes(event.key)) return undefined
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  if (event.metaKey || event.ctrlKey) return event.altKey ? undefined : `mod+${key}`
  if (event.altKey) return undefined
  return event.shiftKey && key.length > 1 ? `shift+${key}` : key
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [role=textbox], [role=menu], [role=listbox]') !== null
  )
}

const isBehindDialog = (target: EventTarget | null): boolean => {
  const dialog = document.querySelector('[role=dialog][aria-modal=true]')
  return dialog !== null && !(target instanceof Node && dialog.contains(target))
}

/** One listener for the whole page, given by the shell. */
export function listen(): () => void {
  window.addEventListener('keydown', handleKey)
  return () => window.removeEventListener('keydown', handleKey)
}

type Options = { enabled?: boolean; group?: string; isHidden?: boolean }

/** While the component stands, `keys` runs `run`. `label` is the key of its words on the help sheet. */
export function useShortcut(keys: string, label: string, run: (event: KeyboardEvent) => void, options: Options = {}): void {
  const latest = useRef(run)
  latest.current = run
  const { enabled = true, group, isHidden } = options
  useEffect(() => {
    if (!enabled) return
    return register({ keys, label, run: (event) => latest.current(event), ...(group && { group }), ...(isHidden && { isHidden }) })
  }, [keys, label, enabled, group, isHidden])
}

/** What the help sheet shows: the ones that would fire now. */
export const useShortcuts = (): readonly Shortcut[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => registered,
  )
