import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react'

export type Dragged = { id: string; from: string; over: string | null; x: number; y: number }
type Session = { stop: () => void }

const mouseSlackPx = 6
const touchSlackPx = 10
const longPressMs = 320
const edgePx = 48

/**
 * Carries cards between columns (`data-column`) with mouse or finger. A mouse carries as soon as it moves; a finger after
 * a moment of rest, because before that it scrolls. Escape puts the card back. The same can be done from the card's menu.
 */
export function useCardDrag(onDrop: (id: string, from: string, to: string) => void) {
  const [dragged, setDragged] = useState<Dragged | null>(null)
  const session = useRef<Session | null>(null)
  const drop = useRef(onDrop)
  drop.current = onDrop
  useEffect(() => () => session.current?.stop(), [])

  const press = (event: ReactPointerEvent<HTMLElement>, id: string, from: string) => {
    if (event.button !== 0 || (event.target as HTMLElement).closest('button, input')) return
    session.current?.stop()
    const isTouch = event.pointerType !== 'mouse'
    const start = { x: event.clientX, y: event.clientY }
    const board = event.currentTarget.closest<HTMLElement>('[data-board]')
    let carried: Dragged | null = null

    const begin = (x: number, y: number) => {
      carried = { id, from, over: from, x, y }
      setDragged(carried)
    }
    const move = (next: PointerEvent) => {
      if (next.pointerId !== event.pointerId) return
      const distance = Math.hypot(next.clientX - start.x, next.clientY - start.y)
      if (!carried) {
        if (isTouch && distance > touchSlackPx) return stop()
        if (isTouch || distance <= mouseSlackPx) return
        begin(next.clientX, next.clientY)
      }
      const column = document.elementFromPoint(next.clientX, next.clientY)?.closest<HTMLElement>('[data-column]')
      carried = { id, from, over: column?.dataset['column'] ?? null, x: next.clientX, y: next.clientY }
      setDragged(carried)
      scrollAt(board, next.clientX)
    }
    const release = (next: PointerEvent) => {
      if (next.pointerId !== event.pointerId) return
      const last = carried
      stop()
      if (!last) return
      // The press that ends a carry is no press on the card's link.
      window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
      if (last.over !== null && last.over !== from) drop.current(id, from, last.over)
    }
    const cancel = (next: Event) => {
      if (!(next instanceof KeyboardEvent) || next.key === 'Escape') stop()
    }
    const holdPage = (next: TouchEvent) => {
      if (carried) next.preventDefault()
    }
    const timer = isTouch ? setTimeout(() => begin(start.x, start.y), longPressMs) : undefined
    const stop = () => {
      clearTimeout(timer)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', release)
      window.removeEventListener('pointercancel', cancel)
      window.removeEventListener('keydown', cancel)
      window.removeEventListener('touchmove', holdPage)
      session.current = null
      setDragged(null)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', release)
    window.addEventListener('pointercancel', cancel)
    window.addEventListener('keydown', cancel)
    window.addEventListener('touchmove', holdPage, { passive: false })
    session.current = { stop }
  }
  return { dragged, press }
}

function swallow(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

/** Columns beyond the edge come nearer while a card is held there. */
function scrollAt(board: HTMLElement | null, x: number): void {
  if (!board) return
  const { left, right } = board.getBoundingClientRect()
  if (x < left + edgePx) board.scrollBy({ left: -16 })
  else if (x > right - edgePx) board.scrollBy({ left: 16 })
}
