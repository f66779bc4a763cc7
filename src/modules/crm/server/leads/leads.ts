import type { Ctx } from '#kernel/ctx.ts'
import type { Page } from '#kernel/contract/page.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { CreateLead, Lead, LeadRow, ListLeads, Origin, UpdateLead } from '#crm/contract/lead.ts'
import { leadUpdated } from '#crm/contract/events.ts'
import type { TypedIdentity } from '#crm/contract/contact.ts'
import type { ConsentChannel, ConsentPurpose } from '#crm/contract/consent.ts'
import * as activities from '#crm/server/activities/activities.ts'
import * as consents from '#crm/server/consents/consents.ts'
import { homeFor, readAllTyped } from '#crm/server/contacts/contacts.ts'
import { readAsked } from '#crm/server/contacts/conditions.ts'
import * as contacts from '#crm/server/contacts/contacts.store.ts'
import { homeOf } from '#crm/server/contacts/home.ts'
import { findOrCreateByIdentity } from '#crm/server/contacts/recognise.ts'
import { tell } from '#crm/server/leads/enquiries.ts'
import { intentsOf } from '#crm/contract/intent.ts'
import * as cases from '#crm/server/lead-model/cases.ts'
import { keep } from '#crm/server/leads/lead-queue.ts'
import * as store from '#crm/server/leads/leads.store.ts'
import { disqualifyNeedsReason, leadNotFound } from '#crm/server/problems.ts'

export async function list(ctx: Ctx, input: ListLeads): Promise<Page<LeadRow>> {
  const found = input.search ? await readAsked(ctx, input.search) : null
  return store.page(ctx, input, found ? contacts.matching(found) : null)
}

/** An enquiry handed in by a program. */
export async function create(ctx: Ctx, input: CreateLead): Promise<Lead> {
  const { lead } = await receive(ctx, {
    ...input,
    source: input.externalId ? `external:${input.channel}:${input.externalId}` : `lead:${ctx.newId()}`,
    kind: 'lead.received',
    formId: null,
    consentSource: 'api',
  })
  return lead
}

export type Handed = {
  /** As it was given; without one they are called by their telephone or address. */
  name: string | undefined
  identities: readonly TypedIdentity[]
  country?: string | undefined
  channel: string
  /** Told again it is the same enquiry. */
  source: string
  kind: 'lead.received' | 'form.submitted'
  formId: string | null
  message: string
  origin: Origin
  consents: readonly { channel: ConsentChannel; purpose: ConsentPurpose; evidence: string; textVersion?: string }[]
  consentSource: 'api' | 'form'
  /** When they asked; now when absent. */
  at?: Date
}

/**
 * An enquiry of somebody who says who they are. Exactly the same telephone or address is the same contact, whoever is not
 * known becomes one. Refuses what is no telephone and no address (`crm.identity_invalid`); told again it changes nothing.
 */
export async function receive(ctx: Ctx, handed: Handed): Promise<{ lead: Lead; isNew: boolean }> {
  const typed = readAllTyped(handed.identities, await homeFor(ctx, handed.identities, handed.country))
  const again = await store.bySource(ctx, handed.source)
  if (again) return { lead: again, isNew: false }
  const country = handed.country ?? (await homeOf(ctx)).country
  const { id: contactId } = await findOrCreateByIdentity(ctx, { identities: typed, name: handed.name, source: handed.channel, country })
  const at = (handed.at ?? ctx.now).toISOString()
  const intents = intentsOf(handed.message)
  await activities.recordAll(ctx, [
    { contactId, kind: handed.kind, at, source: handed.source, ...(handed.formId && { value: { formId: handed.formId } }) },
    ...intents.map((intent) => ({ contactId, kind: `intent.${intent}` as const, at, source: `intent:${handed.source}:${intent}` })),
  ])
  const [lead] = await store.insert(ctx, [
    {
      ...handed.origin,
      id: ctx.newId(),
      contactId,
      channel: handed.channel,
      source: handed.source,
      formId: handed.formId,
      intent: intents[0] ?? null,
      message: handed.message,
      at,
    },
  ])
  // Handed in twice at the same moment: the other one stands.
  if (!lead) return { lead: (await store.bySource(ctx, handed.source)) as Lead, isNew: false }
  await consents.record(
    ctx,
    handed.consents.map((one) => ({ ...one, contactId, state: 'granted', source: handed.consentSource })),
  )
  await keep(ctx, lead)
  await tell(ctx, [lead])
  return { lead, isNew: true }
}

/** What a person decides about an enquiry. */
export async function update(ctx: Ctx, input: UpdateLead): Promise<Lead> {
  const before = await store.find(ctx, input.id)
  if (!before) throw leadNotFound()
  if (input.status === 'disqualified' && !input.disqualifyReason) throw disqualifyNeedsReason()
  const isClosed = input.status === 'disqualified' || input.status === 'converted'
  const lead = await store.update(ctx, {
    id: input.id,
    status: input.status,
    disqualifyReason: input.status === 'disqualified' ? input.disqualifyReason : null,
    closedAt: isClosed ? ctx.now.toISOString() : null,
    version: ctx.ifMatch ?? before.version,
  })
  if (!lead) throw changedMeanwhile({ version: before.version })
  const wasClosed = before.closedAt !== null
  if (isClosed) await cases.close(ctx, [{ leadId: lead.id, at: lead.closedAt as string, won: lead.status === 'converted' }])
  else if (wasClosed) await cases.reopen(ctx, [lead.id])
  const [contact] = await contacts.names(ctx, [lead.contactId])
  ctx.audit({
    action: 'crm.lead.updated',
    subject: { kind: 'contact', id: lead.contactId, name: contact?.name ?? '' },
    before: { status: before.status },
    after: { status: lead.status, ...(lead.disqualifyReason && { reason: lead.disqualifyReason }) },
  })
  await keep(ctx, lead)
  await ctx.emit(leadUpdated, { leadId: lead.id, contactId: lead.contactId, status: lead.status })
  return lead
}
