import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { matchCandidates } from '#kernel/contract/phone.ts'
import type { IdentityCheck, TypedIdentityKind } from '#crm/contract/contact.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { shownTaxId } from '#crm/contract/tax-id.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'
import { homeOf } from '#crm/server/contacts/home.ts'
import * as identities from '#crm/server/contacts/identities.store.ts'
import { readTyped } from '#crm/server/contacts/identity.ts'
import { contactNotFound } from '#crm/server/problems.ts'

type Asked = { kind: z.output<typeof TypedIdentityKind>; value: string; country?: string | undefined }

/** What was typed, normalised, and who has it: asked by forms at every pause. */
export async function check(ctx: Ctx, { kind, value, country }: Asked): Promise<IdentityCheck> {
  const known = readTyped({ kind, value }, await homeOf(ctx, country))
  if ('invalid' in known) return { isValid: false, value, shown: value, owner: null, similar: [] }
  const [owner] = await identities.owners(ctx, [known])
  const similar = kind === 'phone' ? await identities.holders(ctx, otherSpellings([known.value]), owner?.contactId ?? null) : []
  return {
    isValid: true,
    value: known.value,
    shown: kind === 'phone' ? shownPhone(known.value) : kind === 'tax_id' ? shownTaxId(known.value).shown : known.value,
    owner: owner ? { id: owner.contactId, name: owner.name, isArchived: owner.isArchived } : null,
    similar,
  }
}

/** Contacts whose number may be the same line as one of this contact's. A proposal for people: nothing is joined. */
export async function similar(ctx: Ctx, { id }: { id: string }): Promise<{ items: IdentityCheck['similar'] }> {
  const contact = await store.find(ctx, id)
  if (!contact) throw contactNotFound()
  const phones = contact.identities.filter((one) => one.kind === 'phone').map((one) => one.value)
  const spellings = otherSpellings(phones)
  return { items: spellings.length === 0 ? [] : await identities.holders(ctx, spellings, id) }
}

const otherSpellings = (phones: readonly string[]): string[] => [
  ...new Set(phones.flatMap((phone) => matchCandidates(phone)).filter((candidate) => !phones.includes(candidate))),
]
