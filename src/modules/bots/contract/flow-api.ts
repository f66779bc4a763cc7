import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { FlowDocument } from '#bots/contract/flow.ts'
import { Flow, FlowName, FlowSummary, FlowVersion, Resume, Trigger } from '#bots/contract/flows.ts'
import { canManageBots, canReadBots } from '#bots/contract/permissions.ts'
import { RunState } from '#bots/contract/run.ts'

const One = z.object({ id: Id })
/** Five hundred nodes full of text. */
const bodyLimit = 4 * 1024 * 1024

export const listFlows = endpoint({
  method: 'GET',
  path: '/bot-flows',
  permission: canReadBots,
  input: z.object({}),
  output: z.object({ items: z.array(FlowSummary) }),
})
export const getFlow = endpoint({ method: 'GET', path: '/bot-flows/:id', permission: canReadBots, input: One, output: Flow })

/** Begins with a menu that hands off, or as a copy of what another one draws. It answers nobody until it is published and switched on. */
export const createFlow = endpoint({
  method: 'POST',
  path: '/bot-flows',
  permission: canManageBots,
  input: z.object({ name: FlowName, copyOf: Id.nullable().default(null) }),
  output: Flow,
})

/** 409 `bots.not_published` when it is switched on without a version. */
export const updateFlow = endpoint({
  method: 'PATCH',
  path: '/bot-flows/:id',
  permission: canManageBots,
  input: One.extend({
    name: FlowName.optional(),
    isActive: z.boolean().optional(),
    trigger: Trigger.optional(),
    resume: Resume.optional(),
  }),
  output: Flow,
  versioned: true,
})
export const deleteFlow = endpoint({
  method: 'DELETE',
  path: '/bot-flows/:id',
  permission: canManageBots,
  input: One,
  output: z.object({}),
})

/** What is drawn, whole or not; `faults` says what is missing. */
export const saveDraft = endpoint({
  method: 'PUT',
  path: '/bot-flows/:id/draft',
  permission: canManageBots,
  input: One.extend({ draft: FlowDocument }),
  output: Flow,
  versioned: true,
  bodyLimit,
})

/** In which order flows are asked whether a message is theirs. */
export const orderFlows = endpoint({
  method: 'PUT',
  path: '/bot-flow-order',
  permission: canManageBots,
  input: z.object({ ids: z.array(Id).max(200) }),
  output: z.object({ items: z.array(FlowSummary) }),
})

export const listVersions = endpoint({
  method: 'GET',
  path: '/bot-flows/:id/versions',
  permission: canReadBots,
  input: One,
  output: z.object({ items: z.array(FlowVersion) }),
})
/** 422 `bots.flow_faulty` while something grave is wrong with what is drawn. */
export const publishFlow = endpoint({
  method: 'POST',
  path: '/bot-flows/:id/versions',
  permission: canManageBots,
  input: One.extend({ note: z.string().trim().max(200).default('') }),
  output: Flow,
})
/** Back to a version: new conversations begin with it, and it is what is drawn. */
export const rollBackFlow = endpoint({
  method: 'PUT',
  path: '/bot-flows/:id/published-version',
  permission: canManageBots,
  input: One.extend({ number: z.int().positive() }),
  output: Flow,
})

/** What the test phone can say. */
export const RehearsedSaid = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().min(1).max(4096) }),
  z.object({ kind: z.literal('choice'), id: z.string().max(200), title: z.string().max(200) }),
  z.object({ kind: z.literal('voice') }),
  z.object({ kind: z.literal('file'), name: z.string().max(200) }),
  z.object({ kind: z.literal('place') }),
])
export const RehearsedLine = z.object({
  kind: z.enum(['say', 'ask', 'ask-place', 'act', 'hand-off', 'end']),
  nodeId: z.string().nullable(),
  text: z.string(),
  options: z.array(z.object({ id: z.string(), title: z.string(), description: z.string() })),
  link: z.object({ text: z.string(), url: z.string() }).nullable(),
  fileName: z.string().nullable(),
  /** Of a hand-off, a key of `bots.reasons`. */
  reason: z.string().nullable(),
})
export type RehearsedLine = z.infer<typeof RehearsedLine>

/**
 * What is drawn, tried out with the engine that answers customers: nothing is written and nothing leaves. `state`: what the
 * last answer handed back; null begins.
 */
export const rehearse = endpoint({
  method: 'POST',
  path: '/bot-flows/:id/rehearsals',
  permission: canReadBots,
  input: One.extend({ state: RunState.nullable(), said: RehearsedSaid, isOpen: z.boolean().default(true) }),
  output: z.object({ state: RunState, lines: z.array(RehearsedLine), nodeId: z.string().nullable() }),
  bodyLimit: 256 * 1024,
})

/** What flows can have other modules do. Words: `<module>.flow_actions.<name>`. */
export const listActions = endpoint({
  method: 'GET',
  path: '/bot-actions',
  permission: canReadBots,
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        code: z.string(),
        /** It talks for as long as it needs to, instead of doing one thing. */
        isDialogue: z.boolean(),
        fields: z.array(
          z.object({
            name: z.string(),
            kind: z.enum(['text', 'long', 'choice']),
            isRequired: z.boolean(),
            choices: z.array(z.object({ value: z.string(), label: z.string() })).nullable(),
          }),
        ),
      }),
    ),
  }),
})
