import { createContext, use } from 'react'
import type { Capabilities } from '#conversations/contract/capabilities.ts'
import type { Message } from '#conversations/contract/message.ts'

/** What a bubble needs of the thread it stands in. */
export type ThreadDeeds = {
  conversationId: string
  contactName: string
  personId: string
  mayReply: boolean
  /** Our number with this id; undefined until it is known. */
  numberOf: (channelId: string) => { name: string; capabilities: Capabilities } | undefined
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
