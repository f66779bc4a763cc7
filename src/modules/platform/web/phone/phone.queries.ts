import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type { OutputOf } from '#kernel/contract/declare.ts'
import { getPhoneFile, listPhoneChats, listPhoneMessages, lookAtChat, playVoiceNote, writeAsCustomer } from '#platform/contract/api.ts'
import type { PhoneContent, PhoneMessage } from '#platform/contract/phone.ts'
import { requestOf } from '#web/api.ts'
import { change } from '#web/cache.ts'
import { newKey } from '#web/keys.ts'
import { apiQuery, keyOf, useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'
import { useT } from '#web/i18n/i18n.tsx'

/** The telephone is a stand-in on the same machine: asking it often costs nothing. Slower while it does not answer. */
const everyMs = 800
const afterFailureMs = 3_000

export type Chat = { phoneNumberId: string; waId: string }
type Thread = OutputOf<typeof listPhoneMessages>

export function useChats(phoneNumberId: string, search: string) {
  return useQuery({
    ...apiQuery(listPhoneChats, { phoneNumberId, ...(search && { search }) }),
    staleTime: 0,
    retry: false,
    placeholderData: (last, query) => (query?.queryKey[1].phoneNumberId === phoneNumberId ? last : undefined),
    refetchInterval: ({ state }) => (state.error ? afterFailureMs : everyMs),
  })
}

/** `isPaused` while something is on its way: an answer from before it would take the new bubble away for a moment. */
export function useThread(chat: Chat, isPaused: () => boolean) {
  return useQuery({
    ...apiQuery(listPhoneMessages, chat),
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state }) => (isPaused() ? false : state.error ? afterFailureMs : everyMs),
  })
}

/** Files never change; the blobs made of them live as long as what shows them. */
export const useFile = (mediaId: string) =>
  useQuery({ ...apiQuery(getPhoneFile, { mediaId }), staleTime: Number.POSITIVE_INFINITY, gcTime: 30 * 60_000 })

export const sendingMark = 'sending:'
export const isSending = (message: PhoneMessage): boolean => message.id.startsWith(sendingMark)

/** A bubble at once, the real one when the server has it, nothing and a word of why when it refuses. */
export function useWriting(chat: Chat) {
  const t = useT()
  const queryClient = useQueryClient()
  const onTheWay = useRef(0)
  const bubbles = useRef(new WeakMap<object, string>())
  const { send } = useSend(writeAsCustomer, {
    optimistic: (_queryClient, input) => {
      const id = `${sendingMark}${newKey()}`
      bubbles.current.set(input, id)
      if (input.content.type === 'image') keepFile(queryClient, id, input.content)
      return change(queryClient, listPhoneMessages, chat, (thread) => foresee(thread, id, input.content, input.replyTo))
    },
    onDone: (output, input) => {
      if (input.content.type === 'image' && output.file) keepFile(queryClient, output.file.mediaId, input.content)
      settle(queryClient, chat, bubbles.current.get(input) ?? '', isMessage(input.content) ? output : undefined)
    },
    onProblem: (_problem, reason) => void toast({ text: t('platform.phone.not_sent', { reason }), tone: 'bad', name: 'phone' }),
  })
  const { phoneNumberId, waId } = chat
  const write = useCallback(
    async (content: PhoneContent, replyTo?: string): Promise<boolean> => {
      onTheWay.current++
      try {
        await send({ phoneNumberId, waId, content, ...(replyTo && { replyTo }) })
        return true
      } catch {
        return false
      } finally {
        onTheWay.current--
        void queryClient.invalidateQueries({ queryKey: [listPhoneChats.path] })
        void queryClient.invalidateQueries({ queryKey: keyOf(listPhoneMessages, { phoneNumberId, waId }) })
      }
    },
    [send, queryClient, phoneNumberId, waId],
  )
  return { write, isPaused: useCallback(() => onTheWay.current > 0, []) }
}

const keepFile = (queryClient: QueryClient, mediaId: string, { mimeType, bytes }: { mimeType: string; bytes: string }): void =>
  void queryClient.setQueryData(keyOf(getPhoneFile, { mediaId }), { mimeType, bytes })

const isMessage = (content: PhoneContent): boolean => !('messageId' in content)

/** How the thread looks once this has arrived. */
function foresee(thread: Thread, id: string, content: PhoneContent, replyTo: string | undefined): Thread {
  if ('messageId' in content)
    return { ...thread, items: thread.items.map((item) => (item.id === content.messageId ? changed(item, content) : item)) }
  const bubble: PhoneMessage = {
    id,
    direction: 'in',
    type: content.type.endsWith('_reply') ? 'interactive' : content.type,
    text: wordsIn(content),
    at: new Date().toISOString(),
    file: content.type === 'image' ? { mediaId: id, name: null, isVoice: false } : null,
    location: content.type === 'location' ? content : null,
    interactive: null,
    order: content.type === 'order' ? content.items : null,
    answers: content.type === 'flow_reply' ? content.answers : null,
    replyTo: replyTo ?? null,
    isReadByBusiness: false,
    isPlayed: false,
    reactions: { customer: null, business: null },
    isEdited: false,
    isRevoked: false,
  }
  return { ...thread, items: [...thread.items, bubble] }
}

function wordsIn(content: PhoneContent): string | null {
  if ('title' in content) return content.title
  if (content.type === 'image') return content.caption ?? null
  return 'text' in content ? (content.text ?? null) : null
}

function changed(item: PhoneMessage, content: Extract<PhoneContent, { messageId: string }>): PhoneMessage {
  if (content.type === 'edit') return { ...item, text: content.text, isEdited: true }
  if (content.type === 'revoke') return { ...item, text: null, file: null, location: null, isRevoked: true }
  return { ...item, reactions: { ...item.reactions, customer: content.emoji ?? null } }
}

function settle(queryClient: QueryClient, chat: Chat, bubbleId: string, message: PhoneMessage | undefined): void {
  queryClient.setQueryData<Thread>(keyOf(listPhoneMessages, chat), (thread) => {
    if (!thread || !message) return thread
    const others = thread.items.filter(({ id }) => id !== bubbleId && id !== message.id)
    return { ...thread, items: [...others, message] }
  })
}

export function usePlayed({ phoneNumberId, waId }: Chat): (messageId: string) => void {
  const { send } = useSend(playVoiceNote, {
    optimistic: (queryClient, { messageId }) =>
      change(queryClient, listPhoneMessages, { phoneNumberId, waId }, (thread) => ({
        ...thread,
        items: thread.items.map((item) => (item.id === messageId ? { ...item, isPlayed: true } : item)),
      })),
  })
  return useCallback((messageId) => void send({ phoneNumberId, waId, messageId }).catch(() => {}), [send, phoneNumberId, waId])
}

const subscribeVisible = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
const isVisible = (): boolean => document.visibilityState === 'visible'

/**
 * Whoever has the chat on screen looks at it: what arrives is read. Leaving it or hiding the tab puts the telephone away,
 * also when the tab closes. `unread`: somebody else put the same telephone away, so this one looks again.
 */
export function useLooking({ phoneNumberId, waId }: Chat, unread: number, isThere: boolean): void {
  const isSeen = useSyncExternalStore(subscribeVisible, isVisible) && isThere
  const isMissed = unread > 0
  useEffect(() => {
    if (isSeen) tell({ phoneNumberId, waId }, true)
  }, [isSeen, isMissed, phoneNumberId, waId])
  useEffect(() => {
    if (!isSeen) return
    const away = () => tell({ phoneNumberId, waId }, false)
    window.addEventListener('pagehide', away)
    return () => {
      window.removeEventListener('pagehide', away)
      away()
    }
  }, [isSeen, phoneNumberId, waId])
}

/** A look that is lost is told again with the next message: nobody waits for it. */
function tell(chat: Chat, isLooking: boolean): void {
  const { url, ...init } = requestOf(lookAtChat, { ...chat, isLooking })
  fetch(url, { ...init, keepalive: true }).catch(() => {})
}
