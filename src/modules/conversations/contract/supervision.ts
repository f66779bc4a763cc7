import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { Availability } from '#conversations/contract/availability.ts'
import { ConversationCard } from '#conversations/contract/conversation.ts'

/** What stands in front of a team right now. `teamId` null: conversations of no team. */
export const TeamQueue = z.object({
  teamId: Id.nullable(),
  teamName: z.string(),
  /** Open ones of nobody. */
  unassigned: z.int(),
  /** Open ones whose customer waits, with somebody or nobody. */
  waiting: z.int(),
  /** Of those, past their answer target. */
  late: z.int(),
  oldestWaitSince: Instant.nullable(),
})
export type TeamQueue = z.infer<typeof TeamQueue>

/** Somebody who answers, and what is on their plate. */
export const AgentLoad = z.object({
  personId: Id,
  name: z.string(),
  teamIds: z.array(Id),
  availability: Availability,
  open: z.int(),
  waiting: z.int(),
  late: z.int(),
  /** Conversations weighed by their kind of channel: what capacity is compared with. */
  load: z.number(),
  capacity: z.int(),
  oldestWaitSince: Instant.nullable(),
})
export type AgentLoad = z.infer<typeof AgentLoad>

export const Supervision = z.object({
  teams: z.array(TeamQueue),
  agents: z.array(AgentLoad),
  /** Those who wait, in the order of the queue: priority, then how long. At most 200. */
  waiting: z.array(ConversationCard),
  waitingCount: z.int(),
})
export type Supervision = z.infer<typeof Supervision>
