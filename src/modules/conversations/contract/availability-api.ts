import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { AgentProfile, Availability, ChangeAvailability, OwnAvailability, WriteAgentProfile } from '#conversations/contract/availability.ts'
import { canManageRouting, canReadOwn, canReply } from '#conversations/contract/permissions.ts'

const Nothing = z.object({})

/** Of everybody who ever opened the inbox; who is not listed is offline. */
export const listAvailability = endpoint({
  method: 'GET',
  path: '/availability',
  permission: canReadOwn,
  input: Nothing,
  output: z.object({ items: z.array(Availability) }),
})

export const getOwnAvailability = endpoint({
  method: 'GET',
  path: '/availability/own',
  permission: canReply,
  input: Nothing,
  output: OwnAvailability,
})

/** `backAt` must lie ahead (422 `conversations.back_in_the_past`). Being online forgets reason and return. */
export const changeAvailability = endpoint({
  method: 'PUT',
  path: '/availability/own',
  permission: canReply,
  input: ChangeAvailability,
  output: OwnAvailability,
})

/** A screen of this person is connected. To be repeated each minute; brings back who was set away for want of it. */
export const keepConnected = endpoint({
  method: 'PUT',
  path: '/availability/own/connection',
  permission: canReply,
  input: Nothing,
  output: OwnAvailability,
})

/** Capacity, skills and languages of everybody who may answer. */
export const listAgents = endpoint({
  method: 'GET',
  path: '/agents',
  permission: canManageRouting,
  input: Nothing,
  output: z.object({ items: z.array(AgentProfile) }),
})

export const updateAgent = endpoint({
  method: 'PUT',
  path: '/agents/:id',
  permission: canManageRouting,
  input: WriteAgentProfile.extend({ id: Id }),
  output: AgentProfile,
  versioned: true,
})
