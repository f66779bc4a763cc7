import { z } from 'zod'
import type { Cursor } from '#kernel/events/cursor.ts'

/**
 * What travels on the one WebSocket of a browser, as JSON texts.
 *
 * The browser resumes from the last cursor that it was given, in `at` or in `ready`, whichever came last: cursors are
 * opaque, and arrive in order.
 */
export const ClientMessage = z.union([
  /** `since`: what happened after that place comes first. Without it the browser asks for the present state by itself. */
  z.strictObject({ subscribe: z.array(z.string().max(150)).min(1).max(200), since: z.string().max(60).nullish() }),
  z.strictObject({ unsubscribe: z.array(z.string().max(150)).min(1).max(200) }),
  /** `idle` ends it. Only in topics that one follows. */
  z.strictObject({ presence: z.strictObject({ topic: z.string().max(150), state: z.enum(['viewing', 'typing', 'idle']) }) }),
])
export type ClientMessage = z.infer<typeof ClientMessage>

export type Present = { id: string; name: string; state: 'viewing' | 'typing' }

export type ServerMessage =
  /** The subscription holds from here on. Repeated now and then, so that a quiet screen has a recent cursor. */
  | { ready: Cursor }
  /** Something happened: `topics` are those of this browser's that it belongs to. */
  | { type: string; at: Cursor; topics: readonly string[]; patch: unknown }
  | { presence: { topic: string; people: readonly Present[] } }
  /** Not allowed, unknown, or too many. */
  | { denied: readonly string[] }
  /** Something was left out: everything on the screen must be asked for again. */
  | { reset: true }
  /** The session ended. The socket closes with 4401; so it does, without this message, when rights have changed. */
  | { revoked: true }

/** Codes with which the server closes. */
export const closing = {
  restart: 1012,
  tooSlow: 1013,
  refused: 1008,
  trouble: 1011,
  textOnly: 1003,
  revoked: 4401,
} as const

export const limits = {
  messageBytes: 4_096,
  topics: 200,
  /** Messages from one browser: so many at once, and so many a second for ever. */
  burst: 100,
  messagesPerSecond: 10,
  socketsPerPerson: 30,
  sockets: 10_000,
  /** Events sent after a gap; a longer one is a reset. */
  missedEvents: 2_000,
} as const

/** `conversations.thread:<id>` → its prefix and id. */
export function readTopic(topic: string): { prefix: string; id: string | null } {
  const colon = topic.indexOf(':')
  return colon === -1 ? { prefix: topic, id: null } : { prefix: topic.slice(0, colon), id: topic.slice(colon + 1) }
}
