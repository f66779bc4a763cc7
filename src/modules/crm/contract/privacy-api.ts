import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import {
  canEraseContacts,
  canExportPersonalData,
  canManagePrivacy,
  canReadContacts,
  canRestrictContacts,
} from '#crm/contract/permissions.ts'
import {
  Erasure,
  ErasurePreview,
  PersonalExport,
  PreviewRetention,
  Privacy,
  RegisterEntry,
  RetentionPreview,
  RetentionRules,
  SaveRetention,
  SetRestriction,
  StartErasure,
} from '#crm/contract/privacy.ts'

const One = z.object({ id: Id })
const Nothing = z.object({})

export const getPrivacy = endpoint({
  method: 'GET',
  path: '/contacts/:id/privacy',
  permission: canReadContacts,
  input: One,
  output: Privacy,
})

/** Everything that any module keeps of the contact, with its files, as one ZIP: a job, told as `crm.personal-export.progressed`. */
export const createPersonalExport = endpoint({
  method: 'POST',
  path: '/contacts/:id/personal-exports',
  permission: canExportPersonalData,
  input: One,
  output: PersonalExport,
})
export const getPersonalExport = endpoint({
  method: 'GET',
  path: '/personal-exports/:id',
  permission: canExportPersonalData,
  input: One,
  output: PersonalExport,
})

/** Restricts the processing of a contact or lifts the restriction, with the reason. The same again changes nothing. */
export const setRestriction = endpoint({
  method: 'PUT',
  path: '/contacts/:id/restriction',
  permission: canRestrictContacts,
  input: SetRestriction,
  output: Privacy,
})

export const previewErasure = endpoint({
  method: 'GET',
  path: '/contacts/:id/erasure-preview',
  permission: canEraseContacts,
  input: One,
  output: ErasurePreview,
})
/** For good. 422 `crm.erasure_not_confirmed` unless the name was typed; the work is a job. */
export const startErasure = endpoint({
  method: 'POST',
  path: '/contacts/:id/erasures',
  permission: canEraseContacts,
  input: StartErasure,
  output: Erasure,
})
export const getErasure = endpoint({ method: 'GET', path: '/erasures/:id', permission: canEraseContacts, input: One, output: Erasure })
/** The last hundred, newest first. */
export const listErasures = endpoint({
  method: 'GET',
  path: '/erasures',
  permission: canManagePrivacy,
  input: Nothing,
  output: z.object({ items: z.array(Erasure) }),
})

/** Where data of persons lie, as the modules declare it. */
export const getRegister = endpoint({
  method: 'GET',
  path: '/personal-data-register',
  permission: canManagePrivacy,
  input: Nothing,
  output: z.object({ items: z.array(RegisterEntry) }),
})

export const listRetention = endpoint({
  method: 'GET',
  path: '/retention-rules',
  permission: canManagePrivacy,
  input: Nothing,
  output: RetentionRules,
})
/** What a rule would remove tonight if it were saved now. */
export const previewRetention = endpoint({
  method: 'GET',
  path: '/retention-previews/:code',
  permission: canManagePrivacy,
  input: PreviewRetention.extend({ days: z.coerce.number().pipe(PreviewRetention.shape.days) }),
  output: RetentionPreview,
})
export const saveRetention = endpoint({
  method: 'PUT',
  path: '/retention-rules',
  permission: canManagePrivacy,
  input: SaveRetention,
  output: RetentionRules,
  versioned: true,
})
