import type { ConversationCard, InboxCounts, Scope } from '#conversations/contract/conversation.ts'
import type { Urgency } from '#conversations/contract/urgency.ts'
import type { Selection } from '#conversations/web/inbox/inbox-search.ts'

/** Where a conversation stands in the inbox, decided on the screen so that it moves the moment something happens. */

export const urgencies = ['now', 'ongoing', 'customer'] as const satisfies readonly Urgency[]

/** Who looks, for "mine" and "my team". */
export type Viewer = { personId: string; teamIds: readonly string[] }

const closingMs = 2 * 3_600_000

/** The segment at this moment: the server said which one it was, and only time can change it: the target passes. */
export function urgencyAt(card: Pick<ConversationCard, 'urgency' | 'answerDueAt'>, nowMs: number): Urgency | null {
  if (card.urgency !== 'ongoing' || card.answerDueAt === null) return card.urgency
  return Date.parse(card.answerDueAt) <= nowMs ? 'now' : 'ongoing'
}

export function isInScope(card: Pick<ConversationCard, 'assigneeId' | 'teamId'>, scope: Scope, viewer: Viewer): boolean {
  if (scope === 'all') return true
  if (scope === 'mine') return card.assigneeId === viewer.personId
  if (scope === 'unassigned') return card.assigneeId === null
  if (card.assigneeId === viewer.personId || (card.assigneeId === null && card.teamId === null)) return true
  return card.teamId !== null && viewer.teamIds.includes(card.teamId)
}

type Narrowing = Pick<Selection, 'brandId' | 'channelId' | 'label'>

export const isNarrowedTo = (card: ConversationCard, { brandId, channelId, label }: Narrowing): boolean =>
  (!brandId || card.brandId === brandId) && (!channelId || card.channelId === channelId) && (!label || card.labels.includes(label))

export function isSelected(card: ConversationCard, selection: Selection, viewer: Viewer, nowMs: number): boolean {
  if (card.state !== selection.state || !isInScope(card, selection.scope, viewer) || !isNarrowedTo(card, selection)) return false
  if (selection.unread && card.unreadCount === 0) return false
  if (selection.sla && slaAt(card, nowMs) !== selection.sla) return false
  return !selection.closing || isClosing(card, nowMs)
}

/** Whether a promise is about to be broken at this moment, or one is. */
export function slaAt({ slaWarnAt, slaDueAt }: Pick<ConversationCard, 'slaWarnAt' | 'slaDueAt'>, nowMs: number): 'at-risk' | 'late' | null {
  if (slaDueAt === null) return null
  if (Date.parse(slaDueAt) <= nowMs) return 'late'
  return slaWarnAt !== null && Date.parse(slaWarnAt) <= nowMs ? 'at-risk' : null
}

/** The window is still open and ends within two hours. */
export function isClosing({ windowExpiresAt }: Pick<ConversationCard, 'windowExpiresAt'>, nowMs: number): boolean {
  if (windowExpiresAt === null) return false
  const left = Date.parse(windowExpiresAt) - nowMs
  return left > 0 && left <= closingMs
}

export type Order = 'due' | 'latest' | 'waking'
type Sortable = Pick<ConversationCard, 'id' | 'priority' | 'answerDueAt' | 'lastMessageAt' | 'snoozedUntil'>

const rankByPriority = { urgent: 0, high: 1, normal: 2, low: 3 }

const comparers: Record<Order, (one: Sortable, other: Sortable) => number> = {
  due: (one, other) =>
    rankByPriority[one.priority] - rankByPriority[other.priority] ||
    compare(one.answerDueAt ?? '9', other.answerDueAt ?? '9') ||
    compare(one.id, other.id),
  latest: (one, other) => compare(other.lastMessageAt, one.lastMessageAt) || compare(other.id, one.id),
  // Those that wake when the customer writes have no moment and come last.
  waking: (one, other) =>
    Number(one.snoozedUntil === null) - Number(other.snoozedUntil === null) ||
    compare(one.snoozedUntil ?? one.lastMessageAt, other.snoozedUntil ?? other.lastMessageAt) ||
    compare(one.id, other.id),
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** The server's order of a segment, or of a whole state. */
export const orderOf = (urgency: Urgency | null, state: Selection['state']): Order =>
  urgency === 'now' ? 'due' : urgency === null && state === 'snoozed' ? 'waking' : 'latest'

/**
 * The rows of a segment out of everything that is known. While the server has more, what would stand behind the last row
 * that it sent is left out: between them there may be others that nobody has loaded.
 */
export function rowsOf<C extends ConversationCard>(
  known: Iterable<C>,
  belongs: (card: C) => boolean,
  order: Order,
  boundary: Sortable | null,
): C[] {
  const inOrder = comparers[order]
  return [...known].filter((card) => belongs(card) && (boundary === null || inOrder(card, boundary) <= 0)).toSorted(inOrder)
}

/** The counts after one conversation changed from what it was to what it is; null: not there. */
export function shiftCounts(
  counts: InboxCounts,
  before: ConversationCard | null,
  after: ConversationCard | null,
  viewer: Viewer,
  nowMs: number,
): InboxCounts {
  const scopes = ['mine', 'team', 'unassigned', 'all'] as const
  const next = { ...counts }
  for (const [card, by] of [
    [before, -1],
    [after, 1],
  ] as const) {
    if (!card) continue
    if (card.state === 'snoozed' || card.state === 'pending') next[card.state] = Math.max(0, next[card.state] + by)
    const urgency = urgencyAt(card, nowMs)
    if (urgency === null) continue
    for (const scope of scopes) {
      const figures = next[scope]
      if (figures === null || !isInScope(card, scope, viewer)) continue
      next[scope] = {
        ...figures,
        [urgency]: Math.max(0, figures[urgency] + by),
        unread: Math.max(0, figures.unread + (card.unreadCount > 0 ? by : 0)),
      }
    }
  }
  return next
}
