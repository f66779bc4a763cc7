import type { Relation } from '#crm/contract/contact.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'
import { update } from '#crm/server/contacts/edit.ts'
import { contactNotFound } from '#crm/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** Somebody is one thing more to the business: another module made them so. Whoever is it already stays as they are. */
export async function relate(ctx: Ctx, contactId: string, relation: Relation): Promise<void> {
  const contact = await store.find(ctx, contactId)
  if (!contact) throw contactNotFound()
  if (contact.relations.includes(relation)) return
  // What the caller saw is a version of something else.
  const unasked = Object.create(ctx, { ifMatch: { value: undefined, enumerable: true } }) as Ctx
  await update(unasked, { id: contactId, relations: [...contact.relations, relation] })
}
