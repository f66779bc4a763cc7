import type { QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { countInbox, getConversation, listConversations } from '#conversations/contract/api.ts'
import type { ConversationItem, InboxCounts, Scope } from '#conversations/contract/conversation.ts'
import { canReadAll, canReadTeam } from '#conversations/contract/permissions.ts'
import type { Urgency } from '#conversations/contract/urgency.ts'
import { asItem, seenThrough, useHeard, viewerOf } from '#conversations/web/inbox/heard.ts'
import { inboxSearch, narrowingOf, type Selection, selectionOf } from '#conversations/web/inbox/inbox-search.ts'
import { isSelected, orderOf, rowsOf, urgencies, urgencyAt } from '#conversations/web/inbox/segments.ts'
import { useMoment } from '#conversations/web/inbox/moment.ts'
import { threadKey, threadQuery } from '#conversations/web/thread/thread-cache.ts'
import { findSession, may, type Session, useSession } from '#web/session.ts'
import { apiPagesQuery, keyOf, preload, preloadPages, useApi, useApiPages } from '#web/query.ts'

/** A titled run of rows. `urgency` is null for lists that have no segments: snoozed and resolved ones. */
export type Section = {
  urgency: Urgency | null
  rows: readonly ConversationItem[]
  count: number
  /** There are more, and nobody has counted them. */
  isAtLeast: boolean
  hasMore: boolean
  isFetchingMore: boolean
  fetchMore: () => void
}

/** The widest of the two daily views that a role reaches. */
export const usualScope = (session: Session): Scope => (may(session, canReadTeam) || may(session, canReadAll) ? 'team' : 'mine')

const pageSize = 30

/** The same input wherever it is asked for, so that the answer has one place in the cache. */
function inputOf(selection: Selection, urgency: Urgency | null) {
  return {
    scope: selection.scope,
    state: selection.state,
    ...(urgency && { urgency }),
    ...narrowingOf(selection),
    ...(selection.unread && { unread: 'true' }),
    ...(selection.closing && { closing: 'true' }),
    ...(selection.mentioned && { mentioned: 'true' }),
    ...(selection.facet && { facet: selection.facet }),
    ...(selection.sla && { sla: selection.sla }),
    limit: pageSize,
  }
}

/** Everything the left column shows, as it is at this moment. */
export function useInboxList(selection: Selection) {
  const session = useSession()
  const heard = useHeard()
  const isOpen = selection.state === 'open'
  const segments = {
    now: useApiPages(listConversations, inputOf(selection, 'now'), { enabled: isOpen }),
    ongoing: useApiPages(listConversations, inputOf(selection, 'ongoing'), { enabled: isOpen }),
    customer: useApiPages(listConversations, inputOf(selection, 'customer'), { enabled: isOpen }),
  }
  const whole = useApiPages(listConversations, inputOf(selection, null), { enabled: !isOpen })
  const { data: counts } = useApi(countInbox, narrowingOf(selection), { keepsPrevious: true })

  const sent = [segments.now.items, segments.ongoing.items, segments.customer.items, whole.items]
  const known = useMemo(() => {
    const items = new Map<string, ConversationItem>()
    for (const item of sent.flatMap((one) => one ?? [])) {
      const seen = seenThrough(heard, item)
      if (seen) items.set(item.id, seen)
    }
    // Who is mentioned where, and what others know, only the server knows: what it did not send is not added.
    if (!selection.mentioned && !selection.facet)
      for (const card of heard.cards.values()) if (!items.has(card.id)) items.set(card.id, asItem(card))
    return [...items.values()]
    // The four lists are the whole of what `sent` is made of.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [heard, selection.mentioned, selection.facet, ...sent])

  const dues = useMemo(
    () =>
      known.flatMap(({ urgency, answerDueAt, slaWarnAt, slaDueAt }) =>
        [...(urgency === 'ongoing' ? [answerDueAt] : []), slaWarnAt, slaDueAt].filter((at) => at !== null),
      ),
    [known],
  )
  const nowMs = useMoment(dues)
  const viewer = viewerOf(session)

  const sectionOf = (urgency: Urgency | null, list: typeof whole): Section => {
    const { items, hasMore, isFetchingMore, fetchMore } = list
    const rows = rowsOf(
      known,
      (card) => isSelected(card, selection, viewer, nowMs) && (urgency === null || urgencyAt(card, nowMs) === urgency),
      orderOf(urgency, selection.state),
      hasMore ? (items?.at(-1) ?? null) : null,
    )
    const told = hasMore ? counted(counts, selection, urgency) : rows.length
    return {
      urgency,
      rows,
      count: Math.max(rows.length, told),
      isAtLeast: hasMore && told < rows.length,
      hasMore,
      isFetchingMore,
      fetchMore,
    }
  }

  const lists = isOpen ? Object.values(segments) : [whole]
  return {
    sections: isOpen ? urgencies.map((urgency) => sectionOf(urgency, segments[urgency])) : [sectionOf(null, whole)],
    counts,
    nowMs,
    isPending: lists.some((list) => list.isPending),
    error: lists.find((list) => list.error && !list.items)?.error ?? null,
    refetch: () => lists.forEach((list) => list.refetch()),
  }
}

/** What the server counted, where its counts are about the same selection. */
function counted(
  counts: InboxCounts | undefined,
  { scope, state, unread, closing, sla, mentioned, facet }: Selection,
  urgency: Urgency | null,
): number {
  if (!counts || unread || closing || sla || mentioned || facet) return 0
  if (urgency !== null) return counts[scope]?.[urgency] ?? 0
  return state === 'snoozed' && scope === 'all' ? counts.snoozed : 0
}

/** Found by words, in every state. */
export function useInboxSearch(words: string) {
  const heard = useHeard()
  const found = useApiPages(
    listConversations,
    { search: words, scope: 'mine', limit: pageSize },
    { enabled: words.length >= 2, keepsPrevious: true },
  )
  const items = useMemo(() => found.items?.flatMap((item) => seenThrough(heard, item) ?? []), [found.items, heard])
  return { ...found, items }
}

/** Asked for while the code of the page is on its way. What is there already is shown at once and renewed meanwhile. */
export async function preloadInbox(queryClient: QueryClient, raw: Record<string, unknown>): Promise<void> {
  const session = await findSession(queryClient)
  if (!session) return
  const selection = selectionOf(inboxSearch(raw), usualScope(session))
  const parts = selection.state === 'open' ? urgencies : [null]
  await Promise.all([
    ...parts.map((urgency) => {
      const input = inputOf(selection, urgency)
      const { queryKey } = apiPagesQuery(listConversations, input)
      return queryClient.getQueryData(queryKey) ? undefined : preloadPages(queryClient, listConversations, input)
    }),
    preload(queryClient, countInbox, narrowingOf(selection)),
  ])
}

/** The same for a conversation that is about to be opened. */
export async function preloadConversation(queryClient: QueryClient, id: string): Promise<void> {
  const isKnown = queryClient.getQueryData(keyOf(getConversation, { id })) !== undefined
  const isLoaded = queryClient.getQueryData(threadKey(id)) !== undefined
  await Promise.all([
    isKnown ? undefined : preload(queryClient, getConversation, { id }),
    isLoaded ? undefined : queryClient.prefetchQuery(threadQuery(queryClient, id)),
  ])
}
