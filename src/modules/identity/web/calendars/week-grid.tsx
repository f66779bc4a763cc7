import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import type { WeeklyShift } from '#identity/contract/calendar.ts'
import { drawn, moved, pressed, snapped, stepMinutes, stretched, tidied, timeText } from '#identity/web/calendars/week-shifts.ts'
import { useT } from '#web/i18n/i18n.tsx'
import s from '#identity/web/calendars/week-grid.module.css'

type Props = { shifts: readonly WeeklyShift[]; isReadOnly: boolean; onChange: (shifts: WeeklyShift[]) => void }

const weekdays = [1, 2, 3, 4, 5, 6, 7]
const hourMarks = [0, 3, 6, 9, 12, 15, 18, 21]
const dayMinutes = 1440

/** What the pointer is doing: drawing a new shift, or moving or stretching one (`index` of `shifts`). */
type Gesture = { kind: 'draw' | 'move' | 'from' | 'to'; weekday: number; index: number; begin: number; column: number; hasMoved: boolean }

/** The week as columns: shifts are drawn, moved and stretched with mouse, finger or keys. */
export function WeekGrid({ shifts, isReadOnly, onChange }: Props) {
  const t = useT()
  const area = useRef<HTMLDivElement>(null)
  const [gesture, setGesture] = useState<Gesture | null>(null)
  const [shown, setShown] = useState<readonly WeeklyShift[] | null>(null)
  const week = shown ?? shifts

  const place = (event: PointerEvent): { minute: number; column: number } => {
    const box = area.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 7, dayMinutes)
    return {
      minute: ((event.clientY - box.top) / box.height) * dayMinutes,
      column: Math.min(6, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * 7))),
    }
  }
  const begin = (event: PointerEvent, kind: Gesture['kind'], weekday: number, index: number) => {
    if (isReadOnly || event.button !== 0) return
    event.stopPropagation()
    const at = place(event)
    event.currentTarget.setPointerCapture(event.pointerId)
    setGesture({ kind, weekday, index, begin: at.minute, column: at.column, hasMoved: false })
    setShown(shifts)
  }
  const follow = (event: PointerEvent) => {
    if (!gesture) return
    const at = place(event)
    const by = snapped(at.minute - gesture.begin)
    const days = gesture.kind === 'move' ? at.column - gesture.column : 0
    // A finger that only taps trembles a little.
    if (!gesture.hasMoved && by === 0 && days === 0 && Math.abs(at.minute - gesture.begin) < stepMinutes / 2) return
    if (!gesture.hasMoved) setGesture({ ...gesture, hasMoved: true })
    const before = shifts[gesture.index]
    if (gesture.kind === 'draw') setShown([...shifts, drawn(gesture.weekday, gesture.begin, at.minute)])
    else if (before) {
      const after = gesture.kind === 'move' ? moved(before, by, days) : stretched(before, gesture.kind, by)
      setShown(shifts.map((shift, i) => (i === gesture.index ? after : shift)))
    }
  }
  const end = (event: PointerEvent) => {
    if (!gesture) return
    if (gesture.hasMoved && shown) onChange(tidied(shown))
    else if (gesture.kind === 'draw') onChange(tidied([...shifts, pressed(gesture.weekday, place(event).minute, shifts)]))
    cancel()
  }
  const cancel = () => {
    setGesture(null)
    setShown(null)
  }

  const handleKey = (event: KeyboardEvent, shift: WeeklyShift, index: number) => {
    const step = { ArrowUp: -stepMinutes, ArrowDown: stepMinutes }[event.key]
    const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const next =
      event.key === 'Delete' || event.key === 'Backspace'
        ? null
        : step !== undefined
          ? event.shiftKey
            ? stretched(shift, 'to', step)
            : event.altKey
              ? stretched(shift, 'from', step)
              : moved(shift, step)
          : days !== undefined
            ? moved(shift, 0, days)
            : undefined
    if (next === undefined || isReadOnly) return
    event.preventDefault()
    const others = shifts.filter((_, i) => i !== index)
    onChange(next === null ? others : tidied([...others, next]))
    if (next) focusSoon(next)
  }
  const focusSoon = ({ weekday, from }: WeeklyShift) =>
    requestAnimationFrame(() => {
      const all = [...(area.current?.querySelectorAll<HTMLElement>(`[data-weekday="${weekday}"]`) ?? [])]
      const holds = (one: HTMLElement) => Number(one.dataset['from']) <= from && from < Number(one.dataset['to'])
      all.find(holds)?.focus()
    })

  return (
    <div className={s.grid} role="group" aria-label={t('identity.calendars.grid')} data-read-only={isReadOnly || undefined}>
      <div className={s.days} aria-hidden>
        {weekdays.map((weekday) => (
          <span key={weekday}>{t(`identity.calendars.weekdays_short.${weekday}`)}</span>
        ))}
      </div>
      <div className={s.hours} aria-hidden>
        {hourMarks.map((hour) => (
          <span key={hour} className="num" style={{ top: `${(hour / 24) * 100}%` }}>
            {timeText(hour * 60)}
          </span>
        ))}
      </div>
      <div ref={area} className={s.area} onPointerMove={follow} onPointerUp={end} onPointerCancel={cancel}>
        {weekdays.map((weekday) => (
          <div key={weekday} className={s.column} onPointerDown={(event) => begin(event, 'draw', weekday, -1)}>
            {week.map((shift, index) => {
              if (shift.weekday === (weekday === 1 ? 7 : weekday - 1) && shift.to > dayMinutes)
                return (
                  <i
                    key={`tail ${shift.from}`}
                    className={s.tail}
                    style={{ height: `${((shift.to - dayMinutes) / dayMinutes) * 100}%` }}
                    aria-hidden
                  />
                )
              if (shift.weekday !== weekday) return null
              const words = { day: t(`identity.calendars.weekdays.${weekday}`), from: timeText(shift.from), to: timeText(shift.to) }
              return (
                <div
                  key={index}
                  role="button"
                  tabIndex={isReadOnly ? -1 : 0}
                  className={s.shift}
                  data-weekday={weekday}
                  data-from={shift.from}
                  data-to={shift.to}
                  data-moving={gesture?.index === index || undefined}
                  style={{
                    top: `${(shift.from / dayMinutes) * 100}%`,
                    height: `${((Math.min(shift.to, dayMinutes) - shift.from) / dayMinutes) * 100}%`,
                  }}
                  onPointerDown={(event) => begin(event, 'move', weekday, index)}
                  onKeyDown={(event) => handleKey(event, shift, index)}
                >
                  <i data-edge="from" onPointerDown={(event) => begin(event, 'from', weekday, index)} />
                  <span className="sr-only">
                    {t(shift.to > dayMinutes ? 'identity.calendars.shift_over' : 'identity.calendars.shift', words)}
                  </span>
                  <span className="num" aria-hidden>
                    {timeText(shift.from)}
                  </span>
                  <span className="num" aria-hidden>
                    {timeText(shift.to)}
                  </span>
                  <i data-edge="to" onPointerDown={(event) => begin(event, 'to', weekday, index)} />
                </div>
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}
