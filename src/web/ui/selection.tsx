import { useEffect, useMemo, useRef, useState } from 'react'
import s from '#web/ui/data-grid.module.css'

export type Selection = {
  ids: readonly string[]
  has: (id: string) => boolean
  /** `order` is what is on screen: with `isRange` everything from the last one touched. */
  toggle: (id: string, order: readonly string[], isRange?: boolean) => void
  add: (ids: readonly string[]) => void
  clear: () => void
}

/** What is ticked in a list. `resetOn` (the filters) clears it: acting on rows nobody sees is an accident. */
export function useSelection(resetOn?: string): Selection {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const lastId = useRef<string | undefined>(undefined)

  useEffect(() => setPicked((before) => (before.size === 0 ? before : new Set())), [resetOn])

  return useMemo(
    () => ({
      ids: [...picked],
      has: (id) => picked.has(id),
      toggle(id, order, isRange = false) {
        const from = isRange && lastId.current !== undefined ? order.indexOf(lastId.current) : -1
        const to = order.indexOf(id)
        lastId.current = id
        setPicked((before) => {
          const next = new Set(before)
          const isOn = !before.has(id)
          const touched = from < 0 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1)
          for (const one of touched) {
            if (isOn) next.add(one)
            else next.delete(one)
          }
          return next
        })
      },
      add: (ids) => setPicked((before) => new Set([...before, ...ids])),
      clear: () => setPicked(new Set()),
    }),
    [picked],
  )
}

type TickProps = { isOn: boolean; isMixed?: boolean; label: string; isReachable?: boolean; onToggle: (isRange: boolean) => void }

/** A checkbox in a list: its name is read, its target is large. */
export const Tick = ({ isOn, isMixed = false, label, isReachable = true, onToggle }: TickProps) => (
  <label className={s.tick}>
    <input
      type="checkbox"
      checked={isOn}
      ref={(box) => {
        if (box) box.indeterminate = isMixed
      }}
      tabIndex={isReachable ? 0 : -1}
      aria-label={label}
      onChange={(event) => onToggle((event.nativeEvent as MouseEvent).shiftKey ?? false)}
    />
  </label>
)
