import type { Ctx } from '#kernel/ctx.ts'
import type { ContactLink, LinkContact } from '#crm/contract/link.ts'
import { contactLinked, contactUnlinked } from '#crm/contract/events.ts'
import { record } from '#crm/server/contacts/activity.store.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as store from '#crm/server/links/links.store.ts'
import { contactMerged, linkNeedsCompany, linkNotFound, linkToItself } from '#crm/server/problems.ts'

export async function list(ctx: Ctx, { id }: { id: string }): Promise<{ items: ContactLink[] }> {
  await contacts.get(ctx, { id })
  return { items: await store.of(ctx, id) }
}

/** Links two contacts, or gives the link that they have already another role. */
export async function link(ctx: Ctx, input: LinkContact): Promise<ContactLink> {
  if (input.id === input.otherId) throw linkToItself()
  const [one, other] = [await contacts.get(ctx, { id: input.id }), await contacts.get(ctx, { id: input.otherId })]
  for (const side of [one, other]) if (side.mergedInto) throw contactMerged({ into: side.mergedInto })
  const hasDirection = input.kind === 'works_at' || input.kind === 'referred_by'
  // What holds both ways is kept once, whoever of the two it was written down at.
  const isOut = hasDirection ? input.direction === 'out' : one.id < other.id
  const [from, to] = isOut ? [one, other] : [other, one]
  if (input.kind === 'works_at' && to.kind !== 'company') throw linkNeedsCompany({ name: to.name })
  const id = await store.put(ctx, { id: ctx.newId(), fromId: from.id, toId: to.id, kind: input.kind, role: input.role })
  await tell(ctx, 'linked', [one, other], input)
  await ctx.emit(contactLinked, { contactIds: [one.id, other.id] })
  const [made] = await store.of(ctx, one.id, id)
  if (!made) throw linkNotFound()
  return made
}

export async function unlink(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const gone = await store.remove(ctx, id)
  if (!gone) throw linkNotFound()
  const [from, to] = [await contacts.get(ctx, { id: gone.fromId }), await contacts.get(ctx, { id: gone.toId })]
  await tell(ctx, 'unlinked', [from, to], gone)
  await ctx.emit(contactUnlinked, { contactIds: [from.id, to.id] })
  return {}
}

type Named = { id: string; name: string }

async function tell(
  ctx: Ctx,
  kind: 'linked' | 'unlinked',
  [one, other]: readonly [Named, Named],
  { role }: { role: string },
): Promise<void> {
  await record(ctx, [
    { contactId: one.id, kind, data: { name: other.name } },
    { contactId: other.id, kind, data: { name: one.name } },
  ])
  ctx.audit({
    action: `crm.contact.${kind}`,
    subject: { kind: 'contact', id: one.id, name: one.name },
    after: { contact: other.name, ...(role && { role }) },
  })
}
