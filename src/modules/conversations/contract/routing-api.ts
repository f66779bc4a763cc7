import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Conversation } from '#conversations/contract/conversation.ts'
import { canAssign, canManageRouting, canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { RoutingRule, RoutingSettings, WriteRoutingRule } from '#conversations/contract/routing.ts'

const One = z.object({ id: Id })
const Nothing = z.object({})

/** In their order: the first that fits decides. */
export const listRoutingRules = endpoint({
  method: 'GET',
  path: '/routing-rules',
  permission: canManageRouting,
  input: Nothing,
  output: z.object({ items: z.array(RoutingRule) }),
})
export const createRoutingRule = endpoint({
  method: 'POST',
  path: '/routing-rules',
  permission: canManageRouting,
  input: WriteRoutingRule,
  output: RoutingRule,
})
export const updateRoutingRule = endpoint({
  method: 'PUT',
  path: '/routing-rules/:id',
  permission: canManageRouting,
  input: WriteRoutingRule.extend({ id: Id }),
  output: RoutingRule,
  versioned: true,
})
export const removeRoutingRule = endpoint({
  method: 'DELETE',
  path: '/routing-rules/:id',
  permission: canManageRouting,
  input: One,
  output: Nothing,
})
/** All rules, each once, in the order in which they shall be looked at. */
export const orderRoutingRules = endpoint({
  method: 'PUT',
  path: '/routing-rule-order',
  permission: canManageRouting,
  input: z.object({ ids: z.array(Id).max(200) }),
  output: z.object({ items: z.array(RoutingRule) }),
})

/** Everybody who uses the inbox may know them: they say whether a transfer needs a note. */
export const getRoutingSettings = endpoint({
  method: 'GET',
  path: '/routing-settings',
  permission: canReadOwn,
  input: Nothing,
  output: RoutingSettings,
})
export const updateRoutingSettings = endpoint({
  method: 'PUT',
  path: '/routing-settings',
  permission: canManageRouting,
  input: RoutingSettings.omit({ version: true }),
  output: RoutingSettings,
  versioned: true,
})

/**
 * "Take the next one": the conversation of nobody that the caller may see and that comes first by priority, then by how
 * long its customer waits. Of many who ask at once each gets another one. Null when nobody waits.
 */
export const claimNext = endpoint({
  method: 'POST',
  path: '/conversation-claims',
  permission: canReply,
  input: Nothing,
  output: z.object({ conversation: Conversation.nullable() }),
})

/**
 * Hands a conversation on, to a person or to a team, with a note for whoever gets it. 422 `conversations.note_required`
 * when the organization wants one and there is none.
 */
export const transferConversation = endpoint({
  method: 'POST',
  path: '/conversations/:id/transfers',
  permission: canAssign,
  input: One.extend({
    to: z.discriminatedUnion('kind', [z.object({ kind: z.literal('person'), id: Id }), z.object({ kind: z.literal('team'), id: Id })]),
    note: z.string().trim().max(4096).default(''),
  }),
  output: Conversation,
})

/** Who may be named with @ in a note: the colleagues who may see the conversation. */
export const listMentionable = endpoint({
  method: 'GET',
  path: '/conversations/:id/mentionable',
  permission: canReply,
  input: One,
  output: z.object({ items: z.array(z.object({ id: Id, name: z.string() })) }),
})
