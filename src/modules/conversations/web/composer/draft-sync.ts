import { useEffect, useLayoutEffect, useRef } from 'react'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { useDrafts } from '#conversations/web/composer/drafts.ts'
import { useKindWord } from '#conversations/web/thread/kinds.tsx'
import { quotedOf } from '#conversations/web/thread/quoted.tsx'
import type { Thread } from '#conversations/web/thread/thread-cache.ts'

/** Takes over what was begun on another machine, once per visit. */
export function useServerDraft(conversation: Conversation, thread: Thread | undefined): void {
  const drafts = useDrafts()
  const kindWord = useKindWord()
  const latest = useRef({ conversation, thread })
  latest.current = { conversation, thread }
  const isReady = thread !== undefined
  useLayoutEffect(() => {
    const { conversation: now, thread: loaded } = latest.current
    if (!isReady || !loaded) return
    drafts.meet(now.id, now.draft, (messageId) => {
      const message = loaded.items.find((one) => one.id === messageId)
      return message ? quotedOf(message, kindWord) : null
    })
  }, [drafts, isReady, kindWord])
}

/** Tells the server without waiting for the usual pause when the conversation or the tab is left. */
export function useKeptOnLeave(id: string): void {
  const drafts = useDrafts()
  useEffect(() => {
    const save = () => void drafts.save(id)
    const hide = () => document.hidden && save()
    document.addEventListener('visibilitychange', hide)
    return () => {
      document.removeEventListener('visibilitychange', hide)
      save()
    }
  }, [drafts, id])
}
