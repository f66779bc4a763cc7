import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { canManageSla, canReadOwn } from '#conversations/contract/permissions.ts'
import { CreateSlaPolicy, SlaClock, SlaPolicy, SlaSettings, UpdateSlaPolicy } from '#conversations/contract/sla.ts'

const One = z.object({ id: Id })
const Nothing = z.object({})
const Policies = z.object({ items: z.array(SlaPolicy) })

/** In the order in which they are tried. */
export const listSlaPolicies = endpoint({
  method: 'GET',
  path: '/sla-policies',
  permission: canManageSla,
  input: Nothing,
  output: Policies,
})
export const createSlaPolicy = endpoint({
  method: 'POST',
  path: '/sla-policies',
  permission: canManageSla,
  input: CreateSlaPolicy,
  output: SlaPolicy,
})
export const updateSlaPolicy = endpoint({
  method: 'PATCH',
  path: '/sla-policies/:id',
  permission: canManageSla,
  versioned: true,
  input: UpdateSlaPolicy,
  output: SlaPolicy,
})
/** Clocks that run keep what they were given. The default one stays. */
export const removeSlaPolicy = endpoint({
  method: 'DELETE',
  path: '/sla-policies/:id',
  permission: canManageSla,
  input: One,
  output: Nothing,
})
/** All of them but the default one, in their new order. */
export const orderSlaPolicies = endpoint({
  method: 'PUT',
  path: '/sla-policy-order',
  permission: canManageSla,
  input: z.object({ ids: z.array(Id).max(200) }),
  output: Policies,
})
export const getSlaSettings = endpoint({
  method: 'GET',
  path: '/sla-settings',
  permission: canManageSla,
  input: Nothing,
  output: SlaSettings,
})
export const updateSlaSettings = endpoint({
  method: 'PUT',
  path: '/sla-settings',
  permission: canManageSla,
  input: SlaSettings.omit({ version: true }),
  output: SlaSettings,
  versioned: true,
})

/** The clocks of a conversation: of each kind the latest, and all that are not over. */
export const listClocks = endpoint({
  method: 'GET',
  path: '/conversations/:id/clocks',
  permission: canReadOwn,
  input: One,
  output: z.object({ items: z.array(SlaClock) }),
})
