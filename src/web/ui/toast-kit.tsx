import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import { useEffect, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { useT } from '#web/i18n/i18n.tsx'
import { newKey } from '#web/keys.ts'
import { putLayer } from '#web/ui/floor.ts'
import { useIsPhone } from '#web/ui/screen.ts'
import { useToastPlaces } from '#web/ui/toast-place.tsx'
import type { Toast } from '#web/ui/toast.ts'
import s from '#web/ui/toast.module.css'

type Shown = Toast & { id: string }

let shown: readonly Shown[] = []
const listeners = new Set<() => void>()
const most = 3

const set = (next: readonly Shown[]) => {
  shown = next
  listeners.forEach((listener) => listener())
}

export function show(word: Toast): void {
  putLayer('toasts', Toasts)
  const id = word.name ?? newKey()
  set([...shown.filter((other) => other.id !== id), { ...word, id }].slice(-most))
}

export const close = (id: string) => set(shown.filter((other) => other.id !== id))

function Toasts() {
  const words = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
  const isPhone = useIsPhone()
  const { side, foot } = useToastPlaces()
  const place = side && !isPhone ? 'side' : foot ? 'foot' : 'page'
  // What was said on a page that is gone is not said again on the next one.
  useEffect(() => () => set([]), [])
  const toasts = (
    <div className={s.toasts} data-place={place} role="status" aria-live="polite" aria-atomic="false">
      {words.map((word) => (
        <Bread key={word.id} word={word} />
      ))}
    </div>
  )
  const room = { side, foot, page: null }[place]
  return room ? createPortal(toasts, room) : toasts
}

function Bread({ word }: { word: Shown }) {
  const t = useT()
  const { id, undo, action, tone, stay = undo || action ? 7000 : 4500 } = word
  useEffect(() => {
    if (stay === false) return
    const timer = setTimeout(() => close(id), stay)
    return () => clearTimeout(timer)
  }, [id, stay, word])
  const way = undo ? { label: t('web.action.undo'), run: undo } : action
  return (
    <div className={s.toast} data-tone={tone}>
      {tone === 'bad' && <IconAlertTriangle size={17} stroke={1.8} aria-hidden />}
      <span>{word.text}</span>
      {way && (
        <button
          type="button"
          className={s.way}
          onClick={() => {
            close(id)
            way.run()
          }}
        >
          {way.label}
        </button>
      )}
      <button type="button" className={s.close} onClick={() => close(id)} aria-label={t('web.action.close')}>
        <IconX size={15} />
      </button>
    </div>
  )
}
