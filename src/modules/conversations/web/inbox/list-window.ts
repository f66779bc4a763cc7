import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'

/** A line of a long list. `place` says where it belongs: while it stays the same, the line has not moved by itself. */
export type Line = { key: string; height: number; place: string }

const overscan = 480

/**
 * Draws only the lines that are near what is seen, and keeps still what somebody points at: when lines come, go or move,
 * the one under the pointer (or, further down, the first one in view) stays where it is on the screen.
 */
export function useListWindow(lines: readonly Line[], scroller: RefObject<HTMLElement | null>, listKey: string) {
  const tops = useMemo(() => topsOf(lines), [lines])
  const [view, setView] = useState({ top: 0, height: 900 })
  const pointer = useRef<number | null>(null)
  const drawn = useRef({ lines, tops, listKey })
  const [isPushed, setPushed] = useState(false)

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const look = () => {
      const next = { top: box.scrollTop, height: box.clientHeight || box.offsetHeight || 900 }
      if (next.top <= 4) setPushed(false)
      setView((last) => (Math.abs(last.top - next.top) < overscan / 4 && last.height === next.height ? last : next))
    }
    const point = (event: PointerEvent) => {
      pointer.current = event.pointerType === 'mouse' ? event.clientY - box.getBoundingClientRect().top : null
    }
    const leave = () => {
      pointer.current = null
      // What came in above while somebody pointed at a line is shown as soon as nobody does.
      setPushed((was) => {
        if (was) box.scrollTop = 0
        return false
      })
    }
    const sizes = new ResizeObserver(look)
    sizes.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    box.addEventListener('pointermove', point)
    box.addEventListener('pointerleave', leave)
    look()
    return () => {
      sizes.disconnect()
      box.removeEventListener('scroll', look)
      box.removeEventListener('pointermove', point)
      box.removeEventListener('pointerleave', leave)
    }
  }, [scroller])

  useLayoutEffect(() => {
    const box = scroller.current
    const before = drawn.current
    drawn.current = { lines, tops, listKey }
    if (!box || before.lines === lines) return
    if (before.listKey !== listKey) {
      box.scrollTop = 0
      return
    }
    const at = pointer.current ?? (box.scrollTop > 4 ? 0 : null)
    if (at === null) return
    const by = shiftOf(before, { lines, tops }, box.scrollTop + at)
    if (by === 0) return
    const wasAtTop = box.scrollTop <= 4
    box.scrollTop += by
    // A list that fits on the screen cannot be pushed: what came in is there to be seen.
    if (wasAtTop && box.scrollTop > 4) setPushed(true)
  }, [lines, tops, listKey, scroller])

  const from = Math.max(0, lineAt(tops, view.top - overscan))
  const to = Math.min(lines.length, lineAt(tops, view.top + view.height + overscan) + 1)
  return {
    from,
    to,
    tops,
    total: tops.at(-1) ?? 0,
    /** Something came in above what is seen. */
    isPushed,
    show(index: number) {
      const box = scroller.current
      const [top, bottom] = [tops[index], tops[index + 1]]
      if (!box || top === undefined || bottom === undefined) return
      if (top < box.scrollTop) box.scrollTop = Math.max(0, top - 34)
      else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight + 8
    },
    toTop() {
      scroller.current?.scrollTo({ top: 0 })
      setPushed(false)
    },
  }
}

/** One more than lines: the last one is the height of all. */
export function topsOf(lines: readonly { height: number }[]): number[] {
  const tops = [0]
  for (const { height } of lines) tops.push((tops.at(-1) ?? 0) + height)
  return tops
}

/** The line at a height, by halving. */
export function lineAt(tops: readonly number[], height: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((tops[middle] ?? 0) <= height) low = middle
    else high = middle - 1
  }
  return low
}

type Drawn = { lines: readonly Line[]; tops: readonly number[] }

/** By how much the list must be scrolled so that the line at this height, or the nearest that did not move, stays put. */
export function shiftOf(before: Drawn, after: Drawn, height: number): number {
  const indexAfter = new Map(after.lines.map((line, index) => [line.key, index]))
  const start = lineAt(before.tops, height)
  for (let distance = 0; distance < 40; distance++) {
    for (const index of distance === 0 ? [start] : [start + distance, start - distance]) {
      const line = before.lines[index]
      const now = line && indexAfter.get(line.key)
      if (!line || now === undefined || after.lines[now]?.place !== line.place) continue
      return (after.tops[now] ?? 0) - (before.tops[index] ?? 0)
    }
  }
  return 0
}
