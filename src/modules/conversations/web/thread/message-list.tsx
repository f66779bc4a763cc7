import { type KeyboardEvent, type ReactNode, memo, useEffect, useRef, useState } from 'react'
import type { Stretch } from '#conversations/web/thread/thread-rows.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useToday } from '#web/ui/time.tsx'
import s from '#conversations/web/thread/thread.module.css'

type StretchProps = {
  stretch: Stretch
  watch: (element: HTMLElement, tell: (isNear: boolean) => void) => () => void
  draw: (row: Stretch['rows'][number]) => ReactNode
}

/** A run of rows; far from view only its height is left of it. */
export const StretchView = memo(function StretchView({ stretch, watch, draw }: StretchProps) {
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState<number | null>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    return watch(element, (isNear) => setHeight((last) => (isNear ? null : (last ?? element.offsetHeight))))
  }, [watch])
  return (
    <div ref={box} className={s.stretch} data-stretch={stretch.key} style={height === null ? undefined : { height }}>
      {height === null && stretch.rows.map(draw)}
    </div>
  )
}, isSame)

function isSame(one: StretchProps, other: StretchProps): boolean {
  if (one.watch !== other.watch || one.draw !== other.draw || one.stretch.rows.length !== other.stretch.rows.length) return false
  return one.stretch.rows.every((row, i) => sameRow(row, other.stretch.rows[i]))
}

function sameRow(one: Stretch['rows'][number], other: Stretch['rows'][number] | undefined): boolean {
  if (!other || one.type !== other.type || one.key !== other.key) return false
  if (one.type === 'message' && other.type === 'message')
    return one.message === other.message && one.isFirst === other.isFirst && one.isLast === other.isLast && one.via === other.via
  if (one.type === 'waiting' && other.type === 'waiting')
    return one.waiting === other.waiting && one.isFirst === other.isFirst && one.isLast === other.isLast
  return one.type !== 'new' || other.type !== 'new' || one.count === other.count
}

/** "Hoy", "ayer", then the day with its name. */
export function DayLine({ at }: { at: string }) {
  const t = useT()
  const format = useFormat()
  const today = useToday()
  const days = Math.round((Date.parse(today) - Date.parse(format.dayOf(at))) / 86_400_000)
  const text =
    days === 0
      ? t('conversations.thread.today')
      : days === 1
        ? t('conversations.thread.yesterday')
        : days < 300
          ? format.weekday(at)
          : format.day(at)
  return (
    <div className={s.day} role="separator" aria-label={text}>
      <span>{text}</span>
    </div>
  )
}

export function NewLine({ count }: { count: number }) {
  const t = useT()
  return (
    <div className={s.newLine} role="separator">
      <span>{t('conversations.thread.new', { count })}</span>
    </div>
  )
}

/** Up and down go from message to message: the thread is one stop of the Tab key. */
export function stepMessages(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
  const list = event.currentTarget
  const target = event.target as HTMLElement
  if (target !== list && !target.matches('[data-message]')) return
  const all = [...list.querySelectorAll<HTMLElement>('[data-message]')]
  const at = all.indexOf(target)
  const next = at < 0 ? all.at(-1) : all[at + (event.key === 'ArrowUp' ? -1 : 1)]
  if (!next) return
  event.preventDefault()
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'nearest' })
}
