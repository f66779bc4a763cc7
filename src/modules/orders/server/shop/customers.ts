import * as crm from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as baskets from '#orders/server/shop/baskets.ts'

/** `isClaimed`: the number was somebody's already, and nobody has checked that it is them. */
export type Customer = { id: string; phone: string; isClaimed: boolean }

/**
 * Whom a visitor says they are. A number that is somebody's already is only claimed: nothing of theirs is shown or changed by it,
 * and they are not taken to have agreed to anything. `evidence`: in which words somebody new did.
 */
export async function customerOf(ctx: Ctx, { name, phone: typed }: { name: string; phone: string }, evidence: string): Promise<Customer> {
  const { country } = await identity.organization(ctx)
  const { text: phone } = await baskets.phoneOf(ctx, typed)
  const found = await crm.findOrCreateByIdentity(ctx, { identities: [{ kind: 'phone', value: phone }], name, source: 'shop', country })
  if (found.isNew)
    await crm.recordConsents(ctx, [
      { contactId: found.id, channel: 'whatsapp', purpose: 'service', state: 'granted', source: 'form', evidence },
    ])
  return { id: found.id, phone, isClaimed: !found.isNew }
}
