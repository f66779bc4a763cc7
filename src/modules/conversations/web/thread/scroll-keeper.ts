import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Nearer than this to the end is at the end. */
const endPx = 80
/** More is fetched when so little is left in a direction. */
const fetchPx = 900

type Options = {
  /** Asked for when the reader comes near the beginning or the end of what is loaded. */
  onNearStart: () => void
  onNearEnd: () => void
  /** The end that is loaded is the end of the thread: new messages are followed there. */
  isEndLoaded: boolean
}

export type ScrollKeeper = ReturnType<typeof useScrollKeeper>

/**
 * Keeps a thread still while it grows on either side, while pictures get their size and stretches are put away: whatever
 * the first visible row was stays where it was. At the end it follows the end.
 */
export function useScrollKeeper(options: Options) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const anchor = useRef<{ key: string; top: number } | null>(null)
  const atEnd = useRef(true)
  /** How far one could scroll, and how far it was, when it was last looked at. */
  const last = useRef({ reach: 0, top: 0 })
  const [isAtEnd, setAtEnd] = useState(true)
  const latest = useRef(options)
  latest.current = options

  const look = useCallback(() => {
    const box = scroller.current
    if (!box || !content.current) return
    const reach = box.scrollHeight - box.clientHeight
    const left = reach - box.scrollTop
    // A scroll of ours is told a frame later, and meanwhile something may have come: only who goes back leaves the end.
    const hasOnlyGrown = reach > last.current.reach && box.scrollTop >= last.current.top
    last.current = { reach, top: box.scrollTop }
    atEnd.current = (left < endPx || (atEnd.current && hasOnlyGrown)) && latest.current.isEndLoaded
    setAtEnd(atEnd.current)
    anchor.current = firstVisible(box, content.current)
    if (box.scrollTop < fetchPx) latest.current.onNearStart()
    if (left < fetchPx) latest.current.onNearEnd()
  }, [])

  const settle = useCallback(() => {
    const box = scroller.current
    if (!box || !content.current) return
    if (atEnd.current) box.scrollTop = box.scrollHeight
    else if (anchor.current) {
      const row = rowOf(content.current, anchor.current.key)
      if (row) box.scrollTop += topIn(box, row) - anchor.current.top
    }
    look()
  }, [look])

  useEffect(() => {
    const [box, inner] = [scroller.current, content.current]
    if (!box || !inner) return
    // Before the next paint: nobody sees the rows anywhere else.
    const sizes = new ResizeObserver(settle)
    sizes.observe(box)
    sizes.observe(inner)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [look, settle])

  const toEnd = useCallback(() => {
    atEnd.current = true
    setAtEnd(true)
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
  }, [])

  /** Stops following the end: something else is about to be shown. */
  const hold = useCallback(() => {
    atEnd.current = false
    setAtEnd(false)
  }, [])

  /** Brings a row into view; false when it is not loaded. */
  const toRow = useCallback((key: string, from: number | 'middle' = 'middle'): boolean => {
    const [box, inner] = [scroller.current, content.current]
    const row = inner && rowOf(inner, key)
    if (!box || !row) return false
    atEnd.current = false
    const room = from === 'middle' ? Math.max(60, (box.clientHeight - row.offsetHeight) / 2) : from
    box.scrollTop += topIn(box, row) - room
    anchor.current = { key, top: topIn(box, row) }
    return true
  }, [])

  return { scroller, content, isAtEnd, toEnd, toRow, hold }
}

/** Runs once when there is something to place, before it is painted. */
export function useFirstPlace(isReady: boolean, place: () => void): void {
  const isPlaced = useRef(false)
  useLayoutEffect(() => {
    if (!isReady || isPlaced.current) return
    isPlaced.current = true
    place()
  })
}

export const rowOf = (content: HTMLElement, key: string): HTMLElement | null =>
  content.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`)

const topIn = (box: HTMLElement, row: HTMLElement): number => row.getBoundingClientRect().top - box.getBoundingClientRect().top

/** The first row whose end is below the upper edge. Stretches first, so that few rows are measured. */
function firstVisible(box: HTMLElement, content: HTMLElement): { key: string; top: number } | null {
  const edge = box.getBoundingClientRect().top
  for (const stretch of content.querySelectorAll<HTMLElement>('[data-stretch]')) {
    if (stretch.getBoundingClientRect().bottom <= edge) continue
    for (const row of stretch.querySelectorAll<HTMLElement>('[data-row]')) {
      const { top, bottom } = row.getBoundingClientRect()
      if (bottom > edge) return { key: row.dataset['row'] ?? '', top: top - edge }
    }
  }
  return null
}

/** Where stretches tell whether they are near. */
export function useNearness(
  scroller: RefObject<HTMLElement | null>,
): (element: HTMLElement, tell: (isNear: boolean) => void) => () => void {
  const shared = useRef<{ observer: IntersectionObserver; tells: Map<Element, (isNear: boolean) => void> } | null>(null)
  useEffect(
    () => () => {
      shared.current?.observer.disconnect()
      shared.current = null
    },
    [],
  )
  return useCallback(
    (element, tell) => {
      shared.current ??= watch(scroller.current)
      const { observer, tells } = shared.current
      tells.set(element, tell)
      observer.observe(element)
      return () => {
        tells.delete(element)
        observer.unobserve(element)
      }
    },
    [scroller],
  )
}

function watch(root: HTMLElement | null) {
  const tells = new Map<Element, (isNear: boolean) => void>()
  const observer = new IntersectionObserver(
    (entries) => entries.forEach(({ target, isIntersecting }) => tells.get(target)?.(isIntersecting)),
    {
      root,
      rootMargin: '1400px 0px',
    },
  )
  return { observer, tells }
}
