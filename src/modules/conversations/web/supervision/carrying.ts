import type { DragEvent } from 'react'

/** A conversation on its way to somebody, by mouse. Only ours is taken: files and text that are dragged in are nobody's. */
const kind = 'application/x-yapa-conversation'

export type Carried = { id: string; contactName: string; assigneeId: string | null }

export function carry(event: DragEvent, { id, contactName, assigneeId }: Carried): void {
  event.dataTransfer.setData(kind, JSON.stringify({ id, contactName, assigneeId }))
  event.dataTransfer.effectAllowed = 'move'
}

export const isCarrying = (event: DragEvent): boolean => event.dataTransfer.types.includes(kind)

export function carried(event: DragEvent): Carried | null {
  const text = event.dataTransfer.getData(kind)
  return text ? (JSON.parse(text) as Carried) : null
}
