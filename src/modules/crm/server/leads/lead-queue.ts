import type { Ctx } from '#kernel/ctx.ts'
import type { AttentionKind } from '#kernel/module.ts'
import { leadReceived, leadUpdated } from '#crm/contract/events.ts'
import type { Lead } from '#crm/contract/lead.ts'
import { canReadContacts, canWriteContacts } from '#crm/contract/permissions.ts'
import * as items from '#crm/server/attention/items.ts'

const kind = 'lead'

/**
 * An enquiry that was handed in waits until somebody answers its contact or says what became of it. Those that came as a
 * message wait as their conversation.
 */
export async function keep(ctx: Ctx, lead: Pick<Lead, 'id' | 'contactId' | 'status' | 'createdAt'>): Promise<void> {
  if (lead.status !== 'new') return items.settle(ctx, kind, lead.id)
  await items.put(ctx, {
    kind,
    subjectId: lead.id,
    contactId: lead.contactId,
    brandId: null,
    title: null,
    href: `/contactos/${lead.contactId}`,
    priority: 'normal',
    waitingSince: lead.createdAt,
    promise: null,
    assigneeId: null,
    teamId: null,
  })
}

/** Their contacts were answered, or bought. */
export const settleOf = (ctx: Ctx, contactIds: readonly string[]): Promise<void> => items.settleOf(ctx, kind, contactIds)

/** Enquiries belong to nobody but to whoever has them in hand: the lease is all there is to take. */
export const leadKind: AttentionKind = {
  kind,
  words: 'crm.attention.kinds.lead',
  reach: (permissions) => (permissions.has(canReadContacts.code) ? 'all' : 'none'),
  permission: canWriteContacts,
  take: () => Promise.resolve('taken'),
  movedBy: [leadReceived, leadUpdated],
}
