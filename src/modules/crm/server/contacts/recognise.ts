import type { Ctx } from '#kernel/ctx.ts'
import { contactRestored, contactUpdated } from '#crm/contract/events.ts'
import { typedIdentityKinds, type IdentityKind } from '#crm/contract/contact.ts'
import { actorName, record } from '#crm/server/contacts/activity.store.ts'
import { emitCreated } from '#crm/server/contacts/contacts.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'
import * as draftRows from '#crm/server/contacts/drafts.store.ts'
import { derivedFrom, draftOf, withPrimaries } from '#crm/server/contacts/draft.ts'
import * as identities from '#crm/server/contacts/identities.store.ts'
import { nameFrom, readReceived, sameIdentity, type Known, type Received } from '#crm/server/contacts/identity.ts'
import { contactNotFound, identityUnreadable } from '#crm/server/problems.ts'

export type Recognise = {
  /** What the channel said about who writes, in any order. A `wa_id` also stands for its E.164 phone. */
  identities: readonly Received[]
  /** The name in the channel's profile. Used until a person writes a better one. */
  name?: string | undefined
  /** Code of the channel: `whatsapp`. */
  source: string
  /** ISO 3166 country for phones without one. */
  country: string
}
export type Recognised = { id: string; name: string; isNew: boolean }

/**
 * Who this is. The strongest known identity decides (business-scoped id, WhatsApp id, other channels, phone, e-mail);
 * weaker ones that nobody has are added to the contact, and those of somebody else are left alone: people who share a
 * number are never merged by themselves. Unknown people become a contact, once, however many ask at the same time.
 * One statement when everything is known, the usual case.
 */
export async function findOrCreateByIdentity(ctx: Ctx, input: Recognise): Promise<Recognised> {
  const wanted = readReceived(input.identities, { country: input.country })
  if (wanted.length === 0) throw identityUnreadable()
  for (let tries = 0; tries < 5; tries++) {
    const known = await identities.owners(ctx, wanted)
    const decisive = wanted.find((one) => known.some((owner) => sameIdentity(owner, one)))
    const owner = decisive && known.find((one) => sameIdentity(one, decisive))
    if (owner) return settle(ctx, owner, known, wanted, input)
    const made = await tryCreate(ctx, wanted, input)
    if (made) return made
  }
  throw new Error('somebody keeps taking the identities of a contact that is being made')
}

async function tryCreate(ctx: Ctx, wanted: readonly Known[], input: Recognise): Promise<Recognised | undefined> {
  const name = profileName(input.name)
  const draft = draftOf(
    { kind: 'person', name: name ?? nameFrom(wanted), nameSource: name ? 'profile' : 'identity', identities: wanted, source: input.source },
    { newId: ctx.newId, at: ctx.now, actorName: actorName(ctx) },
  )
  const written = await draftRows.insert(ctx, [draft])
  if (written.length < wanted.length) {
    // The insert waited for whoever was making the same contact. Theirs stands; the next reading sees it.
    await draftRows.removeFresh(ctx, [draft.id])
    return undefined
  }
  await emitCreated(ctx, draft)
  return { id: draft.id, name: draft.name, isNew: true }
}

const profileName = (name: string | undefined): string | undefined => {
  const clean = name
    ?.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
  return clean && /[\p{L}\p{N}]/u.test(clean) ? clean.toWellFormed() : undefined
}

async function settle(
  ctx: Ctx,
  owner: identities.Owner,
  known: readonly identities.Owner[],
  wanted: readonly Known[],
  input: Recognise,
): Promise<Recognised> {
  const missing = wanted.filter((one) => !known.some((other) => sameIdentity(other, one)))
  const better = owner.nameSource === 'identity' ? profileName(input.name) : undefined
  const changed: string[] = []
  if (missing.length > 0 && (await attach(ctx, owner.contactId, missing)) > 0) changed.push('identities')
  if (better && better !== owner.name) changed.push('name')
  // An id that only machines read is news to nobody.
  const isNews = changed.includes('name') || missing.some(({ kind }) => typedIdentityKinds.some((typed) => typed === kind))
  if (changed.length > 0)
    await rewrite(ctx, owner.contactId, changed, { isNews, named: better ? { name: better, nameSource: 'profile' } : undefined })
  if (owner.isArchived && (await store.restore(ctx, [owner.contactId])).length > 0) {
    // Who writes again is a contact again.
    await record(ctx, [{ contactId: owner.contactId, kind: 'restored', data: {} }])
    await ctx.emit(contactRestored, { contactIds: [owner.contactId] })
  }
  return { id: owner.contactId, name: better ?? owner.name, isNew: false }
}

async function attach(ctx: Ctx, contactId: string, added: readonly Known[]): Promise<number> {
  const current = await identities.of(ctx, [contactId])
  const marked = withPrimaries([...current, ...added.map((one) => ({ ...one, id: ctx.newId(), contactId }))]).slice(current.length)
  return (await identities.attach(ctx, marked)).length
}

/** Brings the repeated columns in line with the identities, and tells. */
async function rewrite(
  ctx: Ctx,
  contactId: string,
  changed: readonly string[],
  { isNews, named }: { isNews: boolean; named?: { name: string; nameSource: store.NameSource } | undefined },
): Promise<void> {
  const contact = await store.findForUpdate(ctx, contactId)
  if (!contact) throw contactNotFound()
  const { name, nameSource } = named ?? contact
  const [row] = await store.update(ctx, [{ ...contact, nameSource, ...derivedFrom(name, contact.identities) }])
  if (!row) return
  if (isNews) await record(ctx, [{ contactId, kind: 'updated', data: { changed } }])
  await ctx.emit(contactUpdated, { contactId, changed: [...changed], row })
}

export type Replaced = { contactId: string; conflictsWith: string | null }

/**
 * The same person goes by another id from now on: a new number, a new business-scoped id. The old one becomes free,
 * with the phone that it stood for. When somebody else already has the new one nothing is joined and `conflictsWith`
 * says who. Null when nobody has the old one.
 */
export async function replaceIdentity(
  ctx: Ctx,
  input: { kind: IdentityKind; from: string; to: string; country: string },
): Promise<Replaced | null> {
  const home = { country: input.country }
  const before = readReceived([{ kind: input.kind, value: input.from }], home)
  const after = readReceived([{ kind: input.kind, value: input.to }], home)
  const main = before.find((one) => one.kind === input.kind)
  if (!main || after.length === 0) return null
  const [owner] = await identities.owners(ctx, [main])
  if (!owner) return null
  const contactId = owner.contactId
  const other = (await identities.owners(ctx, after)).find((one) => one.contactId !== contactId)
  const gone = (await identities.of(ctx, [contactId])).filter((one) => before.some((old) => sameIdentity(old, one)))
  const kept = gone.filter((one) => after.some((fresh) => sameIdentity(fresh, one)))
  await identities.end(
    ctx,
    gone.filter((one) => !kept.includes(one)).map((one) => one.id),
  )
  if (!other)
    await attach(
      ctx,
      contactId,
      after.filter((fresh) => !kept.some((one) => sameIdentity(fresh, one))),
    )
  await rewrite(ctx, contactId, ['identities'], { isNews: false })
  await record(ctx, [{ contactId, kind: 'identity-replaced', data: { kind: input.kind, from: input.from, to: input.to } }])
  return { contactId, conflictsWith: other?.contactId ?? null }
}
