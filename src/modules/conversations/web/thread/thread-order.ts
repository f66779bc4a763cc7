import type { Message } from '#conversations/contract/message.ts'
import { furthest } from '#conversations/web/thread/send-states.ts'

/** Two runs of the same thread as one, in the order of the thread; of a message that is in both, the later word. */
export function merged(before: readonly Message[], after: readonly Message[]): Message[] {
  const byId = new Map(before.map((message) => [message.id, message]))
  for (const message of after) {
    const known = byId.get(message.id)
    byId.set(
      message.id,
      known ? { ...message, state: furthest(known.state, message.state), times: laterTimes(known.times, message.times) } : message,
    )
  }
  return [...byId.values()].toSorted(inOrder)
}

export const inOrder = (one: Message, other: Message): number => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.seq - other.seq)

export const laterTimes = (one: Message['times'], other: Message['times']): Message['times'] => ({
  sent: other.sent ?? one.sent,
  delivered: other.delivered ?? one.delivered,
  read: other.read ?? one.read,
  played: other.played ?? one.played,
  failed: other.failed ?? one.failed,
})
