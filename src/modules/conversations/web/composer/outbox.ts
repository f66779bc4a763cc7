import type { QueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { sendMessage, writeNote } from '#conversations/contract/api.ts'
import type { Outgoing, Uploaded } from '#conversations/contract/content.ts'
import type { Interactive } from '#conversations/contract/interactive.ts'
import type { Message } from '#conversations/contract/message.ts'
import { takeAnswer } from '#conversations/web/thread/thread-cache.ts'
import { ApiProblem, call, isOffline, isPassing } from '#web/api.ts'
import { type Session, sessionQuery } from '#web/session.ts'

/**
 * What was written and is not in the thread yet: one queue per conversation, in the order of writing, kept on the device
 * so that neither a reload nor a lost connection takes a message away. The browser makes the ids, so sending one again
 * is harmless: the server writes it once.
 */
export type Waiting = {
  id: string
  conversationId: string
  at: string
  text: string
  isNote: boolean
  /** The number of ours that the writer had chosen; absent in what older pages left behind. */
  channelId?: string | undefined
  file: Uploaded | null
  /** Instead of text and file. */
  interactive?: Interactive | undefined
  /** Instead of the text, which is then only what it reads like. */
  template?: Extract<Outgoing, { kind: 'template' }> | undefined
  replyTo: Message['replyTo']
  cannedReplyId: string | null
  /** The last message that the writer had on screen; of queued ones, the one before. Undefined: send whatever came. */
  expectedLastMessageId: string | null | undefined
  /** `moved`: others wrote meanwhile and the writer has to look. `refused`: the server said no. */
  state: 'waiting' | 'sending' | 'moved' | 'refused'
  isOffline: boolean
  problem: { code: string; status: number; title: string } | null
  moved: { messages: Message[]; lastMessageId: string | null } | null
}

export type Writing = Pick<
  Waiting,
  | 'id'
  | 'conversationId'
  | 'text'
  | 'isNote'
  | 'channelId'
  | 'file'
  | 'interactive'
  | 'template'
  | 'replyTo'
  | 'cannedReplyId'
  | 'expectedLastMessageId'
>

const retryMs = 2_000
const longestRetryMs = 30_000

export type Outbox = ReturnType<typeof makeOutbox>

export function makeOutbox(queryClient: QueryClient, personId: string) {
  const memory = `yapa.outbox.${personId}`
  const listeners = new Set<() => void>()
  /** The last one of each conversation that the server took, and the message that it stood behind. */
  const taken = new Map<string, { id: string; behind: string | null | undefined }>()
  const busy = new Set<string>()
  let all: readonly Waiting[] = remembered(memory)
  let byConversation = new Map<string, readonly Waiting[]>()

  function set(next: readonly Waiting[]): void {
    all = next
    byConversation = new Map()
    try {
      if (all.length > 0) localStorage.setItem(memory, JSON.stringify(all))
      else localStorage.removeItem(memory)
    } catch {
      // A full or forbidden storage only costs the copy that would outlive a reload.
    }
    listeners.forEach((listener) => listener())
  }
  const update = (id: string, change: Partial<Waiting>): void => set(all.map((one) => (one.id === id ? { ...one, ...change } : one)))

  /** What keeps the first one keeps those behind it. */
  function markOffline(conversationId: string, isNow: boolean): void {
    if (all.some((one) => one.conversationId === conversationId && one.isOffline !== isNow))
      set(all.map((one) => (one.conversationId === conversationId ? { ...one, isOffline: isNow } : one)))
  }

  function of(conversationId: string): readonly Waiting[] {
    const known = byConversation.get(conversationId)
    if (known) return known
    const own = all.filter((one) => one.conversationId === conversationId)
    byConversation.set(conversationId, own.length > 0 ? own : nothing)
    return own.length > 0 ? own : nothing
  }

  /** Sends the queue of a conversation from its head until something keeps it. */
  async function run(conversationId: string): Promise<void> {
    if (busy.has(conversationId)) return
    busy.add(conversationId)
    try {
      for (let failures = 0; ;) {
        const head = of(conversationId)[0]
        if (!head || (head.state !== 'waiting' && head.state !== 'sending')) return
        markOffline(conversationId, false)
        update(head.id, { state: 'sending' })
        const error = await attempt(head)
        if (error === null) {
          failures = 0
          continue
        }
        if (!settle(head, error)) return
        await pause(Math.min(longestRetryMs, retryMs * 2 ** failures++))
      }
    } finally {
      busy.delete(conversationId)
    }
  }

  async function attempt(one: Waiting): Promise<ApiProblem | null> {
    try {
      const message = await ask(one)
      takeAnswer(queryClient, message)
      if (!one.isNote) taken.set(one.conversationId, { id: one.id, behind: one.expectedLastMessageId })
      set(all.filter(({ id }) => id !== one.id))
      return null
    } catch (error) {
      return error instanceof ApiProblem ? error : new ApiProblem({ code: 'web.broken', status: 0 })
    }
  }

  /** Writes down why it stands still; true when it is worth another try by itself. */
  function settle(one: Waiting, error: ApiProblem): boolean {
    if (isPassing(error) || error.status === 429) {
      update(one.id, { state: 'waiting' })
      markOffline(one.conversationId, isOffline(error))
      return true
    }
    const moved = error.code === 'conversations.thread_moved' ? (error.details as Waiting['moved']) : null
    // Written by this person elsewhere: in another tab, or a moment ago.
    if (moved && moved.messages.length > 0 && moved.messages.every(({ author }) => author.id === personId)) {
      update(one.id, { state: 'waiting', expectedLastMessageId: moved.lastMessageId })
      return true
    }
    const { code, status, title } = error
    update(one.id, { state: moved ? 'moved' : 'refused', problem: { code, status, title }, moved })
    return false
  }

  /** Takes one out of its queue; the next one then stands behind what this one stood behind. */
  function remove(id: string): Waiting | undefined {
    const gone = all.find((one) => one.id === id)
    set(
      all
        .filter((one) => one.id !== id)
        .map((one) => (gone && one.expectedLastMessageId === id ? { ...one, expectedLastMessageId: gone.expectedLastMessageId } : one)),
    )
    return gone
  }

  const runAll = (): void => [...new Set(all.map(({ conversationId }) => conversationId))].forEach((id) => void run(id))
  window.addEventListener('online', wake)
  queueMicrotask(runAll)

  return {
    of,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(writing: Writing): void {
      const queue = of(writing.conversationId)
      const before = queue.findLast((one) => !one.isNote)
      const last = taken.get(writing.conversationId)
      // Written before the screen had drawn that the last one was taken: what its writer saw, they saw with that one behind it.
      const seen = last && last.behind === writing.expectedLastMessageId ? last.id : writing.expectedLastMessageId
      const expectedLastMessageId = before ? before.id : seen
      const fresh = {
        at: new Date().toISOString(),
        state: 'waiting' as const,
        isOffline: queue[0]?.isOffline ?? false,
        problem: null,
        moved: null,
      }
      set([...all, { ...writing, ...fresh, expectedLastMessageId }])
      void run(writing.conversationId)
    },
    /** After a refusal that may be over. */
    retry(id: string): void {
      const one = all.find((waiting) => waiting.id === id)
      if (!one) return
      update(id, { state: 'waiting', problem: null })
      void run(one.conversationId)
    },
    /** Knowing what the others wrote. */
    sendAnyway(id: string): void {
      const one = all.find((waiting) => waiting.id === id)
      if (!one) return
      update(id, { state: 'waiting', expectedLastMessageId: one.moved ? one.moved.lastMessageId : undefined, problem: null, moved: null })
      void run(one.conversationId)
    },
    remove(id: string): Waiting | undefined {
      const gone = remove(id)
      if (gone) void run(gone.conversationId)
      return gone
    },
    /** The whole queue of a conversation, given back to be written on. */
    takeBack(conversationId: string): readonly Waiting[] {
      const own = of(conversationId).filter(({ state }) => state !== 'sending')
      set(all.filter((one) => !own.includes(one)))
      return own
    },
  }
}

const nothing: readonly Waiting[] = []

function ask({
  id,
  conversationId,
  text,
  isNote,
  channelId,
  file,
  interactive,
  template,
  replyTo,
  cannedReplyId,
  expectedLastMessageId,
}: Waiting): Promise<Message> {
  if (isNote) return call(writeNote, { id: conversationId, noteId: id, text })
  return call(sendMessage, {
    id: conversationId,
    messageId: id,
    ...(channelId && { channelId }),
    content: template ?? contentOf({ text, file, interactive }),
    replyToId: replyTo?.id ?? null,
    expectedLastMessageId,
    ...(cannedReplyId && { cannedReplyId }),
  })
}

function contentOf({ text, file, interactive }: Pick<Waiting, 'text' | 'file' | 'interactive'>) {
  if (interactive) return { kind: 'interactive' as const, interactive }
  if (file) return { kind: 'media' as const, fileId: file.fileId, caption: text || null, isVoice: file.isVoice }
  return { kind: 'text' as const, text }
}

/** Pauses end early when the connection comes back. */
let wakers: readonly (() => void)[] = []
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    wakers = [...wakers, () => (clearTimeout(timer), resolve())]
  })
function wake(): void {
  const waiting = wakers
  wakers = []
  for (const waker of waiting) waker()
}

/** What stood in the middle of being sent is sent again. */
function remembered(memory: string): readonly Waiting[] {
  try {
    const kept = JSON.parse(localStorage.getItem(memory) ?? '[]') as Waiting[]
    return kept.map((one) => (one.state === 'sending' ? { ...one, state: 'waiting' } : one))
  } catch {
    return []
  }
}

const boxes = new WeakMap<QueryClient, { personId: string; box: Outbox }>()

/** The one outbox of whoever is signed in. It goes on sending when the inbox is left. */
export function outboxOf(queryClient: QueryClient): Outbox {
  const personId = queryClient.getQueryData<Session>(sessionQuery.queryKey)?.person.id ?? ''
  const known = boxes.get(queryClient)
  if (known?.personId === personId) return known.box
  const box = makeOutbox(queryClient, personId)
  boxes.set(queryClient, { personId, box })
  return box
}

export function useOutbox(): Outbox {
  return outboxOf(useQueryClient())
}

export function useWaiting(conversationId: string): readonly Waiting[] {
  const box = useOutbox()
  return useSyncExternalStore(
    box.subscribe,
    useCallback(() => box.of(conversationId), [box, conversationId]),
  )
}
