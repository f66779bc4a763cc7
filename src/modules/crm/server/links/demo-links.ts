import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { TypedAddress } from '#crm/contract/address.ts'
import { ContactKind, CreateContact, Relation } from '#crm/contract/contact.ts'
import { LinkKind } from '#crm/contract/link.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { link } from '#crm/server/links/links.ts'

/** Suppliers, companies and their people; links name contacts by their names. */
export const DemoAddressBook = z.object({
  contacts: z
    .array(
      z.object({
        name: z.string(),
        kind: ContactKind,
        email: z.string(),
        taxId: z.string().optional(),
        relations: z.array(Relation),
        notes: z.string(),
        address: TypedAddress.optional(),
      }),
    )
    .default([]),
  links: z.array(z.object({ from: z.string(), to: z.string(), kind: LinkKind, role: z.string() })).default([]),
})

export async function loadAddressBook(ctx: Ctx, book: z.output<typeof DemoAddressBook>): Promise<void> {
  const idByName = new Map<string, string>()
  for (const { email, taxId, address, ...contact } of book.contacts) {
    const identities = [{ kind: 'email' as const, value: email }, ...(taxId ? [{ kind: 'tax_id' as const, value: taxId }] : [])]
    const made = await contacts.create(ctx, CreateContact.parse({ ...contact, identities, addresses: address ? [address] : [] }))
    idByName.set(made.name, made.id)
  }
  for (const { from, to, kind, role } of book.links)
    await link(ctx, { id: idByName.get(from) ?? '', otherId: idByName.get(to) ?? '', kind, direction: 'out', role })
}
