import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Money } from '#kernel/contract/money.ts'
import { Listing } from '#kernel/contract/page.ts'
import { Instant } from '#kernel/contract/time.ts'
import { ScoreMark } from '#crm/contract/scoring.ts'
import { Address, mostAddresses, TypedAddress } from '#crm/contract/address.ts'
import { lifecycleStages } from '#crm/contract/badge.ts'

export const ContactKind = z.enum(['person', 'company'])
export type ContactKind = z.infer<typeof ContactKind>

/** What somebody is to the business; several at a time, or nothing yet. */
export const Relation = z.enum(['customer', 'lead', 'supplier', 'staff'])
export type Relation = z.infer<typeof Relation>

/**
 * Ways to recognise and reach somebody. People type the first four; channels report the others exactly as the
 * provider writes them: `wa_id` (digits), `bsuid` (business-scoped user id), `igsid`, `psid`, `telegram_id`. A `tax_id` is kept
 * with its country, `AR:20123456786`, and may be typed without it.
 */
export const typedIdentityKinds = ['phone', 'email', 'instagram', 'tax_id'] as const
export const IdentityKind = z.enum([...typedIdentityKinds, 'wa_id', 'bsuid', 'igsid', 'psid', 'telegram_id'])
export type IdentityKind = z.infer<typeof IdentityKind>
export const TypedIdentityKind = z.enum(typedIdentityKinds)

/** ISO 3166-1 alpha-2: how to read a phone or a tax id that was written without its country. */
export const Country = z.string().regex(/^[A-Z]{2}$/)

export const Identity = z.object({
  id: Id,
  kind: IdentityKind,
  /** Normalised: E.164, lower-case address, user name without @, provider ids as received. */
  value: z.string(),
  /** As it was typed or received. */
  raw: z.string(),
  isPrimary: z.boolean(),
  verifiedAt: Instant.nullable(),
})
export type Identity = z.infer<typeof Identity>

export const TypedIdentity = z.object({ kind: TypedIdentityKind, value: z.string().trim().min(1).max(254) })
export type TypedIdentity = z.infer<typeof TypedIdentity>

/** The value of a custom field; its shape is that of the field's type. Dates are days, links are absolute http(s) URLs. */
export const FieldValue = z.union([z.string().max(5_000), z.number(), z.boolean(), z.array(z.string().max(100)).max(50), Money])
export type FieldValue = z.infer<typeof FieldValue>

/** Values of custom fields by the key of the field. Empty ones are absent. */
export const FieldValues = z.record(z.string().max(60), FieldValue)
export type FieldValues = z.infer<typeof FieldValues>

/** A contact as lists carry it. */
export const ContactRow = z.object({
  id: Id,
  kind: ContactKind,
  name: z.string(),
  /** Primary phone in E.164 and primary address, when there are. */
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** The primary one with its country, `AR:20123456786`. */
  taxId: z.string().nullable(),
  /** In the order of `Relation`, without repetitions. */
  relations: z.array(Relation),
  /** How far they are on the way to being a customer; null: never asked for anything. */
  lifecycleStage: z.enum(lifecycleStages).nullable(),
  tagIds: z.array(Id),
  fields: FieldValues,
  ownerId: Id.nullable(),
  /** Null for an instant only, while it is being made. */
  score: ScoreMark.nullable(),
  /** Where it came from: `manual`, `import`, `api`, `demo` or the code of a channel such as `whatsapp`. */
  source: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  archivedAt: Instant.nullable(),
  version: z.number(),
})
export type ContactRow = z.infer<typeof ContactRow>

export const Contact = ContactRow.extend({
  notes: z.string(),
  identities: z.array(Identity),
  /** Since when its processing is restricted: kept and answered, and nothing else. */
  restrictedAt: Instant.nullable(),
  addresses: z.array(Address),
  /** The contact that absorbed this one: links to it lead there. */
  mergedInto: Id.nullable(),
})
export type Contact = z.infer<typeof Contact>

const name = z.string().trim().min(1).max(200)
const notes = z.string().trim().max(5_000)
const identities = z.array(TypedIdentity).max(20)
const addresses = z.array(TypedAddress).max(mostAddresses)
const tagIds = z.array(Id).max(50)
const relations = z.array(Relation).max(4)
/** `null` clears a value; keys that are absent stay as they are. */
const fieldChanges = z.record(z.string().max(60), FieldValue.nullable())

export const CreateContact = z.object({
  kind: ContactKind.default('person'),
  name,
  identities: identities.default([]),
  addresses: addresses.default([]),
  relations: relations.default([]),
  tagIds: tagIds.default([]),
  fields: fieldChanges.default({}),
  notes: notes.default(''),
  ownerId: Id.nullable().default(null),
  country: Country.optional(),
})
export type CreateContact = z.output<typeof CreateContact>

/** Only what is present changes. `identities` are the complete list of the typed kinds (channel
 * ids are never touched) and `addresses` the complete list of addresses. */
export const UpdateContact = z.object({
  id: Id,
  kind: ContactKind.optional(),
  name: name.optional(),
  identities: identities.optional(),
  addresses: addresses.optional(),
  relations: relations.optional(),
  tagIds: tagIds.optional(),
  fields: fieldChanges.optional(),
  notes: notes.optional(),
  ownerId: Id.nullable().optional(),
  country: Country.optional(),
})
export type UpdateContact = z.output<typeof UpdateContact>

/** Archived contacts have their own list, so that the usual one never pays for them. */
export const ListContacts = Listing.extend({ show: z.enum(['active', 'archived']).default('active') })
export type ListContacts = z.output<typeof ListContacts>

/** Who already has an identity, asked while it is being typed. */
export const IdentityCheck = z.object({
  isValid: z.boolean(),
  /** Normalised, or as typed when it is not valid. */
  value: z.string(),
  /** For people to read: `+54 9 11 5555-0101`. */
  shown: z.string(),
  owner: z.object({ id: Id, name: z.string(), isArchived: z.boolean() }).nullable(),
  /** Contacts with a number that may be the same line written differently. Never joined by themselves. */
  similar: z.array(z.object({ id: Id, name: z.string(), value: z.string() })),
})
export type IdentityCheck = z.infer<typeof IdentityCheck>

export const ContactTimelineEntry = z.object({
  id: z.string(),
  at: Instant,
  kind: z.string(),
  /** A key of the locales, filled with `values`. */
  words: z.string(),
  values: z.record(z.string(), z.unknown()),
  href: z.string().nullable(),
  actorName: z.string().nullable(),
})
