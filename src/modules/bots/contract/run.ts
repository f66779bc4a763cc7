import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { BusinessInstant, Instant } from '#kernel/contract/time.ts'
import { NodeId } from '#bots/contract/flow.ts'

/** Why a customer was handed to a person. Words: `bots.reasons.<reason>`. */
export const handOffReasons = [
  'flow',
  'asked',
  'misunderstood',
  'negative',
  'complaint',
  'payment',
  'vip',
  'repeats',
  'loop',
  'broken',
  'switched_off',
] as const
export type HandOffReason = (typeof handOffReasons)[number]

/** What the language baseline says of a text; whoever fills it in says how sure it is, from 0 to 1. */
export type Understood = { language: string | null; sentiment: number; intent: string | null; confidence: number }

/** Where a run stands. Together with a version of its flow this is all there is to know: the next step follows from it. */
export const RunState = z.object({
  /** Where it waits, or waited last. */
  at: NodeId.nullable(),
  /** `dialogue`: a module has taken the conversation over, and hears what is said next. */
  waits: z.enum(['answer', 'action', 'dialogue', 'nothing']),
  values: z.record(z.string(), z.union([z.string().max(2000), z.number()])),
  /** Answers in a row that were not understood. */
  misses: z.int(),
  /** When the question was put that is waited for. What was written before cannot be its answer. */
  askedAt: BusinessInstant.nullable(),
  /** The number of the next effect. */
  next: z.int(),
  /** What was said last, and how often in a row. */
  echo: z.object({ said: z.string(), times: z.int() }),
  /** The nodes it came through, the newest last. */
  trail: z.array(NodeId).max(40),
  /** The effect whose end is waited for. */
  calling: z.int().nullable(),
  /** What the customer said last, as far as it was understood. */
  last: z.object({ text: z.string(), intent: z.string().nullable(), sentiment: z.number(), language: z.string().nullable() }),
  over: z.enum(['ended', 'handed-off']).nullable(),
})
export type RunState = z.infer<typeof RunState>

export const newRun: RunState = {
  at: null,
  waits: 'nothing',
  values: {},
  misses: 0,
  askedAt: null,
  next: 1,
  echo: { said: '', times: 0 },
  trail: [],
  calling: null,
  last: { text: '', intent: null, sentiment: 0, language: null },
  over: null,
}

/** `active`: the bot has the word. `paused`: a person has it, and gives it back by a rule. */
export const runStates = ['active', 'paused', 'handed-off', 'ended'] as const
export type RunPhase = (typeof runStates)[number]

/** A line of what a run did: what was heard, what was said, what was done, from which node. */
export const RunLine = z.object({
  n: z.int(),
  kind: z.enum(['heard', 'said', 'did', 'handed-off', 'ended', 'paused', 'resumed']),
  nodeId: z.string().nullable(),
  nodeName: z.string(),
  /** What was said or heard; of an action its code; of a hand-off its reason. */
  text: z.string(),
  /** Of an action: how it went. */
  outcome: z.string().nullable(),
  messageId: Id.nullable(),
  at: Instant,
})
export type RunLine = z.infer<typeof RunLine>

export const Run = z.object({
  id: Id,
  flowId: Id,
  flowName: z.string(),
  versionNumber: z.int(),
  conversationId: Id,
  state: z.enum(runStates),
  reason: z.string().nullable(),
  nodeName: z.string(),
  startedAt: Instant,
  movedAt: Instant,
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The newest last. */
  lines: z.array(RunLine),
})
export type Run = z.infer<typeof Run>
