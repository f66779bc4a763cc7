import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { importApi } from '#kernel/contract/import.ts'
import { viewApi } from '#kernel/contract/view.ts'
import { Day } from '#kernel/contract/time.ts'
import { pageOf } from '#kernel/contract/page.ts'
import {
  Contact,
  ContactRow,
  ContactTimelineEntry,
  Country,
  CreateContact,
  IdentityCheck,
  ListContacts,
  TypedIdentityKind,
  UpdateContact,
} from '#crm/contract/contact.ts'
import { Consent, ConsentHistory, SetConsent } from '#crm/contract/consent.ts'
import { CreateField, Field, UpdateField } from '#crm/contract/field.ts'
import { ContactExport, ExportContacts, ImportMapping } from '#crm/contract/import.ts'
import { canExportContacts, canImportContacts, canManageFields, canReadContacts, canWriteContacts } from '#crm/contract/permissions.ts'
import { SegmentCount } from '#crm/contract/segment.ts'
import { CreateTag, Tag, UpdateTag } from '#crm/contract/tag.ts'
import { contactLook } from '#crm/contract/view.ts'

const One = z.object({ id: Id })
const Nothing = z.object({})

export const listContacts = endpoint({
  method: 'GET',
  path: '/contacts',
  permission: canReadContacts,
  input: ListContacts,
  output: pageOf(ContactRow),
})

/** How many a list would show in all. Under a segment, of many contacts, estimated. */
export const countContacts = endpoint({
  method: 'GET',
  path: '/contact-counts',
  permission: canReadContacts,
  input: ListContacts.pick({ show: true, search: true, filter: true }),
  output: SegmentCount,
})

/** The days of a month on which something is with the contacts of a list: at most eight of each day, and how many there are. */
export const listContactDays = endpoint({
  method: 'GET',
  path: '/contact-days',
  permission: canReadContacts,
  input: ListContacts.pick({ show: true, search: true, filter: true }).extend({
    /** What a calendar view is `by`. */
    by: z.string().min(1).max(60),
    month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/),
  }),
  output: z.object({ days: z.array(z.object({ day: Day, count: z.number(), items: z.array(z.object({ id: Id, name: z.string() })) })) }),
})

export const getContact = endpoint({ method: 'GET', path: '/contacts/:id', permission: canReadContacts, input: One, output: Contact })
export const createContact = endpoint({
  method: 'POST',
  path: '/contacts',
  permission: canWriteContacts,
  input: CreateContact,
  output: Contact,
})
export const updateContact = endpoint({
  method: 'PATCH',
  path: '/contacts/:id',
  permission: canWriteContacts,
  input: UpdateContact,
  output: Contact,
  versioned: true,
})
/** Archives: nothing is lost and it can be restored. */
export const deleteContact = endpoint({
  method: 'DELETE',
  path: '/contacts/:id',
  permission: canWriteContacts,
  input: One,
  output: Nothing,
})

export const checkIdentity = endpoint({
  method: 'GET',
  path: '/contact-identities',
  permission: canReadContacts,
  input: z.object({ kind: TypedIdentityKind, value: z.string().trim().min(1).max(254), country: Country.optional() }),
  output: IdentityCheck,
})

/** Contacts that may be the same person: numbers that can be two spellings of one line. */
export const listSimilarContacts = endpoint({
  method: 'GET',
  path: '/contacts/:id/similar',
  permission: canReadContacts,
  input: One,
  output: z.object({ items: IdentityCheck.shape.similar }),
})

/** Everything that any module tells about a contact, newest first. `before` is the `next` of the page above. */
export const listTimeline = endpoint({
  method: 'GET',
  path: '/contacts/:id/timeline',
  permission: canReadContacts,
  input: One.extend({
    before: z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
    /** Only entries of these kinds. */
    kind: z
      .union([z.string().max(60), z.array(z.string().max(60)).max(40)])
      .optional()
      .transform((kinds) => (typeof kinds === 'string' ? [kinds] : (kinds ?? []))),
  }),
  output: pageOf(ContactTimelineEntry),
})
/** The kinds of entries that any module tells, with the locale keys of their words. */
export const listTimelineKinds = endpoint({
  method: 'GET',
  path: '/timeline-kinds',
  permission: canReadContacts,
  input: Nothing,
  output: z.object({ items: z.array(z.object({ kind: z.string(), words: z.string() })) }),
})

export const listConsents = endpoint({
  method: 'GET',
  path: '/contacts/:id/consents',
  permission: canReadContacts,
  input: One,
  output: ConsentHistory,
})
export const setConsent = endpoint({
  method: 'PUT',
  path: '/contacts/:id/consents/:channel/:purpose',
  permission: canWriteContacts,
  input: SetConsent,
  output: Consent,
})

export const listTags = endpoint({
  method: 'GET',
  path: '/tags',
  permission: canReadContacts,
  input: Nothing,
  output: z.object({ items: z.array(Tag) }),
})
/** The existing one when there is a tag of that name already, whatever its capitals and accents. */
export const createTag = endpoint({ method: 'POST', path: '/tags', permission: canWriteContacts, input: CreateTag, output: Tag })
export const updateTag = endpoint({
  method: 'PATCH',
  path: '/tags/:id',
  permission: canManageFields,
  input: UpdateTag,
  output: Tag,
  versioned: true,
})
export const deleteTag = endpoint({ method: 'DELETE', path: '/tags/:id', permission: canManageFields, input: One, output: Nothing })

export const listFields = endpoint({
  method: 'GET',
  path: '/contact-fields',
  permission: canReadContacts,
  input: Nothing,
  output: z.object({ items: z.array(Field) }),
})
export const createField = endpoint({
  method: 'POST',
  path: '/contact-fields',
  permission: canManageFields,
  input: CreateField,
  output: Field,
})
export const updateField = endpoint({
  method: 'PATCH',
  path: '/contact-fields/:id',
  permission: canManageFields,
  input: UpdateField,
  output: Field,
  versioned: true,
})

export const contactViews = viewApi({ path: '/contact-views', permission: canReadContacts, ...contactLook })

/** Told live as `crm.import.progressed`. */
export const contactImports = importApi({ path: '/contact-imports', permission: canImportContacts, mapping: ImportMapping })

export const createExport = endpoint({
  method: 'POST',
  path: '/contact-exports',
  permission: canExportContacts,
  input: ExportContacts,
  output: ContactExport,
})
export const getExport = endpoint({
  method: 'GET',
  path: '/contact-exports/:id',
  permission: canExportContacts,
  input: One,
  output: ContactExport,
})
