import { z } from 'zod'
import { anyone, endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { AdForm, ConnectLeadPage, LeadDelivery, LeadPage, UpdateLeadPage } from '#crm/contract/lead-ads.ts'
import { canManageForms } from '#crm/contract/permissions.ts'

const One = z.object({ id: Id })
const Nothing = z.object({})

export const listLeadPages = endpoint({
  method: 'GET',
  path: '/lead-pages',
  permission: canManageForms,
  input: Nothing,
  output: z.object({ items: z.array(LeadPage) }),
})
/** Asks the provider whether the token is the page's and may read its leads, subscribes to them and keeps it. */
export const connectLeadPage = endpoint({
  method: 'POST',
  path: '/lead-pages',
  permission: canManageForms,
  input: ConnectLeadPage,
  output: LeadPage,
})
/** A new token is tried first, and fetches what could not be fetched with the old one. */
export const updateLeadPage = endpoint({
  method: 'PATCH',
  path: '/lead-pages/:id',
  permission: canManageForms,
  versioned: true,
  input: UpdateLeadPage,
  output: LeadPage,
})
/** Its leads stay; what it tells from now on is nobody's. */
export const deleteLeadPage = endpoint({
  method: 'DELETE',
  path: '/lead-pages/:id',
  permission: canManageForms,
  input: One,
  output: Nothing,
})
/** Its forms, asked of the provider, with what becomes of each answer. */
export const listAdForms = endpoint({
  method: 'GET',
  path: '/lead-pages/:id/forms',
  permission: canManageForms,
  input: One,
  output: z.object({ items: z.array(AdForm) }),
})
/** The last fifty. */
export const listLeadDeliveries = endpoint({
  method: 'GET',
  path: '/lead-pages/:id/deliveries',
  permission: canManageForms,
  input: One,
  output: z.object({ items: z.array(LeadDelivery) }),
})
/** The provider makes an invented lead of this form and tells of it as of a real one. */
export const sendTestLead = endpoint({
  method: 'POST',
  path: '/lead-pages/:id/test-leads',
  permission: canManageForms,
  input: One.extend({ formId: z.string().regex(/^\d{1,30}$/) }),
  output: Nothing,
})
/** Everything that was told and could not be taken is fetched again. */
export const retryLeadDeliveries = endpoint({
  method: 'POST',
  path: '/lead-pages/:id/retries',
  permission: canManageForms,
  input: One,
  output: z.object({ count: z.int() }),
})

/** What the provider calls: one address for the installation. The handshake answers with the bare challenge. */
export const leadAdsHandshake = endpoint({
  method: 'GET',
  path: '/webhooks/meta-leads',
  permission: anyone,
  input: z.record(z.string(), z.unknown()),
  output: z.string(),
})
export const leadAdsWebhook = endpoint({
  method: 'POST',
  path: '/webhooks/meta-leads',
  permission: anyone,
  input: z.unknown(),
  output: Nothing,
  accepts: 'raw',
  bodyLimit: 3 * 1024 * 1024,
})
