import type { Ctx } from '#kernel/ctx.ts'
import { Origin, type Intent, type Lead } from '#crm/contract/lead.ts'
import { leadReceived } from '#crm/contract/events.ts'
import * as cases from '#crm/server/lead-model/cases.ts'
import * as store from '#crm/server/leads/leads.store.ts'

export type Enquiry = {
  contactId: string
  channel: string
  source: string
  at: string
  intents: readonly Intent[]
  /** Of an advertisement that brought them. */
  origin?: Partial<Origin>
}

/** Whoever asks again within so long of their open enquiry asks the same one. */
const sameForMs = 30 * 86_400_000

/**
 * What contacts wrote, looked at as enquiries. One begins with the first message of somebody, with an advertisement that
 * brought them, and when somebody who has none open asks for something; customers who write are no leads. What they did
 * has to be recorded before, in the same transaction.
 */
export async function enquire(ctx: Ctx, enquiries: readonly Enquiry[], { isPast = false } = {}): Promise<void> {
  if (enquiries.length === 0) return
  const asked = enquiries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const who = new Map(
    (await store.enquirers(ctx, [...new Set(asked.map(({ contactId }) => contactId))])).map((one) => [one.contactId, one]),
  )
  const begun: store.NewLead[] = []
  const learnt = new Map<string, Intent>()
  for (const enquiry of asked) {
    const known = who.get(enquiry.contactId)
    if (!known) continue
    const [intent] = enquiry.intents
    if (begins(known, enquiry)) {
      begun.push({
        ...Origin.parse(enquiry.origin ?? {}),
        id: ctx.newId(),
        contactId: enquiry.contactId,
        channel: enquiry.channel,
        source: enquiry.source,
        formId: null,
        intent: intent ?? null,
        message: '',
        at: enquiry.at,
      })
      Object.assign(known, { hasAny: true, openSince: enquiry.at })
      if (enquiry.origin?.clickId) known.clickIds.push(enquiry.origin.clickId)
    } else if (intent && known.openSince !== null) learnt.set(enquiry.contactId, learnt.get(enquiry.contactId) ?? intent)
  }
  if (begun.length > 0) await tell(ctx, await store.insert(ctx, begun), { isPast })
  await store.learnIntents(
    ctx,
    [...learnt].map(([contactId, intent]) => ({ contactId, intent })),
  )
}

function begins(known: store.Enquirer, { at, intents, origin }: Enquiry): boolean {
  if (origin?.clickId) return !known.clickIds.includes(origin.clickId)
  if (origin?.headline || origin?.landing) return true
  const isOutside = known.relations.some((one) => one === 'supplier' || one === 'staff')
  if (known.stage === 'customer' || isOutside) return false
  if (!known.hasAny) return true
  const isOpen = known.openSince !== null && Date.parse(at) < Date.parse(known.openSince) + sameForMs
  return !isOpen && intents.length > 0
}

export async function tell(ctx: Ctx, leads: readonly Lead[], { isPast = false } = {}): Promise<void> {
  await cases.open(
    ctx,
    leads.map((lead) => ({
      leadId: lead.id,
      contactId: lead.contactId,
      openedAt: lead.createdAt,
      channel: lead.channel,
      source: lead.utmSource,
    })),
  )
  if (isPast) return
  for (const { id, contactId, channel, formId, isFirstTouch, createdAt } of leads)
    await ctx.emit(leadReceived, { leadId: id, contactId, channel, formId, isFirstTouch, at: createdAt })
}
