import type { PrepareLines, SeeTicket, Ticket } from '#orders/contract/kitchen.ts'
import { isPrepared } from '#orders/contract/ticket-progress.ts'

export type Tap =
  | { kind: 'lines'; input: PrepareLines }
  | { kind: 'seen'; input: SeeTicket }
  /** Somebody has begun with it. */
  | { kind: 'start'; input: { id: string } }

/** What the kitchen looks like once these taps have been carried out. A ticket of which everything is done is gone. */
export function tapped(tickets: readonly Ticket[], taps: readonly Tap[], now: string): Ticket[] {
  return tickets.flatMap((ticket) => {
    const own = taps.filter(({ input }) => input.id === ticket.id)
    if (own.length === 0) return [ticket]
    const after = own.reduce<Ticket | null>((last, tap) => (last === null ? null : carriedOut(last, tap, now)), ticket)
    return after === null ? [] : [after]
  })
}

function carriedOut(ticket: Ticket, tap: Tap, now: string): Ticket | null {
  if (tap.kind === 'start') return { ...ticket, state: 'preparing' }
  if (tap.kind === 'seen') {
    if (ticket.alert === 'cancelled') return null
    if (tap.input.amendment < ticket.amendment) return ticket
    const lines = ticket.lines.filter(({ change }) => change !== 'removed').map((line) => ({ ...line, change: null }))
    return { ...ticket, alert: null, lines }
  }
  const { lineIds, isPrepared: isDone } = tap.input
  const lines = ticket.lines.map((line) =>
    lineIds.includes(line.id) && line.change !== 'removed' ? { ...line, preparedAt: isDone ? (line.preparedAt ?? now) : null } : line,
  )
  return { ...ticket, lines, state: ticket.state === 'confirmed' && isDone ? 'preparing' : ticket.state }
}

/** Gone from the screen: of all its stations, or of the one that somebody looks at. */
export function isDone(ticket: Ticket, station: string | null): boolean {
  if (ticket.alert === 'cancelled') return false
  const own = ofStation(ticket, station)
  return station === null ? isPrepared(ticket.lines) : own.every(({ preparedAt, change }) => preparedAt !== null || change === 'removed')
}

/** What of a ticket somebody at a station has to see. */
export const ofStation = (ticket: Ticket, station: string | null): Ticket['lines'] =>
  station === null ? ticket.lines : ticket.lines.filter((line) => line.station === station)

export type Urgency = 'calm' | 'soon' | 'late'
const soonMs = 5 * 60_000

/** By what was promised, not by how long it has been there. */
export function urgencyOf(promisedAt: string, now: string): Urgency {
  const left = Date.parse(promisedAt) - Date.parse(now)
  return left <= 0 ? 'late' : left <= soonMs ? 'soon' : 'calm'
}
