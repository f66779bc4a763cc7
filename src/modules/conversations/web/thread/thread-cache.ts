import type { QueryClient } from '@tanstack/react-query'
import { listMessages } from '#conversations/contract/api.ts'
import type { ThreadPage } from '#conversations/contract/conversation.ts'
import type { ThreadPatch } from '#conversations/contract/events.ts'
import type { Message } from '#conversations/contract/message.ts'
import { hearLastState } from '#conversations/web/inbox/heard.ts'
import { furthest } from '#conversations/web/thread/send-states.ts'
import { inOrder, laterTimes, merged } from '#conversations/web/thread/thread-order.ts'
import { call } from '#web/api.ts'

/**
 * The loaded part of a thread, oldest first, without holes. `older` and `newer` are the cursors of what lies beyond; a
 * null `newer` means that the end is loaded and what arrives goes there.
 */
export type Thread = { items: readonly Message[]; older: string | null; newer: string | null }

type Status = NonNullable<ThreadPatch['status']>

export const threadKey = (id: string) => [listMessages.path, { id }, 'thread'] as const

const pageSize = 50
const mostKept = 200

export const threadQuery = (queryClient: QueryClient, id: string) => ({
  queryKey: threadKey(id),
  queryFn: async ({ signal }: { signal?: AbortSignal } = {}): Promise<Thread> => {
    const page = await ask(id, {}, signal)
    const before = queryClient.getQueryData<Thread>(threadKey(id))
    return before ? rejoin(before, page) : page
  },
  // Pointing at a conversation and then opening it is one question.
  staleTime: 3_000,
  structuralSharing: false as const,
})

/** The end of the thread again: joined to what is loaded when both touch, instead of it otherwise. */
function rejoin(before: Thread, end: Thread): Thread {
  if (before.newer !== null) return before
  const first = end.items[0]
  const touches = first !== undefined && before.items.some((message) => message.id === first.id)
  return touches ? { items: merged(before.items, end.items), older: before.older, newer: null } : end
}

/** Pages go newest first over the wire and oldest first on the screen. What was heard while the page travelled is in it. */
async function ask(id: string, from: { cursor?: string; around?: string }, signal?: AbortSignal): Promise<Thread> {
  const asked = performance.now()
  const page: ThreadPage = await call(listMessages, { id, limit: pageSize, ...from }, signal ? { signal } : {})
  const thread = { items: page.items.toReversed(), older: page.older, newer: page.newer }
  return recent.filter((one) => one.id === id && one.at >= asked).reduce<Thread>((last, { change }) => change(last), thread)
}

const pending = new Map<string, Promise<void>>()

/** One at a time for a thread and direction, however often the screen asks. */
function once(name: string, run: () => Promise<void>): Promise<void> {
  const running = pending.get(name) ?? run().finally(() => pending.delete(name))
  pending.set(name, running)
  return running
}

export const loadOlder = (queryClient: QueryClient, id: string): Promise<void> =>
  once(`older ${id}`, async () => {
    const cursor = queryClient.getQueryData<Thread>(threadKey(id))?.older
    if (!cursor) return
    const page = await ask(id, { cursor })
    change(queryClient, id, (last) =>
      last.older === cursor ? { ...last, items: merged(last.items, page.items), older: page.older } : last,
    )
  })

export const loadNewer = (queryClient: QueryClient, id: string): Promise<void> =>
  once(`newer ${id}`, async () => {
    const cursor = queryClient.getQueryData<Thread>(threadKey(id))?.newer
    if (!cursor) return
    const page = await ask(id, { cursor })
    change(queryClient, id, (last) =>
      last.newer === cursor ? { ...last, items: merged(last.items, page.items), newer: page.newer } : last,
    )
  })

/** Opens the thread in the middle, or at its end without a message. */
export async function jump(queryClient: QueryClient, id: string, messageId?: string): Promise<void> {
  const page = await ask(id, messageId ? { around: messageId } : {})
  queryClient.setQueryData<Thread>(threadKey(id), page)
}

/** More than a few pages are not kept for the next visit: it opens faster from the end. */
export function leave(queryClient: QueryClient, id: string): void {
  const thread = queryClient.getQueryData<Thread>(threadKey(id))
  if (thread && (thread.items.length > mostKept || thread.newer !== null))
    queryClient.removeQueries({ queryKey: threadKey(id), exact: true })
}

/** A message as it is now: new, edited, deleted, with a reaction, with its file. */
export const hearMessage = (queryClient: QueryClient, message: Message): void =>
  remember(queryClient, message.conversationId, (last) => markRetried(put(last, message), message))

/** The one that was tried again needs no second try. */
function markRetried(last: Thread, { id, retryOf }: Message): Thread {
  const at = retryOf === null ? -1 : last.items.findIndex((message) => message.id === retryOf)
  const failed = last.items[at]
  return failed && failed.retriedBy !== id ? { ...last, items: last.items.with(at, { ...failed, retriedBy: id }) } : last
}

/** What an own request answered. It may be older than what the live connection told meanwhile: then it only fills a gap. */
export const takeAnswer = (queryClient: QueryClient, message: Message): void =>
  remember(queryClient, message.conversationId, (last) =>
    last.items.some(({ id }) => id === message.id) ? last : markRetried(put(last, message), message),
  )

/** Ticks, wherever the message is loaded. */
export function hearStatus(queryClient: QueryClient, status: Status): void {
  const update = (last: Thread): Thread => {
    const at = last.items.findIndex(({ id }) => id === status.messageId)
    const message = last.items[at]
    if (!message) return last
    const failure = status.failure ?? message.failure
    const next: Message = {
      ...message,
      state: furthest(message.state, status.state),
      times: laterTimes(message.times, status.times),
      failure,
    }
    return { ...last, items: last.items.with(at, next) }
  }
  remember(queryClient, status.conversationId, update)
  hearLastState(queryClient, status.conversationId, status)
}

function put(last: Thread, message: Message): Thread {
  const isKnown = last.items.some(({ id }) => id === message.id)
  if (!isKnown && !belongs(last, message)) return last
  return { ...last, items: merged(last.items, [message]) }
}

/** Inside the loaded part, or at the end that is loaded. A message that arrives late may belong to what nobody has loaded. */
function belongs({ items, older, newer }: Thread, message: Message): boolean {
  const [first, last] = [items[0], items.at(-1)]
  if (!first || !last) return newer === null
  if (older !== null && inOrder(message, first) < 0) return false
  return newer === null || inOrder(message, last) < 0
}

function change(queryClient: QueryClient, id: string, update: (last: Thread) => Thread): void {
  queryClient.setQueryData<Thread>(threadKey(id), (last) => (last ? update(last) : last))
}

type Recent = { id: string; at: number; change: (last: Thread) => Thread }

/** The last things heard: a page that was asked for before them and arrives after them does not know them. */
let recent: readonly Recent[] = []
const mostRecent = 300

function remember(queryClient: QueryClient, id: string, update: Recent['change']): void {
  recent = [...recent, { id, at: performance.now(), change: update }].slice(-mostRecent)
  change(queryClient, id, update)
}
