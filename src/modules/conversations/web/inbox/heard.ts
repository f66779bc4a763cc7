import { type InfiniteData, type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { countInbox, getConversation, listConversations } from '#conversations/contract/api.ts'
import type { Conversation, ConversationCard, ConversationItem, InboxCounts } from '#conversations/contract/conversation.ts'
import type { SendState } from '#conversations/contract/message.ts'
import { rankOf } from '#conversations/web/thread/send-states.ts'
import { isNarrowedTo, shiftCounts, type Viewer } from '#conversations/web/inbox/segments.ts'
import type { Page } from '#kernel/contract/page.ts'
import { type Session, sessionQuery } from '#web/session.ts'

/**
 * The newest card of every conversation that moved while this screen was open, and those that left the viewer's sight.
 * Lists are what the server sent, seen through this: so a row moves at once, whichever list it is in. A gap of the live
 * connection invalidates every answer, this one too, and what was heard before it is forgotten.
 */
export type Heard = { cards: ReadonlyMap<string, ConversationCard>; gone: ReadonlySet<string> }

const most = 1000
const nothing: Heard = { cards: new Map(), gone: new Set() }

export const heardQuery = queryOptions<Heard>({
  queryKey: ['conversations.heard'],
  queryFn: () => nothing,
  initialData: nothing,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
})

export const useHeard = (): Heard => useQuery(heardQuery).data ?? nothing

const heardOf = (queryClient: QueryClient): Heard => queryClient.getQueryData<Heard>(heardQuery.queryKey) ?? nothing

/** Takes in a card; an older one than is known changes nothing. Returns what takes it back. */
export function hear(queryClient: QueryClient, card: ConversationCard): () => void {
  const before = knownCard(queryClient, card.id)
  if (before && before.version > card.version) return () => {}
  const after = before ? newer(card, before) : card
  put(queryClient, after)
  moveCounts(queryClient, before, after)
  return () => {
    if (!before || heardOf(queryClient).cards.get(card.id)?.version !== after.version) return
    put(queryClient, before)
    moveCounts(queryClient, after, before)
  }
}

function put(queryClient: QueryClient, told: ConversationCard): void {
  const card = bare(told)
  const heard = heardOf(queryClient)
  const cards = new Map(heard.cards)
  cards.delete(card.id)
  cards.set(card.id, card)
  const oldest = cards.size > most ? cards.keys().next().value : undefined
  if (oldest !== undefined) cards.delete(oldest)
  const gone = new Set(heard.gone)
  gone.delete(card.id)
  queryClient.setQueryData<Heard>(heardQuery.queryKey, { cards, gone })
  queryClient.setQueryData<Conversation>([getConversation.path, { id: card.id }], (last) => (last ? { ...last, ...card } : last))
}

const personal = new Set([
  'draft',
  'draftPreview',
  'match',
  'marks',
  'block',
  'numbers',
  'readSeq',
  'channelName',
  'firstInboundAt',
  'firstReplyAt',
])

/** The card alone: what only one answer knew (a draft, a search hit) must not be told to the others. */
const bare = (told: ConversationCard): ConversationCard =>
  Object.fromEntries(Object.entries(told).filter(([name]) => !personal.has(name))) as ConversationCard

/** The viewer may no longer see it. */
export function hearGone(queryClient: QueryClient, id: string): void {
  const before = knownCard(queryClient, id)
  const heard = heardOf(queryClient)
  const cards = new Map(heard.cards)
  cards.delete(id)
  queryClient.setQueryData<Heard>(heardQuery.queryKey, { cards, gone: new Set(heard.gone).add(id) })
  moveCounts(queryClient, before, null)
}

/** Ticks of the message that lists show. */
export function hearLastState(queryClient: QueryClient, id: string, { messageId, state }: { messageId: string; state: SendState }): void {
  const card = knownCard(queryClient, id)
  const last = card?.lastMessage
  if (!card || last?.id !== messageId || last.state === null || rankOf(state) <= rankOf(last.state)) return
  put(queryClient, { ...card, lastMessage: { ...last, state } })
}

/** What is known of a conversation, wherever it was told. */
export function knownCard(queryClient: QueryClient, id: string): ConversationCard | null {
  const heard = heardOf(queryClient)
  if (heard.gone.has(id)) return null
  const told = heard.cards.get(id)
  if (told) return told
  const opened = queryClient.getQueryData<Conversation>([getConversation.path, { id }])
  if (opened) return opened
  for (const [, data] of queryClient.getQueriesData<InfiniteData<Page<ConversationItem>>>({ queryKey: [listConversations.path] })) {
    for (const page of data?.pages ?? []) {
      const found = page.items.find((item) => item.id === id)
      if (found) return found
    }
  }
  return null
}

/** An item of a list as it is now; null when it is gone. */
export function seenThrough(heard: Heard, item: ConversationItem): ConversationItem | null {
  if (heard.gone.has(item.id)) return null
  const card = heard.cards.get(item.id)
  return card && card.version >= item.version ? { ...item, ...newer(card, item) } : item
}

export const asItem = (card: ConversationCard): ConversationItem => ({ ...card, draftPreview: null, match: null })

/** Ticks travel apart from cards: of the same last message the furthest state is the true one. */
function newer(card: ConversationCard, other: ConversationCard): ConversationCard {
  const [one, two] = [card.lastMessage, other.lastMessage]
  if (!one?.state || !two?.state || one.id !== two.id || rankOf(two.state) <= rankOf(one.state)) return card
  return { ...card, lastMessage: { ...one, state: two.state } }
}

export const viewerOf = (session: Session): Viewer => ({ personId: session.person.id, teamIds: session.teamIds })

/** Counts follow at once where it is known what the conversation was before; the server's own count comes soon after. */
function moveCounts(queryClient: QueryClient, before: ConversationCard | null, after: ConversationCard | null): void {
  recount(queryClient)
  const session = queryClient.getQueryData<Session>(sessionQuery.queryKey)
  if (!session || !before) return
  const viewer = viewerOf(session)
  for (const [queryKey, counts] of queryClient.getQueriesData<InboxCounts>({ queryKey: [countInbox.path] })) {
    const narrowing = (queryKey[1] ?? {}) as Parameters<typeof isNarrowedTo>[1]
    const within = (card: ConversationCard | null) => (card && isNarrowedTo(card, narrowing) ? card : null)
    if (counts) queryClient.setQueryData(queryKey, shiftCounts(counts, within(before), within(after), viewer, Date.now()))
  }
}

const recountMs = 1_500
const recounts = new WeakMap<QueryClient, ReturnType<typeof setTimeout>>()

/** However much happens, the counts are asked for at most once in this while. */
function recount(queryClient: QueryClient): void {
  if (recounts.has(queryClient)) return
  const timer = setTimeout(() => {
    recounts.delete(queryClient)
    void queryClient.invalidateQueries({ queryKey: [countInbox.path] })
  }, recountMs)
  recounts.set(queryClient, timer)
}
