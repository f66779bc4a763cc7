import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { CreateLead, Lead, LeadRow, ListLeads, MoveStage, OverrideState, Standing, UpdateLead } from '#crm/contract/lead.ts'
import { canIntakeLeads, canReadContacts, canWriteContacts } from '#crm/contract/permissions.ts'

/**
 * Enquiries, the newest first, with who asks and how they stand. `badge` filters by what lists show of them; `filter` knows
 * `status`, `channel`, `stage`, `intent`, `utmSource`, `utmCampaign`, `formId`, `ownerId`, `contactId`, `createdAt`, `waitingSince`.
 */
export const listLeads = endpoint({
  method: 'GET',
  path: '/leads',
  permission: canReadContacts,
  input: ListLeads,
  output: pageOf(LeadRow),
})
/** From outside, with an API key: recognises the contact by exactly the same telephone or address, or makes one. */
export const createLead = endpoint({ method: 'POST', path: '/leads', permission: canIntakeLeads, input: CreateLead, output: Lead })
export const updateLead = endpoint({
  method: 'PATCH',
  path: '/leads/:id',
  permission: canWriteContacts,
  versioned: true,
  input: UpdateLead,
  output: Lead,
})

export const getStanding = endpoint({
  method: 'GET',
  path: '/contacts/:id/standing',
  permission: canReadContacts,
  input: z.object({ id: Id }),
  output: Standing,
})
/** Backward needs a reason. */
export const moveStage = endpoint({
  method: 'PUT',
  path: '/contacts/:id/stage',
  permission: canWriteContacts,
  input: MoveStage,
  output: Standing,
})
/** Holds for seven days, or until `state` null. */
export const overrideState = endpoint({
  method: 'PUT',
  path: '/contacts/:id/commercial-state',
  permission: canWriteContacts,
  input: OverrideState,
  output: Standing,
})
