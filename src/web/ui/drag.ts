import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine'
import { draggable, dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { preserveOffsetOnSource } from '@atlaskit/pragmatic-drag-and-drop/utils/preserve-offset-on-source'
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/utils/set-custom-native-drag-preview'
import { type RefCallback, useCallback, useRef } from 'react'

/**
 * Cards that are carried between the columns of a board, by mouse (pragmatic-drag-and-drop, which virtual lists and long
 * boards need) and by finger (a moment of rest picks a card up, because before that it scrolls). Nothing is drawn anew on
 * the way: marks on the elements say what is carried (`data-carried`), over which column it is (`data-over`) and where it
 * would stand (`data-edge`: `top` or `bottom` of a card).
 */
export type Drop = { id: string; column: string; afterId: string | null; beforeId: string | null }

const slackPx = 10
const longPressMs = 320
const edgePx = { x: 24, y: 56 }
/** Held at an edge for so long, what lies beyond it comes nearer. */
const restMs = 250

const cards = '[data-card]'
const columns = '[data-column]'

/** The board: its children carry `data-column` and, in them, `data-card`. `onDrop` is told where a card was let go. */
export function useDragBoard(onDrop: (drop: Drop) => void): RefCallback<HTMLElement> {
  const latest = useRef(onDrop)
  latest.current = onDrop
  return useCallback((board: HTMLElement | null) => {
    if (!board) return
    const drop = (id: string, x: number, y: number) => {
      const place = placeAt(id, x, y)
      if (place) latest.current({ id, ...place })
    }
    const stopTouch = listenForFingers(board, drop)
    const stopMouse = combine(
      autoScrollForElements({ element: board }),
      monitorForElements({
        canMonitor: ({ source }) => source.data['board'] === 'card',
        onDragStart: ({ source }) => mark(source.element, 'data-carried'),
        onDrag: ({ source, location }) =>
          showPlace(String(source.data['id']), location.current.input.clientX, location.current.input.clientY),
        onDrop: ({ source, location }) => {
          clearMarks()
          const { clientX, clientY } = location.current.input
          if (location.current.dropTargets.length > 0) drop(String(source.data['id']), clientX, clientY)
        },
      }),
    )
    return () => {
      stopTouch()
      stopMouse()
    }
  }, [])
}

/** The part of a column that scrolls. */
export function useDropColumn(): RefCallback<HTMLElement> {
  return useCallback((element: HTMLElement | null) => {
    if (!element) return
    return combine(
      autoScrollForElements({ element }),
      dropTargetForElements({ element, canDrop: ({ source }) => source.data['board'] === 'card' }),
    )
  }, [])
}

/** A card that a mouse may take. */
export function useDragCard(id: string, isEnabled: boolean): RefCallback<HTMLElement> {
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element || !isEnabled) return
      return draggable({
        element,
        getInitialData: () => ({ board: 'card', id }),
        canDrag: () => !isFinger,
        onGenerateDragPreview: ({ nativeSetDragImage, location }) =>
          setCustomNativeDragPreview({
            nativeSetDragImage,
            getOffset: preserveOffsetOnSource({ element, input: location.current.input }),
            render: ({ container }) => {
              container.append(ghostOf(element))
            },
          }),
      })
    },
    [id, isEnabled],
  )
}

function ghostOf(element: HTMLElement): HTMLElement {
  const ghost = element.cloneNode(true) as HTMLElement
  ghost.removeAttribute('data-carried')
  Object.assign(ghost.style, {
    position: 'static',
    transform: 'rotate(2deg)',
    width: `${element.offsetWidth}px`,
    height: `${element.offsetHeight}px`,
    margin: '8px',
    boxShadow: 'var(--shadow-3)',
  })
  return ghost
}

type Place = Omit<Drop, 'id'> & { columnElement: HTMLElement; next: HTMLElement | null; last: HTMLElement | null }

function placeAt(id: string, x: number, y: number): Omit<Drop, 'id'> | null {
  const found = find(id, x, y)
  return found && { column: found.column, afterId: found.afterId, beforeId: found.beforeId }
}

/** The neighbours that a card would have if it were let go here: the first that stands lower, and the one above that. */
function find(id: string, x: number, y: number): Place | null {
  const columnElement = document.elementFromPoint(x, y)?.closest<HTMLElement>(columns)
  if (!columnElement) return null
  const others = [...columnElement.querySelectorAll<HTMLElement>(cards)]
    .filter((card) => card.dataset['card'] !== id)
    .map((card) => ({ card, box: card.getBoundingClientRect() }))
    .toSorted((one, other) => one.box.top - other.box.top)
  const at = others.findIndex(({ box }) => box.top + box.height / 2 > y)
  const next = at < 0 ? null : (others[at]?.card ?? null)
  const last = (at < 0 ? others.at(-1) : others[at - 1])?.card ?? null
  return {
    columnElement,
    column: columnElement.dataset['column'] ?? '',
    next,
    last,
    afterId: last?.dataset['card'] ?? null,
    beforeId: next?.dataset['card'] ?? null,
  }
}

const marks = ['data-carried', 'data-over', 'data-edge']

function mark(element: Element, name: string, value = ''): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

function unmark(name: string, except?: Element | null): void {
  for (const element of document.querySelectorAll(`[${name}]`)) if (element !== except) element.removeAttribute(name)
}

const clearMarks = (): void => marks.forEach((name) => unmark(name))

function showPlace(id: string, x: number, y: number): void {
  const place = find(id, x, y)
  const line = place && (place.next ?? place.last)
  unmark('data-over', place?.columnElement)
  unmark('data-edge', line)
  if (!place) return
  mark(place.columnElement, 'data-over')
  if (line) mark(line, 'data-edge', place.next ? 'top' : 'bottom')
}

// A finger that rests would begin the browser's own drag as well.
let isFinger = false

/** Carries with a finger. Before it has rested it scrolls, and two fingers are never a carry. Escape puts the card back. */
function listenForFingers(board: HTMLElement, drop: (id: string, x: number, y: number) => void): () => void {
  let stop: (() => void) | null = null
  const press = (event: PointerEvent) => {
    isFinger = event.pointerType === 'touch'
    stop?.()
    const card = (event.target as HTMLElement).closest<HTMLElement>(cards)
    if (!isFinger || !card || card.dataset['fixed'] !== undefined || (event.target as HTMLElement).closest('button')) return
    stop = carry(card, event, board, drop)
  }
  board.addEventListener('pointerdown', press)
  return () => {
    stop?.()
    board.removeEventListener('pointerdown', press)
  }
}

function carry(card: HTMLElement, event: PointerEvent, board: HTMLElement, drop: (id: string, x: number, y: number) => void): () => void {
  const id = card.dataset['card'] ?? ''
  const start = { x: event.clientX, y: event.clientY }
  const box = card.getBoundingClientRect()
  let ghost: HTMLElement | null = null
  const last = { ...start, since: 0 }
  const follow = (x: number, y: number) => {
    if (!ghost) return
    ghost.style.left = `${x - (start.x - box.left)}px`
    ghost.style.top = `${y - (start.y - box.top)}px`
    Object.assign(last, { x, y }, isAtEdge(board, x, y) ? {} : { since: performance.now() })
    showPlace(id, x, y)
  }
  const creep = () => {
    if (!ghost) return
    if (performance.now() - last.since > restMs && scrollAt(board, last.x, last.y)) showPlace(id, last.x, last.y)
    requestAnimationFrame(creep)
  }
  const timer = setTimeout(() => {
    ghost = ghostOf(card)
    Object.assign(ghost.style, { position: 'fixed', zIndex: '400', margin: '0', pointerEvents: 'none' })
    ghost.setAttribute('aria-hidden', 'true')
    board.append(ghost)
    ghost.removeAttribute('data-card')
    mark(card, 'data-carried')
    // Columns that snap into place would jump from under the finger.
    mark(board, 'data-carrying')
    last.since = performance.now()
    follow(start.x, start.y)
    creep()
    navigator.vibrate?.(10)
  }, longPressMs)
  const stop = () => {
    clearTimeout(timer)
    ghost?.remove()
    if (ghost) clearMarks()
    ghost = null
    board.removeAttribute('data-carrying')
    for (const [name, handle] of handlers) window.removeEventListener(name, handle)
  }
  const move = (next: PointerEvent) => {
    if (next.pointerId !== event.pointerId) return stop()
    if (ghost) return follow(next.clientX, next.clientY)
    if (Math.hypot(next.clientX - start.x, next.clientY - start.y) > slackPx) stop()
  }
  const release = (next: PointerEvent) => {
    const wasCarried = ghost !== null
    stop()
    if (!wasCarried || next.pointerId !== event.pointerId) return
    window.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
    drop(id, next.clientX, next.clientY)
  }
  const holdPage = (next: TouchEvent) => {
    if (ghost) next.preventDefault()
  }
  const cancel = (next: Event) => {
    if (!(next instanceof KeyboardEvent) || next.key === 'Escape') stop()
  }
  const handlers = [
    ['pointermove', move],
    ['pointerup', release],
    ['pointercancel', cancel],
    ['keydown', cancel],
    ['touchmove', holdPage],
    ['contextmenu', swallow],
  ] as [string, (event: Event) => void][]
  for (const [name, handle] of handlers) window.addEventListener(name, handle, { passive: false })
  return stop
}

/** The press that ends a carry is no press on the card. */
function swallow(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

/** How far a card that is held here pulls the board and the column under it; nothing in their middle. */
function pullAt(board: HTMLElement, x: number, y: number): { list: HTMLElement | null; left: number; top: number } {
  const { left, right } = board.getBoundingClientRect()
  const list = document.elementFromPoint(x, y)?.closest<HTMLElement>(columns)?.querySelector<HTMLElement>('[data-scrolls]') ?? null
  const box = list?.getBoundingClientRect()
  return {
    list,
    left: x < left + edgePx.x ? -9 : x > right - edgePx.x ? 9 : 0,
    top: !box ? 0 : y < box.top + edgePx.y ? -8 : y > box.bottom - edgePx.y ? 8 : 0,
  }
}

function isAtEdge(board: HTMLElement, x: number, y: number): boolean {
  const { left, top } = pullAt(board, x, y)
  return left !== 0 || top !== 0
}

function scrollAt(board: HTMLElement, x: number, y: number): boolean {
  const { list, left, top } = pullAt(board, x, y)
  board.scrollLeft += left
  if (list) list.scrollTop += top
  return left !== 0 || top !== 0
}
