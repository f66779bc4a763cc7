import { z } from 'zod'
import type { Priority, State } from '#conversations/contract/conversation.ts'

/**
 * The three segments of the inbox. `now`: the customer waits and nobody has looked, or the target is over, or it is
 * urgent. `ongoing`: the customer wrote last and somebody is on it. `customer`: we wrote last. Only open conversations
 * have one. The list computes the same in SQL (a test holds both together); screens recompute it as time passes.
 */
export const Urgency = z.enum(['now', 'ongoing', 'customer'])
export type Urgency = z.infer<typeof Urgency>

type Facts = { state: State; priority: Priority; waitingSince: string | null; answerDueAt: string | null; unreadCount: number }

export function urgencyOf(facts: Facts, now: Date): Urgency | null {
  if (facts.state !== 'open') return null
  if (facts.waitingSince === null) return 'customer'
  const isLate = facts.answerDueAt !== null && Date.parse(facts.answerDueAt) <= now.getTime()
  return facts.unreadCount > 0 || isLate || facts.priority === 'urgent' ? 'now' : 'ongoing'
}
