import { createContext, use } from 'react'
import type { Message } from '#conversations/contract/message.ts'

/** What a bubble needs of the thread it stands in. */
export type ThreadDeeds = {
  conversationId: string
  contactName: string
  personId: string
  mayReply: boolean
  reply: (message: Message) => void
  goTo: (messageId: string) => void
  look: (message: Message) => void
  details: (message: Message) => void
}

export const ThreadContext = createContext<ThreadDeeds | null>(null)

export function useThread(): ThreadDeeds {
  const deeds = use(ThreadContext)
  if (!deeds) throw new Error('a message outside of a thread')
  return deeds
}
