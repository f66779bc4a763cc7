import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Language, Skill } from '#conversations/contract/availability.ts'

/**
 * `sticky`: whose customer it is first, then the lowest load. `lowest-load`: the smallest weighted load, then who was given
 * nothing for longest. `round-robin`: who was given nothing for longest.
 */
export const routingMethods = ['sticky', 'lowest-load', 'round-robin'] as const
export const RoutingMethod = z.enum(routingMethods)
export type RoutingMethod = z.infer<typeof RoutingMethod>

/** All that are given must hold; an empty list, and `any`, ask for nothing. */
export const RoutingConditions = z.object({
  brandIds: z.array(Id).max(50).default([]),
  channelIds: z.array(Id).max(100).default([]),
  /** Told by the country of the customer's number. */
  languages: z.array(Language).max(8).default([]),
  /** One of these is on the conversation. */
  labels: z.array(z.string().trim().min(1).max(40)).max(30).default([]),
  /** `new`: their first conversation here. */
  customer: z.enum(['any', 'new', 'known']).default('any'),
  /** By the business hours of the brand. */
  hours: z.enum(['any', 'open', 'closed']).default('any'),
})
export type RoutingConditions = z.output<typeof RoutingConditions>

export const WriteRoutingRule = z.object({
  name: z.string().trim().min(1).max(80),
  isActive: z.boolean().default(true),
  conditions: RoutingConditions,
  /** Only people who have it are chosen. */
  skill: Skill.nullable().default(null),
  teamId: Id,
  method: RoutingMethod,
  /** When nobody took it after so long, it goes on to this team. */
  overflow: z
    .object({ teamId: Id, afterSeconds: z.int().min(10).max(86_400) })
    .nullable()
    .default(null),
})
export type WriteRoutingRule = z.output<typeof WriteRoutingRule>

/** The first active rule whose conditions hold decides. */
export const RoutingRule = WriteRoutingRule.extend({ id: Id, position: z.int(), version: z.int() })
export type RoutingRule = z.output<typeof RoutingRule>

export const RoutingSettings = z.object({
  /** Open conversations that fit on one person, unless their own figure says otherwise. */
  defaultCapacity: z.int().min(1).max(200),
  awayAfterMinutes: z.int().min(1).max(240),
  /** What waits with somebody who is offline goes to others after so long; null: it stays. */
  reassignAfterMinutes: z.int().min(1).max(1440).nullable(),
  rateLimit: z.object({ count: z.int().min(1).max(1000), minutes: z.int().min(1).max(1440) }).nullable(),
  transferNoteRequired: z.boolean(),
  version: z.int(),
})
export type RoutingSettings = z.infer<typeof RoutingSettings>

export const defaultRoutingSettings: RoutingSettings = {
  defaultCapacity: 8,
  awayAfterMinutes: 5,
  reassignAfterMinutes: 15,
  rateLimit: null,
  transferNoteRequired: false,
  version: 0,
}
