import { showTyping } from '#conversations/contract/api.ts'
import { call } from '#web/api.ts'

/** The customer's telephone forgets it after 25 seconds. */
const everyMs = 20_000

const toldAtById = new Map<string, number>()

/** Lets the customer see that an answer is being written. Told again only when it would be forgotten; nobody waits for it. */
export function tellTyping(conversationId: string): void {
  const now = Date.now()
  if (now - (toldAtById.get(conversationId) ?? 0) < everyMs) return
  toldAtById.set(conversationId, now)
  call(showTyping, { id: conversationId }).catch(() => {})
}

/** The answer ended it: the next letter is to be told at once. */
export const stopTyping = (conversationId: string): void => void toldAtById.delete(conversationId)
