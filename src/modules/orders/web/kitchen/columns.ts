import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { Ticket } from '#orders/contract/kitchen.ts'

const leastWidth = 244

/** How many columns there is room for in an element. */
export function useColumnCount(): { ref: RefObject<HTMLDivElement | null>; count: number } {
  const ref = useRef<HTMLDivElement>(null)
  const [count, setCount] = useState(1)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setCount(Math.max(1, Math.floor(element.clientWidth / leastWidth)))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { ref, count }
}

/** Each ticket goes where there is room first, so that those that come first stand highest and nothing tall leaves a hole. */
export function inColumns(tickets: readonly Ticket[], count: number): Ticket[][] {
  const columns = Array.from({ length: count }, () => ({ tickets: [] as Ticket[], height: 0 }))
  for (const ticket of tickets) {
    const lowest = columns.reduce((one, other) => (other.height < one.height ? other : one))
    lowest.tickets.push(ticket)
    lowest.height += heightOf(ticket)
  }
  return columns.map((column) => column.tickets)
}

/** About as many pixels: head, foot, and what each line says. */
const heightOf = ({ lines, note, alert }: Ticket): number =>
  170 +
  (alert ? 58 : 0) +
  (note ? 40 : 0) +
  lines.reduce((sum, line) => sum + 66 + (line.modifiers.length + line.parts.length > 0 ? 18 : 0) + (line.note ? 18 : 0), 0)
