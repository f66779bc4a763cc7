import type { Ctx } from '#kernel/ctx.ts'
import { contactScored } from '#crm/contract/events.ts'
import { restrictedContacts } from '#crm/server/contacts/restriction.store.ts'
import * as cases from '#crm/server/lead-model/cases.store.ts'
import type { LeadFacts } from '#crm/server/lead-model/features.ts'
import * as models from '#crm/server/lead-model/models.store.ts'
import { predict } from '#crm/server/lead-model/prediction.ts'
import * as store from '#crm/server/lead-model/predictions.store.ts'

/**
 * Says of these contacts how likely their open lead is won, by what is known until the moment of decision. Where no model
 * is in use, or no lead open, nothing is shown: the rules stand.
 */
export async function predictOf(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  const model = await models.inUse(ctx)
  // Of whoever had the processing of their data restricted nothing is said, and what was is taken back.
  const restricted = await restrictedContacts(ctx, contactIds)
  const asked = contactIds.filter((id) => !restricted.has(id))
  const open = model ? await cases.openOf(ctx, asked) : []
  const undecided = open.filter(({ facts }) => facts === null).map(({ leadId }) => ({ leadId, at: ctx.now.toISOString() }))
  const fresh = new Map<string, LeadFacts>()
  if (undecided.length > 0) for (const { leadId, ...facts } of await cases.factsAt(ctx, undecided, ctx.zone)) fresh.set(leadId, facts)
  const said = open.flatMap(({ contactId, leadId, facts, decidedAt }): store.Said[] => {
    const known = facts ?? fresh.get(leadId)
    return model && known ? [{ contactId, leadId, ...predict(model.learned, known), isFinal: decidedAt !== null }] : []
  })
  if (model && said.length > 0) await store.say(ctx, model.version, said)
  const changed = await store.show(ctx, model?.version ?? null, contactIds, said)
  if (changed.length > 0) await ctx.emit(contactScored, { scores: changed })
}

/** Contacts did something: what is said of their leads follows until the moment of decision, and not afterwards. */
export async function note(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  const open = await cases.openOf(ctx, contactIds)
  await predictOf(ctx, [...new Set(open.filter(({ decidedAt }) => decidedAt === null).map(({ contactId }) => contactId))])
}
