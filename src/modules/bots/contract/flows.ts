import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { FlowDocument } from '#bots/contract/flow.ts'

const some = z.array(Id).max(50).default([])

/** Which messages are the flow's. Empty lists mean all. `words`: one of them in the first message; without any, whatever it says. */
export const Trigger = z.object({
  channelIds: some,
  brandIds: some,
  hours: z.enum(['always', 'open', 'closed']).default('always'),
  words: z.array(z.string().trim().min(1).max(60)).max(30).default([]),
})
export type Trigger = z.output<typeof Trigger>

/**
 * When it speaks again where a person did. `minutes`: when the customer writes and nobody of us has for so long; `resolved`:
 * when the conversation was resolved and the customer comes back to it; `never`: only in another conversation. A resolved
 * conversation ends the silence under `minutes` too.
 */
export const Resume = z.object({ rule: z.enum(['minutes', 'resolved', 'never']), minutes: z.int().min(1).max(10_080).default(60) })
export type Resume = z.output<typeof Resume>

export const Fault = z.object({
  rule: z.string(),
  nodeId: z.string().nullable(),
  isGrave: z.boolean(),
  exitId: z.string().optional(),
  max: z.number().optional(),
})

/** Of the last 30 days. `drops`: where customers stopped answering for a day or more, the most first. */
export const FlowFigures = z.object({
  started: z.int(),
  finished: z.int(),
  handedOff: z.int(),
  inside: z.int(),
  drops: z.array(z.object({ nodeId: z.string(), nodeName: z.string(), count: z.int() })),
})
export type FlowFigures = z.infer<typeof FlowFigures>

const about = {
  id: Id,
  name: z.string(),
  isActive: z.boolean(),
  trigger: Trigger,
  resume: Resume,
  publishedNumber: z.int().nullable(),
  /** What is drawn differs from what is published. */
  hasChanges: z.boolean(),
  drawnAt: Instant,
  version: z.int(),
}
export const FlowSummary = z.object({ ...about, nodeCount: z.int(), figures: FlowFigures })
export type FlowSummary = z.infer<typeof FlowSummary>
export const Flow = z.object({ ...about, draft: FlowDocument, faults: z.array(Fault) })
export type Flow = z.infer<typeof Flow>

/** What a version changed of the one before, by node names. */
export const VersionChanges = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
  rules: z.boolean(),
})
export type VersionChanges = z.infer<typeof VersionChanges>

export const FlowVersion = z.object({
  number: z.int(),
  note: z.string(),
  publishedAt: Instant,
  publishedByName: z.string().nullable(),
  isPublished: z.boolean(),
  nodeCount: z.int(),
  changes: VersionChanges,
  /** Customers who are inside it now. */
  inside: z.int(),
})
export type FlowVersion = z.infer<typeof FlowVersion>

export const FlowName = z.string().trim().min(1).max(80)
