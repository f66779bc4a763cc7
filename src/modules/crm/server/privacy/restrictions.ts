import type { Ctx } from '#kernel/ctx.ts'
import { contactRestricted } from '#crm/contract/events.ts'
import type { Privacy, SetRestriction } from '#crm/contract/privacy.ts'
import { actorName, record } from '#crm/server/contacts/activity.store.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { restrict, restrictedContacts } from '#crm/server/contacts/restriction.store.ts'
import * as exports from '#crm/server/privacy/personal-exports.ts'
import * as store from '#crm/server/privacy/restrictions.store.ts'

/** What concerns the contact's rights: restriction with its history, and the files that were made for them. */
export async function get(ctx: Ctx, { id }: { id: string }): Promise<Privacy> {
  const contact = await contacts.get(ctx, { id })
  return {
    restrictedAt: contact.restrictedAt,
    restrictions: await store.history(ctx, id),
    exports: await exports.recent(ctx, id),
  }
}

export async function set(ctx: Ctx, input: SetRestriction): Promise<Privacy> {
  const contact = await contacts.get(ctx, input)
  const { isRestricted, reason } = input
  if (await restrict(ctx, contact.id, isRestricted)) {
    await store.insert(ctx, { id: ctx.newId(), contactId: contact.id, isRestricted, reason, actorName: actorName(ctx) })
    await record(ctx, [{ contactId: contact.id, kind: isRestricted ? 'restricted' : 'unrestricted', data: { reason } }])
    ctx.audit({
      action: isRestricted ? 'crm.contact.restricted' : 'crm.contact.unrestricted',
      subject: { kind: 'contact', id: contact.id, name: contact.name },
      after: { reason },
    })
    await ctx.emit(contactRestricted, { contactId: contact.id, isRestricted })
  }
  return get(ctx, { id: contact.id })
}

/** Whoever is made one with somebody restricted is restricted too; undoing the merge does not lift it. */
export async function inherit(ctx: Ctx, { survivorId, loserId }: { survivorId: string; loserId: string }): Promise<void> {
  if (!(await restrictedContacts(ctx, [loserId])).has(loserId) || !(await restrict(ctx, survivorId, true))) return
  const [last] = await store.history(ctx, loserId)
  await store.insert(ctx, {
    id: ctx.newId(),
    contactId: survivorId,
    isRestricted: true,
    reason: last?.reason ?? '-',
    actorName: actorName(ctx),
  })
  await ctx.emit(contactRestricted, { contactId: survivorId, isRestricted: true })
}
