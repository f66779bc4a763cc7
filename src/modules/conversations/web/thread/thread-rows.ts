import type { Message } from '#conversations/contract/message.ts'
import type { Waiting } from '#conversations/web/composer/outbox.ts'

/** What stands below each other in a thread. `isFirst` and `isLast` are within a run of one author. */
export type ThreadRow =
  | { type: 'day'; key: string; at: string }
  | { type: 'new'; key: string; count: number }
  /** `via`: the number of ours it went through, where that is another one than before. */
  | { type: 'message'; key: string; message: Message; isFirst: boolean; isLast: boolean; via: string | null }
  | { type: 'waiting'; key: string; waiting: Waiting; isFirst: boolean; isLast: boolean }

/** So much silence ends a run of messages of one author. */
const runMs = 5 * 60_000

type Options = { dayOf: (instant: string) => string; firstNewId: string | null; newCount: number; channelId: string }

export function rowsOf(
  messages: readonly Message[],
  waiting: readonly Waiting[],
  { dayOf, firstNewId, newCount, channelId }: Options,
): ThreadRow[] {
  const rows: ThreadRow[] = []
  let day = ''
  let last = channelId
  for (const [i, message] of messages.entries()) {
    const today = dayOf(message.at)
    if (today !== day) rows.push({ type: 'day', key: `day ${today}`, at: message.at })
    day = today
    if (message.id === firstNewId) rows.push({ type: 'new', key: 'new', count: newCount })
    const [before, after] = [messages[i - 1], messages[i + 1]]
    const isFirst = !before || !goesOn(before, message, dayOf) || message.id === firstNewId
    const isLast = !after || !goesOn(message, after, dayOf) || after.id === firstNewId
    const isSpoken = message.direction === 'in' || message.direction === 'out'
    const via = isSpoken && message.channelId !== last ? message.channelId : null
    if (via) last = via
    rows.push({ type: 'message', key: message.id, message, isFirst, isLast, via })
  }
  const known = new Set(messages.map(({ id }) => id))
  const own = waiting.filter(({ id }) => !known.has(id))
  return [
    ...rows,
    ...own.map((one, i): ThreadRow => ({ type: 'waiting', key: one.id, waiting: one, isFirst: i === 0, isLast: i === own.length - 1 })),
  ]
}

function goesOn(one: Message, other: Message, dayOf: Options['dayOf']): boolean {
  if (one.direction !== other.direction || one.direction === 'activity' || one.direction === 'note') return false
  if (one.channelId !== other.channelId || one.author.id !== other.author.id || one.author.kind !== other.author.kind) return false
  return Date.parse(other.at) - Date.parse(one.at) < runMs && dayOf(one.at) === dayOf(other.at)
}

/**
 * The first message of the customer that this viewer has not seen. Who never opened the conversation is shown the ones
 * that nobody in charge has looked at: its whole past is no news.
 */
export function firstNew(
  messages: readonly Message[],
  { readSeq, unreadCount }: { readSeq: number; unreadCount: number },
): { id: string; count: number } | null {
  const inbound = messages.filter(({ direction }) => direction === 'in')
  const fresh = readSeq > 0 ? inbound.filter(({ seq }) => seq > readSeq) : unreadCount > 0 ? inbound.slice(-unreadCount) : []
  const [first] = fresh
  return first ? { id: first.id, count: fresh.length } : null
}

export type Stretch = { key: string; rows: ThreadRow[] }

/**
 * Rows in stretches of about sixteen that are put away when they are far from view. Where a stretch ends is decided by
 * its messages and not by counting, so that loading more on either side leaves the others as they are.
 */
export function stretchesOf(rows: readonly ThreadRow[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const row of rows) {
    const last = stretches.at(-1)
    if (!last || (row.type === 'message' && row.key.endsWith('0'))) stretches.push({ key: row.key, rows: [row] })
    else last.rows.push(row)
  }
  // The first one grows when older messages arrive: its name must not be that of a row which may move into it.
  const [first] = stretches
  if (first && !first.rows[0]?.key.endsWith('0')) first.key = 'top'
  return stretches
}
